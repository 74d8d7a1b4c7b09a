"""summary(): the table by hand (its agreement with Keras is tested in tests/parity)."""

import numpy as np

from coursekit import nn
from coursekit.nn.summary import summary_text

TABLE = """\
Model: "sequential"
┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
│ dense (Dense)                   │ (None, 100)            │         1,200 │
├─────────────────────────────────┼────────────────────────┼───────────────┤
│ dropout (Dropout)               │ (None, 100)            │             0 │
└─────────────────────────────────┴────────────────────────┴───────────────┘
 Total params: 1,200 (4.69 KB)
 Trainable params: 1,200 (4.69 KB)
 Non-trainable params: 0 (0.00 B)
"""


def make_model():
    return nn.Sequential([nn.Input((11,)), nn.layers.Dense(100), nn.layers.Dropout(0.1)])


def test_table_by_hand(capsys):
    make_model().summary(line_length=76)
    assert capsys.readouterr().out == TABLE


def test_print_fn_gets_the_whole_text():
    lines = []
    make_model().summary(line_length=76, print_fn=lines.append)
    assert "\n".join(lines) + "\n" == TABLE


def test_unbuilt_layers_have_no_shape_yet(capsys):
    nn.Sequential([nn.layers.Dense(3)]).summary()
    printed = capsys.readouterr().out
    assert "0 (unbuilt)" in printed and "?" in printed and "Total params: 0 (0.00 B)" in printed


def test_optimizer_counts_once_it_has_stepped(capsys):
    model = make_model()
    model.compile("adam", "mse")
    model.fit(np.ones((2, 11)), np.ones((2, 100)), verbose=0)
    model.summary()
    printed = capsys.readouterr().out
    assert "Total params: 3,602" in printed and "Optimizer params: 2,402" in printed


def test_long_names_widen_the_table_and_keep_it_straight(capsys):
    nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, name="n" * 60)]).summary(line_length=60)
    lines = capsys.readouterr().out.splitlines()
    assert "n" * 60 + " (Dense)" in lines[4] and len({len(line) for line in lines[1:6]}) == 1


def test_frozen_weights_and_averages_are_counted_apart():
    layers = [nn.layers.Dense(4), nn.layers.BatchNormalization(), nn.layers.Dense(1)]
    model = nn.Sequential([nn.Input((3,)), *layers])
    model.layers[0].trainable = False
    # 3·4 + 4 frozen, 2·4 averages; 2·4 scales and shifts and 4 + 1 weights learn
    lines = summary_text(model).splitlines()[-3:]
    assert [line.split(":")[1].split()[0] for line in lines] == ["37", "13", "24"]
