"""What a page does before the first cell of a lesson."""

import logging
import os
import sys
import time
from pathlib import Path

from tqdm import tqdm

from coursekit._machine import in_page
from coursekit.nn import products
from coursekit.web import as_keras, simd

DRIVE = Path("/drive")  # where JupyterLite shows the files that the browser keeps


def start():
    """Make the course ready in a page: Keras' names, quick products, a clock, kept progress.

    ``import keras`` then gives ``coursekit.nn`` and says so; TensorFlow is refused in one sentence.
    What a learner got right is kept in the browser, in ``progress.txt`` beside the lessons.

    Raises
    ------
    RuntimeError
        Anywhere else: ``import keras`` there means Keras and nothing in its place.
    """
    if not in_page():
        raise RuntimeError("coursekit.web.start() is for a page of the web: leave it out here.")
    as_keras.install()
    products.use(simd.dot, simd.maximum, simd.where_positive)
    if DRIVE.is_dir():
        # JupyterLite reads a file of this name's ending .json as one value and hangs at our lines.
        os.environ.setdefault("COURSEKIT_PROGRESS", str(DRIVE / "progress.txt"))
        # Else every import would first ask the page for a module of this name beside the lessons.
        sys.path[:] = [folder for folder in sys.path if folder]
    # A page has no clock for the work of one program: there it always shows 0.
    time.process_time = time.perf_counter
    # A bar starts a thread that watches it, and warns where there are no threads.
    tqdm.monitor_interval = 0
    # In a page it is built at every visit, and the notice looks like an error.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
