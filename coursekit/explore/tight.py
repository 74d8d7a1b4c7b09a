"""Takes comments and needless white space out of a page's script, so that less travels."""

import re

_CODE = re.compile(
    r"""(?P<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
    |(?P<comment>//[^\n]*|/\*.*?\*/)
    |(?P<space>\s+)
    |(?P<pattern>(?<![\w$)\]}])/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*)
    |(?P<word>[\w$]+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = re.compile(r"(?:\\.|\$(?!\{)|[^\\`$])*", re.DOTALL)
_NO_LINE_AFTER = "{([,;=+-*/%&|<>?:!~"
_NO_LINE_BEFORE = ")]},;.=*%&|<>?:"


def tight(script):
    """Return the script without comments, indentation and spaces beside signs.

    Line breaks stay where JavaScript might end a statement at them.  The words of strings and
    template literals stay as they are.
    """
    out, at, open_braces = [], 0, []
    gap = ""
    while at < len(script):
        match = _CODE.match(script, at)
        token, at = match.group(), match.end()
        if match.lastgroup in ("space", "comment"):
            gap += "\n" if "\n" in token else " "
            continue
        last = out[-1][-1] if out else ";"
        if match.lastgroup == "pattern" and (last.isalnum() or last in "_$)]}"):
            token, at = "/", match.start() + 1  # after a value it divides
        if _needless(out, token):
            out.pop()
        out.append(_gap(gap, out[-1][-1] if out else ";", token[0]) + token)
        gap = ""
        if token == "`" or (token == "}" and open_braces and open_braces[-1] == 0):
            if token == "}":
                open_braces.pop()
            at = _template(script, at, out, open_braces)
        elif open_braces:
            open_braces[-1] += {"{": 1, "}": -1}.get(token, 0)
    return "".join(out) + "\n"


def _needless(out, token):
    """Whether the last sign says nothing before this one: ``;`` before ``}``, ``,`` at an end.

    An empty statement, as in ``while (next());``, must not stand before ``}``.
    """
    if len(out) < 2 or token not in (")", "]", "}"):
        return False
    return (out[-1] == ";" and token == "}") or (out[-1] == "," and out[-2] not in ("[", ","))


def _template(script, at, out, open_braces):
    """Copy the words of a template literal up to its end, or to the code inside ``${…}``."""
    match = _WORDS.match(script, at)
    end = script[match.end() : match.end() + 2]
    size = 2 if end == "${" else 1
    out.append(script[at : match.end() + size])
    if size == 2:
        open_braces.append(0)
    return match.end() + size


def _gap(gap, last, following):
    if "\n" in gap and last not in _NO_LINE_AFTER and following not in _NO_LINE_BEFORE:
        return "\n"
    if not gap:
        return ""
    names = all(one.isalnum() or one in "_$" for one in (last, following))
    clash = {last, following} <= {"/", "*"} or last == following in "+-"
    return " " if names or clash else ""
