"""The audit sees every kind of fault: each is put into a small site, and told."""

import pytest

from tests.support import ROOT
from workshop.site import addresses, audit

GOOD = '<h1 id="top">A</h1><a href="b.html#here">b</a><img src="_static/p.png" alt="">'
COLAB = "https://colab.research.google.com/github/ada/nets/blob/main/"
BINDER = "https://mybinder.org/v2/gh/ada/nets/main?labpath="
FAULTS = {
    '<a href="c.html">': "leads nowhere",
    '<a href="b.html#gone">': "leads nowhere",
    '<a href="#gone">': "leads nowhere",
    '<img src="_static/gone.png">': "leads nowhere",
    '<script src="https://cdn.example/x.js"></script>': "from outside",
    '<link rel="stylesheet" href="//cdn.example/x.css">': "from outside",
    f'<a href="{COLAB}notebooks/gone.ipynb">': "not there",
    f'<a href="{BINDER}notebooks%2Fgone.ipynb">': "not there",
    '<a href="https://mybinder.org/v2/gh/ada">': "no address that",
}
SOUND = [
    '<a href="https://example.org/elsewhere">',
    '<link rel="canonical" href="https://example.org">',
    f'<a href="{COLAB}notebooks/00_start_here.ipynb">',
    f'<a href="{BINDER}notebooks%2F00_start_here.ipynb">',
    '<a href="run/open.html?lesson=notebooks/00_start_here.ipynb">',
    '<a href="mailto:a@example.org">',
]


@pytest.fixture
def small(tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "p.png").touch()
    (tmp_path / "index.html").write_text(GOOD)
    (tmp_path / "b.html").write_text('<p id="here">b</p><a href="./">back</a>')
    return tmp_path


@pytest.mark.parametrize("more", ["", *SOUND])
def test_a_sound_site_has_no_problems(small, more):
    (small / "index.html").write_text(GOOD + more)
    assert audit.problems(small, ROOT) == []


@pytest.mark.parametrize(("fault", "told"), FAULTS.items())
def test_a_fault_is_told(small, fault, told):
    (small / "index.html").write_text(GOOD + fault)
    [problem] = audit.problems(small, ROOT)
    assert told in problem and problem.startswith("index.html")


def test_a_page_that_is_too_large_and_a_style_sheet_from_outside_are_told(small):
    (small / "b.html").write_text('<p id="here">' + "x" * audit.LARGEST)
    (small / "_static" / "x.css").write_text('a { background: url("https://cdn.example/x.png") }')
    large, style = audit.problems(small, ROOT)
    assert "b.html has 3.0 MB" in large and "x.css loads https://cdn.example" in style


def test_once_jupyterlite_is_there_its_addresses_must_lead_somewhere(small):
    (small / "run").mkdir()
    (small / "index.html").write_text(GOOD + SOUND[4])
    assert "open.html" in audit.problems(small, ROOT)[0]
    (small / "run" / "open.html").touch()
    assert audit.problems(small, ROOT) == []


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("[a](02_xor.ipynb#1-The-XOR-problem)", "[a](02_xor.ipynb)"),
        ("[a](02_xor_and_multilayer_networks.ipynb)", None),
        ("[a](../exercises/README.md#2-Hand-out)", "[a](../instructors.md#2-hand-out)"),
        ("[a](README.md)", "[a](../lessons/index.md)"),
        ("[a](#4-The-boundary-%28deeper%29)", "[a](#4-the-boundary-deeper)"),
        ("[a](https://example.org/x.md)", "[a](https://example.org/x.md)"),
    ],
)
def test_links_of_a_lesson_are_led_to_the_site(project, link, led):
    found = addresses.relinked(link, "notebooks/01_neuron_and_perceptron.ipynb", project)
    if led is None:
        led = "[a](../lessons/02_xor_and_multilayer_networks.ipynb)"
    if "02_xor.ipynb" in link:
        led = "[a](../lessons/02_xor.ipynb#1-the-xor-problem)"
    assert found == led


def test_links_to_other_files_lead_to_the_repository(project):
    found = addresses.relinked("[a](../coursekit/nn) [b](../LICENSE)", "notebooks/x.ipynb", project)
    place = f"{project.repository}/{{}}/{project.branch}"
    assert found == f"[a]({place.format('tree')}/coursekit/nn) [b]({place.format('blob')}/LICENSE)"
