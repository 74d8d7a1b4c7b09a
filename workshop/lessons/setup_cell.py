"""What stands at the head of every lesson: badges, links and the Colab set-up cell."""

import re
from urllib.parse import quote

import nbformat

TAG = "colab-setup"

_SOURCE = """\
# In Colab this cell installs the course. Anywhere else it only keeps TensorFlow quiet.
import os, subprocess, sys

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", TF_ENABLE_ONEDNN_OPTS="0")
if "google.colab" in sys.modules:
    course = os.environ.get("COURSEKIT_REPOSITORY", "git+{repository}")
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", course], check=True)
    print("The course is installed.")"""

_BADGE_LINE = re.compile(r"^\[!\[Open in Colab\].*$", re.MULTILINE)
_OLD_ADDRESS = re.compile(r"colab\.research\.google\.com/github/([^/\s]+/[^/\s]+)/blob/")


def source(project):
    """The text of the set-up cell for this project's address."""
    return _SOURCE.format(repository=project.repository)


def addresses(project, path):
    """Where this notebook opens in Colab and in Binder."""
    where = project.relative(path)
    opened = quote(where, safe="")
    return {
        "colab": "https://colab.research.google.com/github/"
        f"{project.slug}/blob/{project.branch}/{where}",
        "binder": f"https://mybinder.org/v2/gh/{project.slug}/{project.branch}?labpath={opened}",
    }


def badges(project, path):
    """The line of badges that opens this notebook in Colab or Binder."""
    to = addresses(project, path)
    return (
        "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
        f"({to['colab']}) [![Open in Binder](https://mybinder.org/badge_logo.svg)]({to['binder']})"
    )


def is_setup(cell):
    """Whether a cell is the set-up cell."""
    return cell.cell_type == "code" and TAG in cell.metadata.get("tags", [])


def refresh(notebook, project, path):
    """Bring badges, links and the set-up cell of a notebook to the project's address."""
    prose = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    old = old_slug("\n".join(cell.source for cell in prose))
    for cell in prose:
        cell.source = readdress(cell.source, old, project)
    _refresh_badges(notebook, project, path)
    ensure_setup(notebook, project)


def old_slug(text):
    """``OWNER/NAME`` as the first Colab badge in a text names it, or None."""
    found = _OLD_ADDRESS.search(text)
    return found.group(1) if found else None


def readdress(text, old, project):
    """Move every link from the old address to the project's; other links stay."""
    if old is None or old == project.slug:
        return text
    return re.sub(rf"(?<=[/:]){re.escape(old)}(?![\w-])", project.slug, text)


def _refresh_badges(notebook, project, path):
    line = badges(project, path)
    if not notebook.cells or notebook.cells[0].cell_type != "markdown":
        return
    title = notebook.cells[0]
    if _BADGE_LINE.search(title.source):
        title.source = _BADGE_LINE.sub(lambda _: line, title.source, count=1)
    else:
        head, _, rest = title.source.partition("\n")
        title.source = f"{head}\n\n{line}\n\n{rest.lstrip()}".rstrip()


def ensure_setup(notebook, project):
    """Give a notebook the set-up cell for this project's address, behind its title."""
    cell = next((cell for cell in notebook.cells if is_setup(cell)), None)
    if cell is None:
        cell = nbformat.v4.new_code_cell(metadata={"tags": [TAG]})
        first_code = next(
            (i for i, c in enumerate(notebook.cells) if c.cell_type == "code"), len(notebook.cells)
        )
        notebook.cells.insert(min(1, first_code), cell)
    cell.source = source(project)
