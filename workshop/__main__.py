"""`python -m workshop.lessons …` is the same as `coursekit notebooks …`."""

import sys

from workshop.command import main

sys.exit(main())
