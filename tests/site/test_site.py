"""The built site: whole, linked, without outside addresses, and true to the repository."""

import csv
import json
import re
from html.parser import HTMLParser

import pytest

from coursekit.exercises import bank
from tests.site.serving import open_site
from tests.support import ROOT
from workshop.book import pages
from workshop.lessons.project import find_project
from workshop.site import audit, reference

LESSONS = [path.stem for path in find_project(ROOT).lessons()]
SHEETS = [path.stem for path in sorted((ROOT / "exercises" / "release").glob("*.ipynb"))]


@pytest.fixture(scope="module")
def reader(site):
    with open_site(site) as opened:
        yield opened


class Shown(HTMLParser):
    """The text of a page that is not folded, and its pictures."""

    def __init__(self, text):
        super().__init__()
        self.folded, self.parts, self.pictures = 0, [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.folded += tag == "details"
        if tag == "img":
            self.pictures.append(dict(attrs))

    def handle_endtag(self, tag):
        self.folded -= tag == "details"

    def handle_data(self, data):
        if not self.folded:
            self.parts.append(data)

    @property
    def text(self):
        return "".join("".join(self.parts).split())


def shown(site, page):
    return Shown((site / page).read_text("utf-8"))


def stored(stem):
    return json.loads((ROOT / "notebooks" / f"{stem}.ipynb").read_text("utf-8"))["cells"]


def test_nothing_is_wrong_with_the_site(site):
    assert audit.problems(site, ROOT) == []


@pytest.mark.parametrize("stem", LESSONS)
def test_a_lesson_has_its_formulas_and_pictures(site, stem):
    page = (site / "lessons" / f"{stem}.html").read_text("utf-8")
    lesson = pages.read(ROOT / "notebooks" / f"{stem}.ipynb")
    assert page.count("<math") >= len(lesson.formulas) > 0
    assert not re.search(r"\\(?:frac|mathbf|partial|sum)\b|\[4pt|\$\$", Shown(page).text)
    outputs = [out for cell in stored(stem) for out in cell.get("outputs", [])]
    drawn = sum("image/png" in out.get("data", {}) for out in outputs)
    pictures = [p for p in Shown(page).pictures if "_static/pictures" in p["src"]]
    assert len(pictures) == drawn
    assert all(p["alt"] and int(p["width"]) and int(p["height"]) for p in pictures)


@pytest.mark.parametrize(
    "page", [f"lessons/{s}" for s in LESSONS] + [f"exercises/{s}" for s in SHEETS]
)
def test_no_solution_stands_unfolded(site, page):
    text = shown(site, f"{page}.html").text
    answers = {name: "".join(bank.find(name).solution_text.split()) for name in bank.names()}
    assert [name for name, answer in answers.items() if len(answer) > 30 and answer in text] == []


def test_an_unfolded_solution_would_be_seen():
    page = "<p>Now</p><details><summary>S</summary>secret</details><p>then <b>told</b></p>"
    assert Shown(page).text == "Nowthentold"


@pytest.mark.parametrize("stem", LESSONS[1:-1])
def test_a_lesson_leads_to_the_ones_before_and_after_and_elsewhere(site, project, stem):
    page = (site / "lessons" / f"{stem}.html").read_text("utf-8")
    place = LESSONS.index(stem)
    assert re.search(rf'class="left-prev"\s+href="{LESSONS[place - 1]}.html"', page)
    assert re.search(rf'class="right-next"\s+href="{LESSONS[place + 1]}.html"', page)
    path = f"notebooks/{stem}.ipynb"
    assert f'href="../run/open.html?lesson={path}"' in page
    assert f"/github/{project.slug}/blob/{project.branch}/{path}" in page
    assert f"{project.repository}/edit/{project.branch}/{path}" in page
    assert (site / "_static" / "notebooks" / path).read_bytes() == (ROOT / path).read_bytes()


def test_the_repository_is_named_by_its_one_setting(site, project):
    for path in sorted(site.rglob("*.html")):
        text = path.read_text("utf-8")
        named = re.findall(r"(?:github\.com|/github|mybinder\.org/v2/gh)/([\w.-]+/coursekit)", text)
        assert set(named) <= {project.slug}, path.name
    own = [
        p for p in (ROOT / "workshop" / "site").rglob("*") if p.suffix in (".py", ".md", ".html")
    ]
    assert [p.name for p in own if project.slug in p.read_text("utf-8")] == []


def test_pages_load_nothing_from_outside_and_complain_of_nothing(reader):
    names = ["index.html", "ledger.html", f"lessons/{LESSONS[8]}.html", "reference/layers.html"]
    page, address, asked = reader
    wrong = []
    page.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name in names:
        page.goto(f"{address}/{name}", wait_until="networkidle")
    assert len(asked) > len(names)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert wrong == []


def test_the_ledger_can_be_searched(reader):
    with (ROOT / "data" / "lecture_figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = [r for r in rows if r["lecture"] == "003" and r["verdict"] == "wrong"]
    page, address, _ = reader
    page.goto(f"{address}/ledger.html")
    shown_rows = page.locator("#ledger tbody tr:visible")
    assert shown_rows.count() == len(rows)
    page.locator("#ledger-lecture").select_option("003")
    page.locator("#ledger-verdict").select_option("wrong")
    assert shown_rows.count() == len(wanted) > 0
    assert page.locator("#ledger-count").inner_text() == f"{len(wanted)} of {len(rows)} figures"
    page.locator("#ledger-words").fill("no such words")
    assert shown_rows.count() == 0


def test_the_search_finds_a_lesson(reader):
    page, address, _ = reader
    page.goto(f"{address}/search.html?q=backpropagation")
    page.locator("ul.search li a").first.wait_for()
    found = page.locator("ul.search li a").evaluate_all("all => all.map((a) => a.href)")
    assert any(LESSONS[7] in href for href in found)


def test_the_lists_of_sheets_and_of_the_reference_name_their_pages(site):
    titles = [pages.read(ROOT / "notebooks" / f"{stem}.ipynb").title for stem in SHEETS]
    sheets = (site / "exercises" / "index.html").read_text("utf-8")
    assert [title for title in titles if f">{title}</" not in sheets] == []
    named = (site / "reference" / "index.html").read_text("utf-8")
    assert [t for t, _, _ in reference.PAGES.values() if f">{t}</span></a>" not in named] == []
