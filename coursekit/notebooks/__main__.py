"""`python -m coursekit.notebooks …` is the same as `coursekit notebooks …`."""

import sys

from coursekit.notebooks.command import main

sys.exit(main())
