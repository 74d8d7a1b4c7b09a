"""The products of a page are NumPy's, in all layouts, and a network learns the same by them."""

import pytest

from workshop.web.lessons import SETUP

pytestmark = pytest.mark.timeout(1800)

BEGIN = """
import numpy as np
from coursekit import nn
from coursekit.nn import products
from coursekit.web import simd

rng = np.random.default_rng(0)


def integers(shape, dtype):
    # any order of adding up small whole numbers gives exactly the same sum
    return rng.integers(-9, 9, shape).astype(dtype)


layouts = {
    "rows": np.ascontiguousarray,
    "columns": np.asfortranarray,
    "gaps": lambda x: np.repeat(x, 2, axis=1)[:, ::2],
    "backwards": lambda x: x[::-1, ::-1].copy()[::-1, ::-1],
    "one row of a table": lambda x: np.repeat(x, 2, axis=0)[::2],
}
"""
ALL = """
from itertools import product
sizes = [(31, 17, 23), (4, 300, 8), (700, 1, 9), (1, 70, 90), (50, 513, 1), (9, 40, 13), (3, 2, 5)]
wrong, count = [], 0
for dtype, left, right, (m, k, n) in product(
    ["float32", "float64", "complex64", "int64", ">f4"], layouts, layouts, sizes
):
    a, b = layouts[left](integers((m, k), dtype)), layouts[right](integers((k, n), dtype))
    guarded = np.full((m + 2, n), 7, dtype)
    out = guarded[1:-1]
    found, wanted = simd.dot(a, b), a @ b
    count += 1
    good = found.dtype == wanted.dtype and np.array_equal(found, wanted)
    if dtype != ">f4":  # NumPy itself refuses it as `out`
        good &= simd.dot(a, b, out) is out and np.array_equal(out, wanted)
        good &= (guarded[[0, -1]] == 7).all()
    if not good:
        wrong.append((dtype, left, right, m, k, n))
print(count, wrong)
"""
EACH = """
wrong, count = [], 0
for dtype, left, right in product(["float32", "float64", "int64", ">f4"], layouts, layouts):
    for shape in [(40, 25), (7, 9, 11), (2, 1), (8, 8, 4, 4)]:
        plain = integers(shape, dtype)
        if plain.dtype.kind == "f":
            plain.flat[::7] = np.nan
        a, b = layouts[left](plain), layouts[right](integers(shape, dtype))
        zero, out = np.zeros((), dtype), np.empty(shape, dtype)
        found = simd.maximum(a, b), simd.maximum(b, a), simd.maximum(a, zero)
        wanted = np.maximum(a, b), np.maximum(b, a), np.maximum(a, zero)
        found += simd.maximum(a, b, out), simd.where_positive(abs(b), b)
        wanted += np.maximum(a, b), b * (b != 0)
        count += 1
        same = [np.array_equal(f, w, True) for f, w in zip(found, wanted)]
        same += [f.dtype.type is w.dtype.type for f, w in zip(found, wanted)]
        if not all(same) or found[3] is not out:
            wrong.append((dtype, left, right, shape, same))
y = np.ones((40, 25), "float32")
same = simd.maximum(y, 2 * y, out=y) is y and (y == 2).all()
print(count, wrong[:3], same, simd.maximum(y, np.float32(3) * y[0]).max())
"""
OTHERS = """
a, b = integers((80, 90), "float32"), integers((90, 70), "float64")
print(np.array_equal(simd.dot(a, b), a @ b), simd.dot(a, b).dtype)
print(np.array_equal(simd.dot(np.ones(80), b[:80]), b[:80].sum(axis=0)))
print(np.array_equal(simd.dot(a.reshape(4, 20, 90), b), a.reshape(4, 20, 90) @ b))
try:
    simd.dot(a, b[:50])
except ValueError as error:
    print("refused")
"""
TRAINED = """
quicker = simd.dot, simd.maximum, simd.where_positive
def trained(dot, *others):
    calls = []
    products.use(lambda *given, out=None: calls.append(1) or dot(*given, out=out), *others)
    nn.utils.set_random_seed(0)
    layers = [nn.layers.Conv2D(8, 3, activation="relu"), nn.layers.MaxPooling2D()]
    layers += [nn.layers.Flatten(), nn.layers.Dense(10)]
    model = nn.Sequential([nn.Input((8, 8, 2)), *layers])
    loss = nn.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(nn.optimizers.Adam(0.01), loss)
    x = np.random.default_rng(1).normal(size=(96, 8, 8, 2)).astype("float32")
    record = model.fit(x, np.arange(96) % 10, epochs=3, batch_size=32, verbose=0)
    products.use(*quicker)
    return np.array(record.history["loss"]), len(calls)

(quick, calls), (plain, _) = trained(*quicker), trained(products.numpys)
print(products.dot is simd.dot, calls > 40, abs(quick / plain - 1).max() < 1e-5)
"""


@pytest.fixture
def printed(node):
    """A function that runs a cell behind the page's set-up; what it printed."""

    def run(cell):
        *_, answer = node.run([SETUP, BEGIN, cell])
        return "".join(output.get("text", str(output)) for output in answer["outputs"])

    return run


def test_a_page_has_products_of_its_own(printed):
    kinds = "print(sorted(str(kind) for kind in simd._functions()), products.dot is simd.dot)"
    assert printed(kinds) == "['float32', 'float64'] True\n"


def test_a_product_is_numpys_and_nothing_else_is_written(printed):
    assert printed(ALL) == "875 []\n"


def test_what_goes_number_by_number_is_numpys(printed):
    assert printed("from itertools import product\n" + EACH) == "400 [] True 6.0\n"


def test_vectors_mixed_types_and_wrong_shapes_are_left_to_numpy(printed):
    assert printed(OTHERS) == "True float64\nTrue\nTrue\nrefused\n"


def test_a_network_learns_the_same(printed):
    assert printed(TRAINED) == "True True True\n"
