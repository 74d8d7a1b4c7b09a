"""`data/README.md` names every data file with its true size and hash."""

import fnmatch
import re
import shutil

from coursekit.datasets.fetching import DOWNLOADS, sha256_of
from coursekit.paths import data_dir
from workshop.command import main
from workshop.data import command
from workshop.data.inventory import listed

OWN = ("Churn_Modelling.csv", "cifar-10*", "cache")  # a learner's own files, which git ignores


def data_files():
    names = (path.name for path in data_dir().iterdir() if path.name != "README.md")
    return {
        name
        for name in names
        if not name.startswith(".") and not any(fnmatch.fnmatch(name, own) for own in OWN)
    }


def readme():
    return (data_dir() / "README.md").read_text(encoding="utf-8")


def test_every_data_file_is_listed_with_origin_and_licence():
    assert set(listed(readme())) == data_files()
    for line in readme().splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            assert len(cells) == 6 and all(cells)


def test_sizes_and_hashes_are_true():
    for name, (size, digest) in listed(readme()).items():
        path = data_dir() / name
        true = (path.stat().st_size, sha256_of(path))
        assert (size, digest) == true, f"{name}: run `python -m workshop data churn`"
        assert size < 2_000_000


def test_the_accepted_hashes_are_the_ones_the_code_accepts():
    for download in DOWNLOADS.values():
        for digest in download.sha256:
            assert digest in readme()


def test_the_committed_tables_are_written_anew(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "data"
    shutil.copytree(data_dir(), folder)
    for name in ("churn.csv", "lecture_figures.csv"):
        (folder / name).write_bytes(b"damaged")
    damaged = readme().replace(listed(readme())["churn.csv"][1], "0" * 64)
    (folder / "README.md").write_text(damaged, encoding="utf-8")
    monkeypatch.setattr(command, "data_dir", lambda: folder)
    assert main(["data", "churn", "figures"]) == 0
    for name in ("churn.csv", "lecture_figures.csv", "README.md"):
        assert (folder / name).read_bytes() == (data_dir() / name).read_bytes()
    assert re.search(r"\d+ exact, .*\d+ wrong", capsys.readouterr().out)
