"""Writes the sources that Sphinx reads: copies of lessons, sheets and pages with fixed links."""

import json
import re
import shutil
from pathlib import Path

import jinja2

from coursekit import explore
from coursekit.notebooks import store
from workshop.book import pages
from workshop.site import addresses, fonts, ledger, lessons, reference
from workshop.site.facts import facts
from workshop.site.live import cells, scripts, statement
from workshop.site.live.outputs import Pictures
from workshop.site.words import Book

HERE = Path(__file__).parent
_MADE = re.compile(r"^\*This page is made by.*?\*\n\n", re.MULTILINE)  # told to authors


def write(project, source):
    """Fill ``source``, and ``files`` beside it; ``origins.json`` says where each page is from."""
    files = source.parent / "files"
    origins, book = {}, Book(pages.read_all(project))
    for path in _notebooks(project):
        origins |= _notebook(project, path, source, files, book)
    for path, page in addresses.PAGES.items():
        if (project.root / path).is_file():
            text = addresses.relinked((project.root / path).read_text("utf-8"), path, project)
            _save(source / page, _as_page(text, page, project, book))
            origins[page.rpartition(".")[0]] = path
    _written_pages(project, source, origins, files)
    for name, text in reference.pages().items():
        _save(source / "reference" / name, text)
    fonts.write(files)
    scripts.write(files / "explorers")
    _save(source / "origins.json", json.dumps(origins))
    shutil.copyfile(HERE / "conf.py", source / "conf.py")


def _notebooks(project):
    exercises = project.root / "exercises"
    sheets = sorted((exercises / "release").glob("*.ipynb"))
    return [*project.lessons(), *sheets, *sorted((exercises / "assignments").glob("*.ipynb"))]


def _notebook(project, path, source, files, book):
    """Stage one notebook, and the stored file itself for those who download it."""
    relative = project.relative(path)
    page = addresses.page_of(relative)
    notebook = lessons.shown(store.read(path), relative, project, files)
    if page.startswith("lessons/"):
        book.link(notebook.cells, path.name[:2])
    _save(source / page, json.dumps(notebook))
    copy = files / "notebooks" / relative
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, copy)
    return {page.rpartition(".")[0]: relative}


def _as_page(text, page, project, book):
    """A page of the repository with what it has on the site alone: anchors, and an order."""
    text = _MADE.sub("", text)
    if page == "glossary.md":
        return book.anchored_glossary(text)
    if page == "symbols.md":
        return book.anchored_symbols(text)
    if page == "lessons/index.md":
        names = "\n".join(path.stem for path in project.lessons())
        return f"{text}\n```{{toctree}}\n:hidden:\n{names}\n```\n"
    return text


def _written_pages(project, source, origins, files):
    """The pages that are written for the site alone; ``[[ … ]]`` takes a fact or a list."""
    names = jinja2.Environment(
        loader=jinja2.FileSystemLoader(HERE / "pages"),
        undefined=jinja2.StrictUndefined,
        variable_start_string="[[", variable_end_string="]]",
        block_start_string="[%", block_end_string="%]",
        keep_trailing_newline=True,
    )  # fmt: skip
    shown = Pictures(files / "pictures", "_static/pictures")
    known = {
        **facts(project),
        "project": project,
        "accessibility": statement.kept(),
        "reference": reference.PAGES,
        "titles": {lesson.path.stem: lesson.title for lesson in pages.read_all(project)},
        "run_first": addresses.RUN.format(path=project.relative(project.lessons()[0])),
        "ledger": ledger.table(project),
        "front": cells.on_page(explore.load("descent")(step=4), shown),
        "sheets": [p.stem for p in sorted((project.root / "exercises/release").glob("*.ipynb"))],
        "assignments": [
            p.stem for p in sorted((project.root / "exercises/assignments").glob("*.ipynb"))
        ],
    }
    for path in sorted((HERE / "pages").glob("**/*.md")):
        page = path.relative_to(HERE / "pages")
        _save(source / page, names.get_template(page.as_posix()).render(known))
        origins[page.with_suffix("").as_posix()] = project.relative(path)


def _save(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
