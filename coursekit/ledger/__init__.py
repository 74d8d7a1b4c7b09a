"""The ledger of the five lectures: every printed figure beside what the stated inputs give."""

from coursekit.ledger.build import ledger_csv, ledger_rows

__all__ = ["ledger_csv", "ledger_rows"]
