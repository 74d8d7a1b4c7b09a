"""The made-up transactions: shape, share of frauds, repeatability, and frauds that stand out."""

import numpy as np
import pytest

from coursekit.datasets.fraud import FEATURES, make_transactions


def test_shape_and_share():
    table = make_transactions()
    assert list(table.columns) == [*FEATURES, "fraud"]
    assert len(table) == 4000 and table.fraud.sum() == 120
    assert make_transactions(rows=10, fraud_share=0.0).fraud.sum() == 1
    assert set(table.night) == {0, 1} and set(table.fraud) == {0, 1}
    assert (table.amount > 0).all() and (table.purchases_24h >= 1).all()


def test_repeats_by_seed():
    assert make_transactions(seed=1).equals(make_transactions(seed=1))
    assert not make_transactions(seed=1).equals(make_transactions(seed=2))


def test_frauds_stand_out_but_overlap():
    table = make_transactions(rows=20_000, seed=3)
    honest, fraud = table[table.fraud == 0], table[table.fraud == 1]
    for column in ("amount", "distance", "purchases_24h"):
        assert fraud[column].median() > honest[column].median()
        assert fraud[column].min() < honest[column].quantile(0.9)
    assert fraud.night.mean() == pytest.approx(0.45, abs=0.08)
    assert honest.night.mean() == pytest.approx(0.08, abs=0.02)
    assert np.log(honest.amount).mean() == pytest.approx(3.4, abs=0.05)


@pytest.mark.parametrize("bad", [{"rows": 0}, {"fraud_share": 1.5}, {"fraud_share": "many"}])
def test_bad_settings(bad):
    with pytest.raises(ValueError, match="rows|fraud_share"):
        make_transactions(**bad)
