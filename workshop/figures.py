"""``python -m workshop figures``: the ledger of the lectures' printed figures, built or counted."""

from collections import Counter

from coursekit.datasets.inventory import with_true_sizes
from coursekit.paths import data_dir


def add_parser(subparsers):
    """Add ``figures build`` and ``figures summary``."""
    parser = subparsers.add_parser("figures", help="the ledger of the lectures' printed figures")
    parser.add_argument("action", choices=["build", "summary"])
    parser.set_defaults(run=run)


def run(args):
    """Write data/lecture_figures.csv, or count its verdicts; returns the exit code."""
    from coursekit.ledger.build import ledger_csv, ledger_rows

    if args.action == "build":
        path = data_dir() / "lecture_figures.csv"
        path.write_text(ledger_csv(), encoding="utf-8", newline="\n")
        readme = data_dir() / "README.md"
        readme.write_text(
            with_true_sizes(readme.read_text(encoding="utf-8"), data_dir()),
            encoding="utf-8",
            newline="\n",
        )
        print(f"Wrote {path}, and its size and hash into {readme.name}.")
    counts = Counter(row.verdict for row in ledger_rows())
    print(", ".join(f"{counts[verdict]} {verdict}" for verdict in sorted(counts)))
    return 0
