"""Messages of TensorFlow's core and progress bars are not stored; everything else is."""

import pytest
from nbformat.v4 import new_output

from coursekit.notebooks.noise import without_noise
from coursekit.notebooks.normalise import WIDGET

LOG = (
    "WARNING: All log messages before absl::InitializeLog() is called are written to STDERR\n"
    "I0000 00:00:1795212472.975568     697 cudart_stub.cc:31] Could not find cuda drivers.\n"
    "2025-01-31 10:00:12.123456: I tensorflow/core/platform/cpu_feature_guard.cc:227] This binary\n"
    "To enable the following instructions: AVX2 FMA, rebuild TensorFlow.\n"
)


def stderr(text):
    return new_output("stream", name="stderr", text=text)


@pytest.mark.parametrize(
    "text",
    [LOG, "  0%|          | 0/3 [00:00<?, ?it/s]\r100%|████| 3/3 [00:00<00:00, 9.0it/s]\n"],
    ids=["log", "bar"],
)
def test_noise_goes(text):
    assert without_noise([stderr(text)]) == []
    (left,) = without_noise([stderr(text + "UserWarning: look\n" + text)])
    assert left.text == "UserWarning: look\n"


@pytest.mark.parametrize(
    "bar",
    [
        "  0%|          | 0/3 [00:00<?, ?it/s]",
        "Epoch 1/9:   0%|   | 0/90 [00:00<?, ?batch/s]",
        "3it [00:01, 2it/s]",
    ],
)
def test_bars_of_widgets_go(bar):
    shown = new_output("display_data", data={WIDGET: {"model_id": "f"}, "text/plain": bar})
    assert without_noise([shown]) == []


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", name="stdout", text=LOG),
        new_output("stream", name="stdout", text="100%|███| 3/3 [00:00<00:00, 9.0it/s]\n"),
        stderr("I think 3 | 4 are 7\n"),
        new_output("display_data", data={"text/plain": "50% of all"}),
        new_output("display_data", data={"text/html": "<b>0%</b>"}),
        new_output("error", ename="E", evalue="v", traceback=[]),
    ],
)
def test_the_rest_stays(output):
    assert without_noise([output]) == [output]
