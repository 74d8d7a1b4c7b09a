"""Let ``python -m workshop`` run the authors' commands."""

import sys

from workshop.command import main

if __name__ == "__main__":
    sys.exit(main())
