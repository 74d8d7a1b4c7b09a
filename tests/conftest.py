"""Settings for all tests: TensorFlow quiet and on the CPU, hypothesis the same at every run."""

import os
import signal

import pytest

os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
os.environ.setdefault("COURSEKIT_PROGRESS", "off")

from hypothesis import HealthCheck, settings  # noqa: E402

settings.register_profile(
    "course",
    derandomize=True,
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("course")


@pytest.fixture
def stop_button():
    """An interrupt raises KeyboardInterrupt: a suite that runs in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def browser():
    """A browser without a window, for all tests of one file."""
    from workshop.browser import chromium

    with chromium() as browser:
        yield browser
