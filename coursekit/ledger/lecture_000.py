"""Figures printed in lecture 000: the 3-3-3-3 network with ReLU, sigmoid and softmax."""

from coursekit.ledger.networks import three_three_three_three
from coursekit.ledger.verdicts import Example, Figure


def examples():
    """The worked example."""
    return [Example("000", "3-3-3-3", [three_three_three_three()], 4, _figures())]


def _units(symbol, printed, **options):
    """One figure for each of the three units of a layer, ``symbol`` with {} for the unit."""
    return [Figure(symbol.format(n), text, **options) for n, text in enumerate(printed.split(), 1)]


def _matrix(symbol, first, printed, **options):
    """Nine weights printed as inputs × units; ours are numbered unit by unit from ``first``."""
    texts = printed.split()
    return [
        Figure(symbol.format(first + 3 * (place % 3) + place // 3), text, **options)
        for place, text in enumerate(texts)
    ]


def _forward():
    return [
        *_units("z_h{}", "1.2 1.6 1.5"),
        *_units("a_h{}", "1.2 1.6 1.5"),
        *_units("z_k{}", "3.0 3.0 2.4"),
        *_units("a_k{}", "0.952 0.952 0.916"),
        *_units("z_o{}", "1.7 2.9 2.7"),
        *_units("a_o{}", "0.1420 0.4717 0.3862"),
    ]


def _error():
    return [
        Figure("1 - o_out1", "0.858", lambda v: 1 - v("a_o1")),
        Figure("E_o1", "0.0665", cause="log_base_ten"),
        Figure("E_o2", "0.3263", cause="log_base_ten"),
        Figure("1 - o_out3", "0.6138", lambda v: 1 - v("a_o3")),
        Figure("E_o3", "0.2119", cause="log_base_ten"),
        Figure("cost", "0.2015", lambda v: (v("E_o1") + v("E_o2") + v("E_o3")) / 3),
    ]


def _last_layer():
    """∂E/∂W of the last layer as the lecture means it: one output, one path."""
    return [
        *_units("dE/da_o{}", "-1.1655 -2.1199 -1.6291", cause="other_class_sign"),
        *_units("da_o{0}/dz_o{0}", "0.1218 0.2492 0.2370"),
        *_matrix(
            "dE/dw{}",
            19,
            "-0.1351 -0.5029 -0.3675 -0.1351 -0.5029 -0.3675 -0.1300 -0.4839 -0.3536",
            cause="softmax_diagonal",
        ),
        *_matrix(
            "w{}'",
            19,
            "-0.2013 -0.5050 -0.3036 -0.4013 -0.6050 -0.8036 -0.1013 -0.9048 -0.7035",
            cause="minus_sign_added",
        ),
    ]


def _middle_layer():
    paths = "-0.0283 -0.2641 -0.1158", "-0.0567 -0.3169 -0.3088", "-0.0141 -0.4754 -0.2702"
    return [
        # These are σ(3.0), σ(3.0) and σ(2.4), not the printed outputs, times 1 − σ.
        *_units("da_k{0}/dz_k{0}", "0.0451 0.0451 0.0762", without=("a_k1", "a_k2", "a_k3")),
        *_units("dE/da_k1 via z_o{}", paths[0], cause="softmax_diagonal"),
        *_units("dE/da_k2 via z_o{}", paths[1], cause="softmax_diagonal"),
        *_units("dE/da_k3 via z_o{}", paths[2], cause="softmax_diagonal"),
        *_units("dE/da_k{}", "-0.4082 -0.6824 -0.7597"),
        *_matrix(
            "dE/dw{}", 10, "-0.0220 -0.0369 -0.0694 -0.0294 -0.0492 -0.0926 -0.0276 -0.0461 -0.0868"
        ),
        *_matrix(
            "w{}'",
            10,
            "-0.4002 -0.6003 -0.1006 -0.2002 -0.7004 -0.3009 -0.8002 -0.1004 -0.5008",
            cause="minus_sign_added",
        ),
    ]


def _first_layer():
    return [
        *_units("da_h{0}/dz_h{0}", "1.00 1.00 1.00"),
        *_units("dE/da_h{}", "-0.007363 -0.021543 -0.028944", cause="one_path"),
        *_matrix(
            "dE/dw{}",
            1,
            "-0.0007363 -0.0021543 -0.0028944 -0.0022089 -0.0064629 -0.0086832 "
            "-0.0036815 -0.0107715 -0.014472",
        ),
        *_matrix("w{}'", 1, "0.20007 0.4003 0.5007 0.30016 0.7001 0.1007 0.20078 0.6008 0.9009"),
    ]


def _figures():
    return [*_forward(), *_error(), *_last_layer(), *_middle_layer(), *_first_layer()]
