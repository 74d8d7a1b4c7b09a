"""Three kinds of mistakes: slips of the pen, misread ideas, and mixed conventions."""

from coursekit._checks import nearest

#: What tells the kinds apart.
KINDS = {
    "slip": "The idea is right; a digit, a sign or a factor went astray while writing.",
    "concept": "The rule itself is misread; every figure computed with it goes wrong.",
    "convention": "Right by itself in another convention; wrong beside what stands next to it.",
}

_SLIPS = """
    slope_half_written slope_sign exponent_sign one_plus_forgotten digit_lost bias_forgotten
    rate_forgotten rate_twice factor_ten minus_sign_added step_for_weight old_weight_kept
    last_link_for_gradient input_forgotten other_class_forgotten softmax_sum_forgotten
    root_forgotten beta_exchanged
"""
_CONVENTIONS = """
    half_forgotten half_doubled factor_two_left factor_two_missing mean_forgotten log_base_ten
    slope_base_ten swapped_layout
"""
_CONCEPTS = """
    slope_forgotten slope_at_output slope_of_sum relu_value_for_slope weight_for_input
    input_for_weight new_weight_too_early softmax_diagonal one_path product_of_paths
    square_forgotten errors_subtracted other_class_sign activation_forgotten sigmoid_for_softmax
    gradient_added bias_correction_forgotten second_moment_not_squared
"""

KIND_OF = {
    name: kind
    for kind, names in (("slip", _SLIPS), ("concept", _CONCEPTS), ("convention", _CONVENTIONS))
    for name in names.split()
}


def kind(name):
    """The kind of a mistake of the catalogue: ``"slip"``, ``"concept"`` or ``"convention"``.

    Raises
    ------
    ValueError
        With the nearest name, for a mistake that the catalogue does not have.
    """
    nearest(name, list(KIND_OF), "mistake")
    return KIND_OF[name]
