"""The command says what is missing and to do, and what is wrong with a site that it built."""

import pytest

from tests.support import ROOT
from workshop import command as commands
from workshop.site import command


def test_a_missing_package_is_named_with_the_line_that_brings_it(monkeypatch, capsys):
    monkeypatch.setattr(command, "find_spec", lambda name: name != "myst_nb" or None)
    assert commands.main(["site"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("This command needs myst_nb: run `python -m pip install -e ")
    assert '".[lab,test,site]"' in told


@pytest.mark.parametrize(("code", "problems"), [(1, []), (0, ["a fault"]), (0, [])])
def test_the_command_fails_when_the_site_does(monkeypatch, capsys, tmp_path, code, problems):
    from workshop.site import audit, build

    monkeypatch.setattr(build, "build", lambda project, out, folder: code)
    monkeypatch.setattr(audit, "problems", lambda out, root: problems)
    monkeypatch.setattr(audit, "told", lambda out: "2 pages")
    assert commands.main(["site", "--out", str(tmp_path)]) == int(bool(code or problems))
    assert capsys.readouterr().err.splitlines() == problems


def test_building_keeps_what_belongs_to_jupyterlite(tmp_path):
    from workshop.site import build

    made, out = tmp_path / "made", tmp_path / "out"
    for path in (
        made / "a.html",
        out / "old.html",
        out / "run" / "open.html",
        out / "_static" / "x",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    build.replace(made, out)
    kept = sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file())
    assert kept == [".nojekyll", "a.html", "run/open.html"]


def test_nobody_needs_the_extra_for_other_commands():
    texts = [path.read_text("utf-8") for path in (ROOT / "workshop" / "site").glob("command.py")]
    tops = [
        line for text in texts for line in text.splitlines() if line.startswith(("import", "from"))
    ]
    assert tops and not [line for line in tops if "sphinx" in line or "workshop.site" in line]
