"""The matrix product in WebAssembly: four numbers at a time, in small blocks of the result.

The columns of B that belong to a block are copied first, one beside the other: each is used for
all rows of A, and rows of B that lie far apart would push one another out of the cache.

A few functions of single numbers stand here too. Without vectors NumPy asks each number whether
it is larger, and no processor can foresee the answers.
"""

from coursekit.web.assembler import F32, F64, V128, Function, library

ROWS, VECTORS = 4, 2  # of a block: its sums stay in the processor's registers
DEPTH = 256  # products added up in one go: what they need stays in the processor's cache
WIDTH = 128  # columns of B that are copied at a time
ROOM = DEPTH * WIDTH * 8  # bytes for the copy
BYTES = 16  # of a vector: four float32 or two float64
# Where an array object of NumPy keeps what we need, on the 32-bit machine that a page is.
DATA, SHAPE, STRIDES = 8, 16, 20


class Kind:
    """The instructions for one type of numbers."""

    def __init__(self, bits):
        self.size = bits // 8
        self.lanes = BYTES // self.size
        self.type = {32: F32, 64: F64}[bits]
        self.scalar, self.vector = f"f{bits}", f"f{bits}x{self.lanes}"
        self.splat = f"v128.load{bits}_splat"


def product(kind):
    """Return the function C = A B of the addresses of three array objects.

    A and B may lie in memory in any way; all of C must be without gaps.
    """
    f = Function(["A", "B", "C"])
    _read_arrays(f)
    f.set("c_row", "n", kind.size, "i32.mul")
    f.emit("c", 0, "m", "c_row", "i32.mul", "memory.fill")
    f.set("first", 0)
    f.emit("loop")  # over columns of B and C
    _at_most(f, "width", WIDTH, "n", "first")
    f.set("start", 0)
    f.emit("loop")  # over pieces of the sums
    _at_most(f, "depth", DEPTH, "k", "start")
    f.set("pb", "room")
    _panels(f, kind, lambda vectors: _copy(f, kind, vectors))
    f.set("i", 0)
    _while_fits(f, "i", "m", ROWS, lambda: _columns(f, kind, ROWS))
    _while_fits(f, "i", "m", 1, lambda: _columns(f, kind, 1))
    f.set("start", "start", "depth", "i32.add")
    f.jump_if(0, "start", "k", "i32.lt_s")
    f.emit("end")
    f.set("first", "first", "width", "i32.add")
    f.jump_if(0, "first", "n", "i32.lt_s")
    f.emit("end")
    return f


def _read_arrays(f):
    """Read addresses, sizes and strides (in bytes) from the array objects."""
    for name in ("at", "m", "k", "n", "a", "a_row", "a_column", "b", "b_row", "b_column"):
        f.local(name)
    for name in ("c", "c_row", "first", "width", "start", "depth", "left", "i", "j", "p", "q"):
        f.local(name)
    f.local("pb"), f.local("pc")
    for row in range(ROWS):
        f.local(f"pa{row}")
    for array, numbers in (
        ("A", {"m": (SHAPE, 0), "k": (SHAPE, 4), "a_row": (STRIDES, 0), "a_column": (STRIDES, 4)}),
        ("B", {"n": (SHAPE, 4), "b_row": (STRIDES, 0), "b_column": (STRIDES, 4)}),
        ("C", {}),
    ):
        f.load(array.lower(), array, DATA)
        for name, (table, offset) in numbers.items():
            f.load("at", array, table)
            f.load(name, "at", offset)


def _at_most(f, name, limit, end, begin):
    """Give a variable what is left between two numbers, but no more than the limit."""
    f.set("left", end, begin, "i32.sub")
    f.set(name, "left", limit, "left", limit, "i32.lt_s", "select")


def _while_fits(f, index, end, step, body):
    """Repeat ``body`` while ``step`` more fit between index and end; then go on by ``step``."""
    f.emit("block", "loop")
    f.jump_if(1, index, step, "i32.add", end, "i32.gt_s")
    body()
    f.set(index, index, step, "i32.add")
    f.code += [0x0C, 0]  # again
    f.emit("end", "end")


def _panels(f, kind, body):
    """All columns of the copy: as many vectors at a time as there still are, then single ones."""
    f.set("j", 0)
    for vectors in range(VECTORS, 0, -1):
        _while_fits(f, "j", "width", vectors * kind.lanes, lambda v=vectors: body(v))
    _while_fits(f, "j", "width", 1, lambda: body(0))


