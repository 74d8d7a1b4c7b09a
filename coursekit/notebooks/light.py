"""Notebooks read fast: nbformat takes a second to import, and checks what marking mends itself."""

import json


class Node(dict):
    """A dict whose fields are attributes too, as nbformat's ``NotebookNode``."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    __setattr__ = dict.__setitem__


def light(value):
    """``value`` of JSON with every object in it a `Node`."""
    if isinstance(value, dict):
        return Node({name: light(each) for name, each in value.items()})
    return [light(each) for each in value] if isinstance(value, list) else value


def read(data):
    """The notebook of format 4 in the bytes of a file that coursekit wrote."""
    notebook = light(json.loads(data))
    for cell in notebook.cells:
        if isinstance(cell.source, list):
            cell.source = "".join(cell.source)
    return notebook
