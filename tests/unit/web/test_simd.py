"""Outside a page the products are NumPy's; `tests/web` tries those of a page."""

import numpy as np
import pytest

from coursekit.nn import products
from coursekit.web import assembler, kernels, simd


def test_at_home_numpy_multiplies():
    a, b = np.ones((80, 90), "float32"), np.ones((90, 70), "float32")
    out = np.empty((80, 70), "float32")
    assert simd._functions() == {}
    assert (simd.dot(a, b) == 90).all() and simd.dot(a, b, out) is out and (out == 90).all()


def test_at_home_numpy_does_the_rest():
    a, zero, out = np.arange(-4.0, 996), np.zeros(()), np.empty(1000)
    assert np.array_equal(simd.maximum(a, zero), np.maximum(a, 0))
    assert simd.maximum(a, a[::-1], out) is out and np.array_equal(out, np.maximum(a, a[::-1]))
    assert np.array_equal(simd.where_positive(abs(a), a), a)


@pytest.mark.parametrize("dot", [simd.dot, products.dot])
def test_an_out_of_another_type_or_form_is_refused_as_numpy_does(dot):
    a, b = np.ones((80, 90), "float32"), np.ones((90, 70), "float32")
    for wrong in (np.empty((80, 70)), np.empty((70, 80), "float32"), np.empty((70, 80), "f4").T):
        with pytest.raises(ValueError):
            dot(a, b, wrong)


@pytest.mark.parametrize("number", [0, 1, 63, 64, 127, 128, 300, 624485])
def test_numbers_are_written_seven_bits_a_byte(number):
    def read(code, is_signed):
        total = sum((byte & 127) << 7 * place for place, byte in enumerate(code))
        negative = is_signed and code[-1] & 64
        return total - (1 << 7 * len(code)) if negative else total

    for code in (assembler.unsigned(number), assembler.signed(number)):
        assert all(byte & 128 for byte in code[:-1]) and not code[-1] & 128
    assert read(assembler.unsigned(number), False) == number
    assert read(assembler.signed(number), True) == number
    assert read(assembler.signed(-number), True) == -number


def test_the_library_is_small_and_begins_as_a_page_asks():
    made = kernels.functions()
    assert made.startswith(b"\0asm\1\0\0\0\0") and b"\x08dylink.0" in made[:20]
    assert len(made) < 2**13