def _copy(f, kind, vectors):
    """Copy ``depth`` rows of a few columns of B to ``pb``, and go on behind them."""
    columns = max(1, vectors * kind.lanes)
    f.set("left", "first", "j", "i32.add", "b_column", "i32.mul")
    f.set("left", "b", "left", "i32.add", "start", "b_row", "i32.mul", "i32.add")
    f.set("p", "depth")
    f.emit("loop")
    f.set("q", "left")
    for column in range(columns):
        f.emit("pb", "q")
        f.memory(f"{kind.scalar}.load")
        f.memory(f"{kind.scalar}.store", column * kind.size)
        f.set("q", "q", "b_column", "i32.add")
    f.set("pb", "pb", columns * kind.size, "i32.add")
    f.set("left", "left", "b_row", "i32.add")
    f.set("p", "p", 1, "i32.sub")
    f.jump_if(0, "p")
    f.emit("end")


def _columns(f, kind, rows):
    """All columns of some rows of C."""
    f.set("pb", "room")
    _panels(f, kind, lambda vectors: _block(f, kind, rows, vectors))


def _block(f, kind, rows, vectors):
    """Add ``depth`` products to a block of C; ``vectors`` = 0 is a single column."""
    many = vectors > 0
    form = kind.vector if many else kind.scalar
    store = ("v128" if many else kind.scalar) + ".store"
    load = ("v128" if many else kind.scalar) + ".load"
    places = [(row, v) for row in range(rows) for v in range(max(1, vectors))]
    sums = {place: _variable(f, kind, many, "sum", *place) for place in places}
    right = [_variable(f, kind, many, "right", v) for v in range(max(1, vectors))]
    left = _variable(f, kind, many, "left_number")
    _point(f, kind, rows)
    for (row, v), total in sums.items():
        _row_of_c(f, row)
        f.memory(load, v * BYTES)
        f.set(total)
    f.set("p", "depth")
    f.emit("loop")
    for v, each in enumerate(right):
        f.emit("pb")
        f.memory(load, v * BYTES)
        f.set(each)
    for row in range(rows):
        f.emit(f"pa{row}")
        f.memory(kind.splat if many else load)
        f.set(left)
        for v, each in enumerate(right):
            f.emit(sums[row, v], left, each)
            f.emit(f"{form}.mul", f"{form}.add")
            f.set(sums[row, v])
        f.set(f"pa{row}", f"pa{row}", "a_column", "i32.add")
    f.set("pb", "pb", BYTES * vectors or kind.size, "i32.add")
    f.set("p", "p", 1, "i32.sub")
    f.jump_if(0, "p")
    f.emit("end")
    for (row, v), total in sums.items():
        _row_of_c(f, row)
        f.emit(total)
        f.memory(store, v * BYTES)


def _variable(f, kind, many, *name):
    """Return a variable for a vector or for one number, made when it is first asked for."""
    name = "_".join(map(str, (*name, "vector" if many else "one")))
    if name not in f.places:
        f.local(name, V128 if many else kind.type)
    return name


def _point(f, kind, rows):
    """Let the pointers to A and C begin at row ``i`` and column ``first + j``."""
    f.set("pa0", "a", "i", "a_row", "i32.mul", "i32.add")
    f.set("pa0", "pa0", "start", "a_column", "i32.mul", "i32.add")
    for row in range(1, rows):
        f.set(f"pa{row}", f"pa{row - 1}", "a_row", "i32.add")
    f.set("pc", "c", "i", "c_row", "i32.mul", "i32.add")
    f.set("pc", "pc", "first", "j", "i32.add", kind.size, "i32.mul", "i32.add")


def _row_of_c(f, row):
    """Leave the address of the block's row of C."""
    f.emit("pc", "c_row", row, "i32.mul", "i32.add")


def each(kind, *steps):
    """Return a function C = f(A, B) of the addresses of three array objects and the bytes of C.

    A, B and C are without gaps, and hold a whole number of vectors.

    Parameters
    ----------
    kind : Kind
    *steps : str
        Instructions for one vector: ``"a"`` and ``"b"`` load it.
    """
    f = Function(["A", "B", "C", "left"])
    for array in "ABC":
        f.load(f.local(array.lower()), array, DATA)
    f.emit("loop", "c")
    for step in steps:
        if step in ("a", "b"):
            f.emit(step)
            f.memory("v128.load")
        else:
            f.emit(step if "." in step else f"{kind.vector}.{step}")
    f.memory("v128.store")
    for place in "abc":
        f.set(place, place, BYTES, "i32.add")
    f.set("left", "left", BYTES, "i32.sub")
    f.jump_if(0, "left")
    f.emit("end")
    return f


EACH = {
    "maximum": ("a", "b", "max"),
    "relu": ("a", "v128.zero", "max"),
    "where_positive": ("b", "a", "v128.zero", "gt", "v128.and"),  # b where a > 0, else 0
}


def functions():
    """Return the library: each function for float32 and for float64."""
    made = {}
    for bits in (32, 64):
        kind = Kind(bits)
        made[f"product{bits}"] = product(kind)
        made |= {f"{name}{bits}": each(kind, *steps) for name, steps in EACH.items()}
    return library(made, ROOM)
