"""``python -m benchmarks [name …]``: run them, print one table, write JSON and Markdown."""

import argparse
import importlib
import sys

from benchmarks import common

NAMES = (
    *("mlp", "convolution", "growth", "handcalc", "checks", "import_time", "grading"),
    *("explorers", "pages", "visits"),
)


def main(arguments=None):
    """Run the named benchmarks, or all; the exit status tells whether every target was met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *NAMES], help="which ones (default: all)")
    parser.add_argument("--rounds", type=int, help="how often each competitor runs")
    options = parser.parse_args(arguments)
    tables, missed = [], 0
    for name in options.names or NAMES:
        module = importlib.import_module(f"benchmarks.{name}")
        results = module.run(options.rounds) if options.rounds else module.run()
        common.write(name, results)
        tables.append(f"## {name}\n\n{getattr(module, 'table', common.table)(results)}")
        print(f"\n{tables[-1]}", flush=True)
        missed += sum(not v["met"] for result in results for v in result.verdicts.values())
    path = common.RESULTS / ("-".join(options.names or ["table"]) + ".md")
    found = ", ".join(f"{name} {version}" for name, version in common.versions().items())
    path.write_text("\n\n".join(["# Benchmarks", found, *tables]) + "\n", encoding="utf-8")
    print(f"\nWritten to {path}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
