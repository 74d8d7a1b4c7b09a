"""What one submission may use."""

from dataclasses import asdict, dataclass

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """The limits of one submission; its worker can raise none of them.

    Attributes
    ----------
    cell : float, default 60
        Seconds for one cell, and for the tests of one graded cell.
    submission : float, default 300
        Seconds for all cells together.
    memory : int, default 3072
        Megabytes, for all processes together.
    processes : int, default 256
        Processes and threads at one time.
    files : int, default 256
        Open files of one process.
    scratch : int, default 256
        Megabytes on the disk, which lies in memory.
    """

    cell: float = 60.0
    submission: float = 300.0
    memory: int = 3072
    processes: int = 256
    files: int = 256
    scratch: int = 256

    def __post_init__(self):
        for name, value in asdict(self).items():
            if not isinstance(value, (int, float)) or not 0 < value < float("inf"):
                raise ValueError(f"The limit {name!r} must be a number above 0, got {value!r}.")
