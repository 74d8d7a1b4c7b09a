"""`coursekit data`: say which data are here, fetch real ones."""

import sys

from coursekit.datasets.fetching import DOWNLOADS, FetchError, fetch
from coursekit.paths import cache_dir, data_dir


def add_parser(subparsers):
    """Add `data list` and `data fetch` to the command line."""
    parser = subparsers.add_parser("data", help="list or fetch the data of the lessons")
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="which data are here").set_defaults(run=run_list)
    one = actions.add_parser("fetch", help="download real data, or check and keep your own copy")
    one.add_argument("name", choices=sorted(DOWNLOADS))
    one.add_argument("--url", help="another address of the same file")
    one.add_argument("--file", help="a copy you have already; nothing is downloaded")
    one.set_defaults(run=run_fetch)


def run_list(args):
    """Print each data set, where it comes from, and whether it is here."""
    from coursekit.datasets.churn import find_real
    from coursekit.datasets.cifar10 import find_archive

    rows = [
        ("churn, embedded", data_dir() / "churn.csv"),
        ("churn, real", find_real() or "not here: coursekit data fetch churn --file PATH"),
        ("digits, photos", "come with scikit-learn"),
        ("small pictures", "drawn when loaded"),
        ("cifar10", find_archive() or "not here: coursekit data fetch cifar10 (170 MB)"),
        ("cache folder", cache_dir()),
    ]
    for name, place in rows:
        print(f"{name:<16} {place}")
    return 0


def run_fetch(args):
    """Fetch one data set; a failure is one sentence on stderr and exit code 1."""
    try:
        path = fetch(args.name, url=args.url, file=args.file, progress=sys.stderr.isatty())
    except FetchError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{args.name} is ready: {path}")
    return 0

