"""Writes WebAssembly, the machine code of pages, as far as one loop over matrices needs it.

A function is a list of bytes: instructions take their operands from a stack, so ``a + b`` is the
code of ``a``, the code of ``b`` and then ``i32.add``.
"""

I32, V128, F32, F64 = 0x7F, 0x7B, 0x7D, 0x7C
OPCODES = {
    "loop": [0x03, 0x40],
    "block": [0x02, 0x40],
    "end": [0x0B],
    "i32.lt_s": [0x48],
    "i32.gt_s": [0x4A],
    "i32.le_s": [0x4C],
    "i32.add": [0x6A],
    "i32.sub": [0x6B],
    "i32.mul": [0x6C],
    "select": [0x1B],
    "room": [0x23, 0],  # the address of the library's own memory
    "memory.fill": [0xFC, 0x0B, 0x00],
    "f32.add": [0x92],
    "f32.mul": [0x94],
    "f64.add": [0xA0],
    "f64.mul": [0xA2],
    "f32x4.add": [0xFD, 0xE4, 0x01],
    "f32x4.mul": [0xFD, 0xE6, 0x01],
    "f64x2.add": [0xFD, 0xF0, 0x01],
    "f64x2.mul": [0xFD, 0xF2, 0x01],
    "f32x4.max": [0xFD, 0xE9, 0x01],
    "f64x2.max": [0xFD, 0xF5, 0x01],
    "f32x4.gt": [0xFD, 0x44],
    "f64x2.gt": [0xFD, 0x4A],
    "v128.and": [0xFD, 0x4E],
    "v128.zero": [0xFD, 0x0C, *[0] * 16],
}
MEMORY = {
    "i32.load": [0x28],
    "f32.load": [0x2A],
    "f64.load": [0x2B],
    "f32.store": [0x38],
    "f64.store": [0x39],
    "v128.load": [0xFD, 0x00],
    "v128.load32_splat": [0xFD, 0x09],
    "v128.load64_splat": [0xFD, 0x0A],
    "v128.store": [0xFD, 0x0B],
}


def unsigned(number):
    """Return a whole number as WebAssembly writes it, seven bits a byte (LEB128)."""
    found = []
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return [*found, number]


def signed(number):
    """Return a whole number that may be negative, seven bits a byte."""
    found = []
    while not -64 <= number < 64:
        found.append(number & 127 | 128)
        number >>= 7
    return [*found, number & 127]


def vector(parts):
    """Return the number of parts, and the parts."""
    return [*unsigned(len(parts)), *(byte for part in parts for byte in part)]


def name(text):
    """Return a name: its length and its letters."""
    return vector([[byte] for byte in text.encode()])


class Function:
    """A function of whole numbers (addresses) without a result.

    Parameters
    ----------
    parameters : list of str
        Their names; all are of the type i32.

    Attributes
    ----------
    code : list of int
        The instructions so far.
    """

    def __init__(self, parameters):
        self.places = {each: place for place, each in enumerate(parameters)}
        self.count, self.types, self.code = len(parameters), [], []

    def local(self, name, kind=I32):
        """Make a variable; return its name."""
        self.places[name] = self.count + len(self.types)
        self.types.append(kind)
        return name

    def emit(self, *instructions):
        """Append instructions: a name of `OPCODES`, a number (i32) or a variable (its value)."""
        for each in instructions:
            if isinstance(each, int):
                self.code += [0x41, *signed(each)]
            elif each in OPCODES:
                self.code += OPCODES[each]
            else:
                self.code += [0x20, *unsigned(self.places[each])]

    def set(self, name, *instructions):
        """Give a variable what the instructions leave behind."""
        self.emit(*instructions)
        self.code += [0x21, *unsigned(self.places[name])]

    def memory(self, what, offset=0):
        """Load from, or store to, the address on the stack plus ``offset``."""
        self.code += [*MEMORY[what], 0, *unsigned(offset)]

    def load(self, name, base, offset):
        """Give a variable the whole number that stands at ``base + offset``."""
        self.emit(base)
        self.memory("i32.load", offset)
        self.code += [0x21, *unsigned(self.places[name])]

    def jump_if(self, depth, *condition):
        """Leave blocks, or begin a loop again, if the condition holds."""
        self.emit(*condition)
        self.code += [0x0D, depth]

    def body(self):
        """Return the function as it stands in a module."""
        inside = [*vector([[1, kind] for kind in self.types]), *self.code, *OPCODES["end"]]
        return [*unsigned(len(inside)), *inside]


def library(functions, room):
    """Return a module that a page can open like a shared library.

    Parameters
    ----------
    functions : dict of str to Function
        By the name that the library shows.
    room : int
        Bytes of memory that the library has for itself.
    """
    kinds = [[0x60, *vector([[I32]] * each.count), 0] for each in functions.values()]
    memory = [*name("env"), *name("memory"), 2, 0, 0]
    base = [*name("env"), *name("__memory_base"), 3, I32, 0]
    shown = [[*name(each), 0, place] for place, each in enumerate(functions)]
    sections = {
        0: [*name("dylink.0"), 1, *vector([[byte] for byte in (*unsigned(room), 4, 0, 0)])],
        1: vector(kinds),
        2: vector([memory, base]),
        3: vector([[place] for place in range(len(functions))]),
        7: vector(shown),
        10: vector([function.body() for function in functions.values()]),
    }
    code = [0, *b"asm", 1, 0, 0, 0]
    for number, section in sections.items():
        code += [number, *unsigned(len(section)), *section]
    return bytes(code)
