"""What stands in the grader for functions and objects that live in a worker."""

from coursekit._checks import NOT_ATTEMPTED
from coursekit.classroom.worker.packing import Packer
from coursekit.classroom.worker.wire import BadMessage


def not_attempted(*args, **kwargs):
    """Stand in for a student's function that is still to be written."""
    raise NotImplementedError(NOT_ATTEMPTED)


class RemoteObject:
    """An object of the student's that is no plain data; it can only be handed back."""

    def __init__(self, worker, number, kind):
        self.worker, self.number, self.kind = worker, number, kind

    def __repr__(self):
        return f"<the student's {self.kind}>"


class RemoteFunction(RemoteObject):
    """A function of the student's: a call runs in the worker, with copies of the arguments.

    What the function changes in its arguments is changed here, too.
    """

    def __call__(self, *args, **kwargs):
        packer = Packer(self.worker.refer)
        answer, unpacker = self.worker.ask(
            "call",
            self.worker.limits.cell,
            id=self.number,
            args=packer.pack(list(args)),
            kwargs=packer.pack(kwargs),
            parts=packer.parts,
        )
        try:
            changed = [(args[place], value) for place, value in answer["changed"]]
            result = answer["result"]
        except (KeyError, IndexError, TypeError, ValueError):
            raise BadMessage("a reply without a result") from None
        for mine, value in changed:
            write_back(mine, unpacker.unpack(value))
        return unpacker.unpack(result)


def write_back(mine, theirs):
    """Change the grader's argument as the student's function changed its copy."""
    if isinstance(mine, list) and isinstance(theirs, list):
        if len(mine) == len(theirs):
            for place, value in enumerate(theirs):
                mine[place] = merged(mine[place], value)
        else:
            mine[:] = theirs
    elif isinstance(mine, (dict, set)) and type(mine) is type(theirs):
        mine.clear()
        mine.update(theirs)
    elif hasattr(mine, "columns") and hasattr(theirs, "columns"):
        for name in [name for name in mine.columns if name not in theirs.columns]:
            del mine[name]
        for name in theirs.columns if len(mine) == len(theirs) else ():
            mine[name] = theirs[name].to_numpy()
    elif getattr(mine, "shape", None) == getattr(theirs, "shape", ()) and mine.shape != ():
        mine[...] = theirs


def merged(mine, theirs):
    """``mine`` when it can take over the change itself, else ``theirs``."""
    if isinstance(mine, (list, dict, set)) or getattr(mine, "shape", ()) != ():
        write_back(mine, theirs)
        return mine
    return theirs
