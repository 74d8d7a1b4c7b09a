"""A title in open code tells the answer to a prediction; the lint finds it, and only there."""

import pytest

from coursekit import plots
from coursekit.plots import words
from tests.workshop.test_effort import notebook
from workshop.lessons import alts, titles

IMPORTS = "from coursekit import plots\nfrom coursekit.plots import perceptron as draw"


def found(source, tags=("predict",)):
    made = notebook(IMPORTS, source)
    made.cells[1].metadata["tags"] = list(tags)
    return list(titles.problems(made, "01_a.ipynb"))


@pytest.mark.parametrize(
    "source",
    [
        'draw.mistakes_per_pass(histories, "AND comes to rest")',
        'draw.mistakes_per_pass(histories, title="AND comes to rest")',
        'plots.show(draw.mistakes_per_pass(histories, "AND comes to rest"), "key")',
        'plots.start.learning_curves(sizes, scores, "AND comes to rest")',
        'draw.anything(titles=(name, "AND comes to rest"))',
        'ax.set_title("AND comes to rest")',
        'fig.suptitle(f"{name}: AND comes to rest")',
    ],
)
def test_a_title_in_the_code_of_an_answer_is_named(source):
    [said] = found(source)
    assert "cell c1" in said and "AND comes to rest" in said and "plots.title" in said
    assert found(source, tags=()) == []


@pytest.mark.parametrize(
    "source",
    [
        'draw.mistakes_per_pass({"AND comes to rest": history}, plots.title("key"))',
        'draw.mistakes_per_pass(histories, title=plots.title("key"))',
        'unknown.thing("AND comes to rest")',
        'plots.show(fig, "key", caption="Thick: the middle.")',
    ],
)
def test_other_texts_stay(source):
    assert found(source) == []


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    text = 'rise = "A line rises."\n[titles]\nrise = "Up and up"\n'
    (tmp_path / "perceptron.toml").write_text(text, "utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    words.texts.cache_clear()
    yield
    words.texts.cache_clear()


def test_a_title_stands_beside_the_words(own_folder):
    assert plots.title("rise") == "Up and up"
    assert words.texts() == {"rise": "A line rises."}
    with pytest.raises(ValueError, match=r"no title for 'rice'.+Did you mean 'rise'"):
        plots.title("rice")


def test_a_title_that_nobody_shows_is_named(own_folder):
    shows = 'plots.show(draw.f(plots.title("rise")), "rise")'
    assert list(alts.unused(notebook(shows), "01_a.ipynb")) == []
    [said] = alts.unused(notebook('plots.show(fig, "rise")'), "01_a.ipynb")
    assert "take its title out of plots/alt/perceptron.toml" in said
    [said] = alts.unused(notebook('plots.show(draw.f(plots.title(key)), "rise")'), "01_a.ipynb")
    assert "plots.title('rise')" in said
