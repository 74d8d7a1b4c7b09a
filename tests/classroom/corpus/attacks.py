"""Code that turns on the machine, on others or on the protocol."""

from tests.classroom.corpus.key import FIGURES, Case, broken

MARK = "coursekit-corpus-survivor"
SLOW = {"cell": 1.0}
SECRET = "{SECRET}"  # the test puts the path of a key here

DAEMON = f"""import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv('/bin/sleep', ['{MARK}', '1000'])
    os._exit(0)"""
RAW = """import os
def each_fd():
    for name in os.listdir('/proc/self/fd'):
        if int(name) > 2:
            yield int(name)
"""
TO_ALL = RAW + "for fd in each_fd():\n  try: os.write(fd, {data})\n  except OSError: pass"

TIME = [
    broken("a loop without end", "while True: pass", "TPPP", "too long", limits=SLOW),
    broken(
        "a loop that swallows",
        "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
        "TPPP",
        limits=SLOW,
    ),
    broken("sleeps", "import time\ntime.sleep(60)", "TPPP", limits=SLOW),
    broken(
        "stops the alarm",
        "import signal\nsignal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass",
        "TPPP",
        limits=SLOW,
    ),
    broken(
        "holds the alarm back",
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))\nwhile True: pass",
        "TPPP",
        limits=SLOW,
    ),
    Case(
        "a function without end",
        "TPPP",
        {"double": "def double(x):\n    while True: pass"},
        limits=SLOW,
    ),
    Case("figures, then a loop", "PTTP", {"figures": f"{FIGURES}\nwhile True: pass"}, limits=SLOW),
    Case(
        "a value that is read for ever",
        "PTTP",
        {"figures": "class A:\n  def __array__(s, *a, **k):\n    while True: pass\nfigures = A()"},
        limits=SLOW,
    ),
    Case(
        "a list without end",
        "PFFP",
        {"figures": "import itertools\nfigures = itertools.count()"},
        says="too many",
    ),
    Case(
        "a list of a billion",
        "PFFP",
        {"figures": "figures = range(10**9)"},
        says="too many",
    ),
    Case("a text of millions", "PFFP", {"figures": "figures = 'x' * 10**7"}, says="too long"),
    Case(
        "a list in itself",
        "PFFP",
        {"figures": "figures = []\nfigures.append(figures)"},
        says="too many",
    ),
    Case(
        "a number of many digits",
        "PFFP",
        {"figures": "figures = {'sum': 10**5000, 'top': 10**5000}"},
        says="digits",
    ),
    Case(
        "all cells loop",
        "TTTT",
        dict.fromkeys(
            ("double", "figures", "maker"),
            "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
        ),
        limits={"cell": 1.0, "submission": 3.0},
    ),
]
MEMORY = [
    broken("takes all memory", "x = bytearray(10**10)", "MPPP", "memory"),
    broken(
        "takes memory bit by bit",
        "x = []\nwhile True: x.append(bytearray(10**7))",
        "MPPP",
        "memory",
        limits={"memory": 300},
    ),
    broken(
        "shares memory",
        "import mmap\nx = mmap.mmap(-1, 10**9)\nfor k in range(0, 10**9, 4096): x[k] = 1",
        "MPPP",
        "memory",
        limits={"memory": 300},
    ),
    broken(
        "children take memory",
        (
            "import os, time\nfor _ in range(5):\n  if os.fork() == 0:\n"
            "    x = bytearray(b'x' * 10**8)\n    time.sleep(30)\ntime.sleep(30)"
        ),
        "MPPP",
        "memory",
        limits={"memory": 300},
    ),
    broken(
        "a fork bomb",
        "import os\nwhile True: os.fork()",
        "FPPP|CPPP|TPPP|XPPP",
        limits={"processes": 40, "cell": 5.0},
    ),
    broken(
        "2,000 threads",
        (
            "import threading, time\n"
            "for _ in range(2000): threading.Thread(target=time.sleep, args=(30,)).start()"
        ),
        "FPPP|CPPP",
        limits={"processes": 60},
    ),
    broken(
        "fills the disk",
        "with open('big', 'wb') as f:\n  while True: f.write(bytes(10**6))",
        "FPPP",
        limits={"scratch": 20},
    ),
    broken(
        "many files",
        "keep = [open(f'f{k}', 'w') for k in range(5000)]",
        "FPPP",
        "Too many open files",
    ),
    broken(
        "memory in files without a name",
        (
            "import os\nkeep = [os.memfd_create(str(k)) for k in range(8)]\n"
            "for k in range(800): os.write(keep[k % 8], bytes(10**6))"
        ),
        "FPPP",
        "PermissionError",
        limits={"memory": 300, "scratch": 150},
    ),
    broken(
        "memory that nobody maps",
        (
            "import ctypes\nlibc = ctypes.CDLL(None)\nlibc.shmat.restype = ctypes.c_void_p\n"
            "for k in range(8):\n    number = libc.shmget(0, 10**8, 0o1600)\n"
            "    assert number >= 0, 'refused'\n    place = libc.shmat(number, None, 0)\n"
            "    ctypes.memset(place, 1, 10**8)\n    libc.shmdt(ctypes.c_void_p(place))"
        ),
        "FPPP",
        "refused",
        limits={"memory": 300},
    ),
    Case(
        "a range that is a list for NumPy",
        "FPPP",
        {"double": "def double(x):\n    return range(10**9) if np.ndim(x) else 2 * x"},
        says="too many",
    ),
    broken("300 MB of output", "for _ in range(300): print('x' * 10**6)", "PPPP"),
    broken(
        "output past Python", "import os\nfor _ in range(300): os.write(1, b'x' * 10**6)", "PPPP"
    ),
    Case(
        "a 50 MB value",
        "PFFP",
        {"figures": "figures = {'sum': list(range(10**6)), 'top': 'x' * 50_000_000}"},
    ),
]
OTHERS = [
    broken("reads the key", f"open('{SECRET}').read()", "FPPP", "FileNotFoundError"),
    broken(
        "links to the key",
        f"import os\nos.symlink('{SECRET}', 'k')\nopen('k').read()",
        "FPPP",
        "FileNotFoundError",
    ),
    broken(
        "looks for keys",
        ("import glob\nassert glob.glob('/root/*.txt') + glob.glob('/home/*'), 'nothing'"),
        "FPPP",
        "nothing",
    ),
    broken(
        "reads the grader's memory",
        "import os\nopen(f'/proc/{os.getppid()}/mem', 'rb').read(1)",
        "FPPP",
    ),
    broken(
        "reads the grader's command",
        (
            "import os\n"
            "ids = filter(str.isdigit, os.listdir('/proc'))\n"
            "text = ''.join(open(f'/proc/{p}/cmdline').read() for p in ids)\n"
            "assert 'pytest' in text, 'no pytest'"
        ),
        "FPPP",
        "no pytest",
    ),
    broken(
        "reads the grader's environment",
        "assert open('/proc/1/environ').read().count('PYTEST'), 'empty'",
        "FPPP",
    ),
    broken(
        "writes into the package",
        "import coursekit\nopen(coursekit.__file__, 'a')",
        "FPPP",
        "Error",
    ),
    broken(
        "writes into the libraries",
        "open(np.__file__.rpartition('/')[0] + '/x.pth', 'w')",
        "FPPP",
        "Error",
    ),
    broken(
        "writes for the next start",
        "import os\nos.makedirs('/root/.ipython/profile_default/startup')",
        "FPPP",
    ),
    broken(
        "removes what it can",
        "import coursekit, shutil\nshutil.rmtree(coursekit.__path__[0], ignore_errors=True)",
        "PPPP",
    ),
    broken("locks its folder", "import os\nos.makedirs('a/b')\nos.chmod('a', 0)", "PPPP"),
    broken("a fifo", "import os\nos.mkfifo('p')", "PPPP"),
    broken("connects", "import socket\nsocket.create_connection(('1.1.1.1', 80), 2)", "FPPP"),
    broken(
        "connects at home",
        "import socket\nsocket.create_connection(('127.0.0.1', {PORT}), 2)",
        "FPPP",
    ),
    broken("asks for a name", "import socket\nsocket.getaddrinfo('example.org', 80)", "FPPP"),
    broken("a daemon", DAEMON, "PPPP"),
    broken(
        "a sleeping child",
        f"import subprocess\nsubprocess.Popen(['{MARK}', '1000'], executable='/bin/sleep')",
        "PPPP",
    ),
    broken("ends itself", "import os\nos._exit(0)", "CPPP", "ended itself"),
    broken("kills itself", "import os\nos.kill(os.getpid(), 9)", "CPPP"),
    broken("kills its parent", "import os\nos.kill(os.getppid(), 9)", "PPPP|FPPP|CPPP"),
    broken(
        "stops the first process",
        "import os\nfor number in (19, 15, 9): os.kill(1, number)",
        "PPPP|FPPP",
    ),
    broken(
        "a thread that never ends",
        "import threading\ndef spin():\n    while True: pass\n"
        "threading.Thread(target=spin, daemon=True).start()",
        "PPPP",
    ),
    broken("kills all", "import os\nos.kill(-1, 9)", "CPPP|PPPP|FPPP"),
    broken("stops itself", "import os\nos.kill(os.getpid(), 19)", "TPPP", limits=SLOW),
    broken("crashes", "import ctypes\nctypes.string_at(0)", "CPPP"),
    broken("becomes root", "import os\nos.setuid(0)", "FPPP", "PermissionError"),
    broken(
        "a new namespace",
        "import ctypes\nassert ctypes.CDLL(None).unshare(0x10000000) == 0",
        "FPPP",
        "AssertionError",
    ),
    broken(
        "mounts",
        "import ctypes\nassert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, 0) == 0",
        "FPPP",
    ),
    broken(
        "traces others", "import ctypes\nassert ctypes.CDLL(None).ptrace(16, 1, 0, 0) == 0", "FPPP"
    ),
    broken(
        "raises its limits",
        "import resource\nresource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))",
        "FPPP",
    ),
    broken("makes a device", "import os\nos.mknod('d', 0o60600, os.makedev(8, 0))", "FPPP"),
]
FORGED = [
    broken("noise to all pipes", TO_ALL.format(data="b'noise' * 20"), "XPPP", "forged"),
    broken("a length past all", TO_ALL.format(data="b'\\xff' * 16"), "XPPP", "forged"),
    broken(
        "no JSON", TO_ALL.format(data="b'\\0' * 7 + b'\\2' + b'\\0' * 8 + b'{{'"), "XPPP", "forged"
    ),
    broken(
        "a list for a message",
        TO_ALL.format(data="b'\\0' * 7 + b'\\2' + b'\\0' * 8 + b'[]'"),
        "XPPP",
        "forged",
    ),
    broken(
        "a verdict of its own",
        TO_ALL.format(data="b'\\0' * 7 + bytes([len(m)]) + b'\\0' * 8 + m").replace(
            "import os", 'import os\nm = b\'{"answer": {"state": "passed"}}\'', 1
        ),
        "XPPP",
        "forged",
    ),
    broken(
        "closes all pipes",
        RAW + "for fd in list(each_fd()):\n  try: os.close(fd)\n  except OSError: pass",
        "CPPP",
    ),
    broken(
        "a deep message",
        TO_ALL.format(data="(10**5).to_bytes(8, 'big') + bytes(8) + b'[' * 10**5"),
        "XPPP|TPPP",
        "",
        limits={"cell": 3.0},
    ),
    broken(
        "a list of changes that is none",
        "import gc\nfor each in gc.get_objects():\n"
        "  if type(each).__name__ == 'Space': type(each).restore = lambda space: 5",
        "PPPP",
    ),
    broken(
        "values that are none",
        "import gc\nfor each in gc.get_objects():\n"
        "  if type(each).__name__ == 'Server':\n"
        "    type(each).do_get = lambda s, r, d: ({'values': 5}, None)",
        "XXXX",
        "forged",
    ),
    broken(
        "changes of arguments that are none",
        "import gc\nfor each in gc.get_objects():\n"
        "  if type(each).__name__ == 'Server':\n"
        "    type(each).do_call = lambda s, r, d: ({'result': 5, 'changed': [[9, 9]]}, None)",
        "XPPX",
        "forged",
    ),
    Case(
        "a range without end in a message",
        "PXXX",
        {
            "figures": (
                "from coursekit.classroom.worker.packing import Packer\n"
                "Packer.pack = lambda s, v, d=0: {'$': 'range', 'items': [10**12]}"
            )
        },
    ),
    Case(
        "an array that is none",
        "PXXX",
        {
            "figures": (
                "from coursekit.classroom.worker.packing import Packer\n"
                "Packer.pack = lambda s, v, d=0: dict(\n"
                "    {'$': 'array', 'dtype': '<f8'}, shape=[9], at=0, size=8)"
            )
        },
    ),
    Case(
        "an array of objects' addresses",
        "PXXX",
        {
            "figures": (
                "from coursekit.classroom.worker.packing import Packer\n"
                "Packer.pack = lambda s, v, d=0: dict(\n"
                "    {'$': 'array', 'dtype': '|O'}, shape=[1], at=0, size=8)"
            )
        },
    ),
    Case(
        "a kind that nobody knows",
        "PXXX",
        {
            "figures": (
                "from coursekit.classroom.worker.packing import Packer\n"
                "Packer.pack = lambda s, v, d=0: {'$': 'pickle', 'items': [1]}"
            )
        },
    ),
]
CASES = TIME + MEMORY + OTHERS + FORGED
