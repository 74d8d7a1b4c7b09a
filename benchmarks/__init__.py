"""Speed of coursekit against its peers: one thread, taking turns, medians."""

import os

for _name in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
):
    os.environ[_name] = "1"  # before NumPy, TensorFlow or PyTorch is imported anywhere
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
