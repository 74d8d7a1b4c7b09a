"""Where the churn loader looks for a user's own real table."""

import hashlib

import pytest

from coursekit.datasets import churn, load_churn
from coursekit.paths import data_dir


@pytest.fixture
def places(monkeypatch, tmp_path):
    """An empty data folder with the embedded table only, and an empty cache."""
    monkeypatch.delenv("COURSEKIT_CHURN", raising=False)
    monkeypatch.setenv("COURSEKIT_CACHE", str(tmp_path / "cache"))
    for name in ("data", "cache"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "churn.csv").write_bytes((data_dir() / "churn.csv").read_bytes())
    monkeypatch.setattr(churn, "data_dir", lambda: tmp_path / "data")
    return tmp_path


@pytest.fixture
def real(monkeypatch):
    """Bytes that count as the real table in this test, since the real one may not be shared."""
    content = b"\n".join((data_dir() / "churn.csv").read_bytes().split(b"\n")[:101]) + b"\n"
    surname = content.split(b"\n")[1].split(b",")[2]
    content = content.replace(surname, b"NA", 1)  # a customer of that name, not an empty cell
    hashes = tuple(
        hashlib.sha256(c).hexdigest() for c in (content.replace(b"\n", b"\r\n"), content)
    )
    monkeypatch.setattr(churn, "REAL_SHA256", hashes)
    return content


@pytest.mark.parametrize("folder", ["data", "cache"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_real_table_is_preferred_where_it_is(places, real, folder, end, recwarn):
    (places / folder / "Churn_Modelling.csv").write_bytes(real.replace(b"\n", end))
    for source in ("auto", "real"):
        frame = load_churn(source)
        assert len(frame) == 100
        assert frame.attrs["source"] == "real table"
        assert frame.loc[0, "Surname"] == "NA"
    assert len(load_churn("embedded")) == 10_000
    assert not recwarn


def test_a_file_with_other_bytes_is_named_and_not_used(places, real):
    path = places / "data" / "Churn_Modelling.csv"
    path.write_bytes(real + b"\n")
    with pytest.warns(UserWarning, match="is not the real churn table") as caught:
        assert len(load_churn()) == 10_000
    assert f'load_churn("{path.as_posix()}")' in str(caught[0].message)


def test_an_impostor_in_data_does_not_hide_the_real_table_in_the_cache(places, real):
    (places / "data" / "Churn_Modelling.csv").write_bytes(b"something else")
    (places / "cache" / "Churn_Modelling.csv").write_bytes(real)
    with pytest.warns(UserWarning, match="is not the real churn table"):
        assert load_churn().attrs["source"] == "real table"
