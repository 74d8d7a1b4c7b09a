"""``python -m workshop data``: make the stored tables, runs and networks anew."""

from collections import Counter

from coursekit.paths import data_dir
from workshop.data.inventory import with_true_sizes


def add_parser(subparsers):
    """Add ``data``."""
    parser = subparsers.add_parser("data", help="make stored tables, runs and networks anew")
    parser.add_argument("what", nargs="+", choices=sorted(MAKERS))
    parser.set_defaults(run=run)


def run(options):
    """Write the chosen files, then true sizes and hashes into data/README.md."""
    for name in options.what:
        print(f"Wrote {MAKERS[name]()}.")
    readme = data_dir() / "README.md"
    text = with_true_sizes(readme.read_text(encoding="utf-8"), data_dir())
    readme.write_text(text, encoding="utf-8", newline="\n")
    return 0


def churn():
    """The invented bank customers."""
    from workshop.data.churn_table import churn_csv

    path = data_dir() / "churn.csv"
    path.write_bytes(churn_csv())
    return path


def figures():
    """The ledger of the lectures' printed figures; its verdicts are counted aloud."""
    from coursekit.ledger import ledger_csv, ledger_rows

    path = data_dir() / "lecture_figures.csv"
    path.write_text(ledger_csv(), encoding="utf-8", newline="\n")
    counts = Counter(row.verdict for row in ledger_rows())
    print(", ".join(f"{counts[verdict]} {verdict}" for verdict in sorted(counts)))
    return path


def network():
    """The network that the churn explorer shows."""
    from workshop.data import churn_network

    return churn_network.write()


def runs():
    """The trainings that the overfitting explorer plays back."""
    from workshop.data import overfitting_runs

    return overfitting_runs.write()


MAKERS = {maker.__name__: maker for maker in (churn, figures, network, runs)}
