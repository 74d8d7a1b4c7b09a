"""Which names a cell of the key sets and reads; a class's keys have nearly all cells in common."""

import ast
from functools import lru_cache

_KEPT = 512
_BINDING = (
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.FunctionDef,
    ast.ClassDef,
)


@lru_cache(_KEPT)
def bound(source):
    """The names that a cell sets at its top level, in order."""
    found = {}
    for statement in ast.parse(source).body:
        for name in _set_by(statement):
            found[name] = None
    return tuple(found)


def _set_by(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp)):
        for child in ast.iter_child_nodes(node):
            yield from _set_by(child)


@lru_cache(_KEPT)
def imported(source):
    """The modules that a cell imports; a name that comes from a module may be one, too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


@lru_cache(_KEPT)
def used(source):
    """The names that a cell reads anywhere."""
    return frozenset(
        node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    )


@lru_cache(_KEPT)
def only_binding(source):
    """A cell without the statements that set nothing, such as those that show a picture."""
    kept = [node for node in ast.parse(source).body if isinstance(node, _BINDING)]
    return "\n".join(ast.unparse(node) for node in kept)
