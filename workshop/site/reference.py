"""The pages of the reference: what Sphinx reads from the docstrings of the package."""

#: The rooms that learners and instructors use, with the modules that hold their public names.
ROOMS = {
    "nn": ["coursekit.nn.models"],
}


def pages():
    """Return ``{file: text}`` in reStructuredText."""
    found = {"index.md": "# Reference\n\n```{toctree}\nengine\nnn\n```\n"}
    for room, modules in ROOMS.items():
        lines = [f"coursekit.{room}", "=" * 40, ""]
        for module in modules:
            lines += [f".. automodule:: {module}", "   :members:", ""]
        found[f"{room}.rst"] = "\n".join(lines)
    return found
