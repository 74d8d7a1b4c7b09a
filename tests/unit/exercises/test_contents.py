"""The table of the checks says what the files hold, and a look-up reads one file."""

import importlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.exercises import bank
from coursekit.notebooks import store
from workshop.lessons.project import find_project

HERE = Path(bank.__file__).parent
ROOT = find_project().root
FILES = [
    (file.parent.name, file.stem)
    for file in sorted(HERE.glob("*/*.py"))
    if re.fullmatch(r"lesson|sheet|explore_\w+", file.stem)
]


def _code(folder, number):
    (path,) = (ROOT / folder).glob(f"{number}_*.ipynb")
    return "\n".join(cell.source for cell in store.read(path).cells if cell.cell_type == "code")


@pytest.mark.parametrize(("lesson", "file"), FILES)
def test_the_table_says_what_a_file_holds(lesson, file):
    exercises = importlib.import_module(f"{bank.__name__}.{lesson}.{file}").EXERCISES
    assert bank.CONTENTS[lesson][file].split() == [exercise.name for exercise in exercises]


def test_the_table_names_every_file_and_each_check_once():
    assert [
        (lesson, file) for lesson in sorted(bank.CONTENTS) for file in sorted(bank.CONTENTS[lesson])
    ] == FILES
    every = [
        name
        for files in bank.CONTENTS.values()
        for names in files.values()
        for name in names.split()
    ]
    assert len(set(every)) == len(every)
    assert list(bank.CONTENTS) == list(bank.NUMBERS)


@pytest.mark.parametrize(("lesson", "file"), FILES)
def test_a_check_is_asked_where_its_file_says(lesson, file):
    code = _code("exercises/source" if file == "sheet" else "notebooks", bank.NUMBERS[lesson])
    for name in bank.CONTENTS[lesson][file].split():
        assert re.search(rf"\bcheck\.{name}\b", code), f"check.{name} is not asked there"
    if file.startswith("explore_"):
        assert f"explore.{file.removeprefix('explore_')}(" in code


def test_a_look_up_reads_one_file():
    code = (
        "import json, sys; from coursekit.exercises import check; check.sigmoid; "
        "print(json.dumps(list(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = json.loads(done.stdout)
    read = [m for m in loaded if re.fullmatch(rf"{re.escape(bank.__name__)}\.\w+\.\w+", m)]
    assert read == ["coursekit.exercises.bank.activations.sheet"]


HEAVY = {"IPython", "ipywidgets", "keras", "matplotlib", "pandas", "scipy", "sklearn", "tensorflow"}
#: Checks that do need one: for a table of payments, for data of scikit-learn, for a race in the
#: explorer, which is a widget.
NEED = {"flag_fraud", "moons_classifier", "one_rate_for_three", "read_digits"}
JUDGE_ALL = """
import json, sys
from coursekit.exercises import bank
from coursekit.exercises.diagnosis import judge
loaded, found = set(), {}
for name in json.loads(sys.argv[1]):
    exercise = bank.find(name)
    judge(exercise, 1)
    judge(exercise, lambda *given: 1)
    now = {module.partition(".")[0] for module in sys.modules} & set(json.loads(sys.argv[2]))
    found[name] = sorted(now - loaded)
    loaded |= now
print(json.dumps(found))
"""


def test_a_check_loads_no_library_that_it_does_not_need():
    plain = [name for name in bank.names() if name not in NEED]
    asked = [json.dumps(plain), json.dumps(sorted(HEAVY))]
    done = subprocess.run(
        [sys.executable, "-c", JUDGE_ALL, *asked], capture_output=True, text=True, check=True
    )
    assert {name: found for name, found in json.loads(done.stdout).items() if found} == {}
