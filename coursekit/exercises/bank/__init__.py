"""All that the lessons ask, a folder a lesson: in the lesson, beside its explorers, in its sheet.

``CONTENTS`` says which file holds which check, so that ``check.sigmoid`` reads one file and no
other; a test compares it with the files.
"""

import importlib

#: The number of each lesson's notebook.
NUMBERS = {
    "start": "00",
    "perceptron": "01",
    "xor": "02",
    "slopes": "03",
    "activations": "04",
    "regression": "05",
    "classification": "06",
    "by_hand": "07",
    "matrices": "08",
    "descent": "09",
    "optimizers": "10",
    "churn": "11",
    "convolution": "12",
    "cnn": "13",
    "memory": "14",
    "lecturer": "15",
}

#: Lesson, file, and the checks in the order of the file.
CONTENTS = {
    "start": {"lesson": "accuracy read_curves"},
    "perceptron": {
        "lesson": "nand perceptron_update precision_recall next_step",
        "explore_perceptron": "circle narrow_gap",
        "sheet": "neuron perceptron_fit at_least flag_fraud",
    },
    "xor": {
        "lesson": "xnor count_parameters forward_pass smallest_network",
        "explore_bumps": "tent",
        "explore_playground": "xor_feature fewest_units",
        "explore_xor": "meeting_lines never_angle",
        "sheet": "weight_shapes sign_network forward_layers accuracy_after_cuts",
    },
    "slopes": {
        "lesson": "chain_slope gradient_by_nudging diagnose_nudge",
        "sheet": "slopes_by_rule steepest_step taught_by_nudging",
    },
    "activations": {
        "lesson": (
            "sigmoid_and_slope leaky_and_slope softmax softmax_jacobian dead_units "
            "output_activation tanh_scale deadly_bias prescribe"
        ),
        "sheet": "sigmoid swish_and_slope prelu_gradients moons_classifier",
    },
    "regression": {
        "lesson": "squared_cost absolute_cost huber_cost fitted_with",
        "explore_losses": "rate_of_the_sum largest_delta",
        "sheet": "same_path best_constant fit_line choose_and_measure",
    },
    "classification": {
        "lesson": "log_cost class_cost choose_loss cost_by_hand find_the_fault",
        "explore_losses": "waking_probability",
        "sheet": "log_loss_from_sums label_cost two_judges",
    },
    "by_hand": {
        "lesson": "neuron_gradient six_lines two_paths softmax_backward",
        "explore_backprop": "decimals_to_learn",
        "sheet": "chain_links hidden_delta one_step",
    },
    "matrices": {
        "lesson": "backprop gradient_checks repaired weight_variance",
        "explore_playground": "sigmoid_depth",
        "sheet": "largest_factor numerical_gradient softmax_backprop first_weights",
    },
    "descent": {
        "lesson": "one_update largest_rate line_gradient count_updates loss_curves",
        "explore_descent": "diverging_rate",
        "sheet": "which_way descend minibatches line_by_descent",
    },
    "optimizers": {
        "lesson": "average_by_hand momentum_step rmsprop_step adam_step painters",
        "explore_optimizers": "momentum_edge one_rate_for_three",
        "explore_playground": "adam_epoch momentum_rate",
        "sheet": (
            "weighted_average momentum_changes adagrad_changes rmsprop_changes adadelta_changes "
            "adam_changes"
        ),
    },
    "churn": {
        "lesson": "standardise stop_epoch scores diagnose_runs one_patience",
        "explore_churn": "moved_model likeliest_age",
        "sheet": "confusion_counts one_hot leaks defend_threshold caught_in_top",
    },
    "convolution": {
        "lesson": "output_size convolve max_pool filter_parameters same_padding",
        "explore_convolution": "rising_edge silencing_bias",
        "sheet": "match_maps receptive_field diagonal_kernel filter_gradients",
    },
    "cnn": {
        "lesson": "cnn_sizes cnn_parameters read_confusion small_cnn",
        "explore_shapes": "blocks_below_50000 smallest_picture",
        "sheet": "prepare diagnose_curves confident_mistakes shift_curve",
    },
    "memory": {
        "lesson": "hopfield_weights recall_sweep hopfield_energy rnn_step rnn_parameters",
        "sheet": "choose_network settle breaking_point slope_through_time",
    },
    "lecturer": {"lesson": "figure_verdict printed_sum expected_drop"},
}

_PLACES = {
    name: f"{lesson}.{file}"
    for lesson, files in CONTENTS.items()
    for file, checks in files.items()
    for name in checks.split()
}


def names():
    """Return the names of all checks, in the order of the lessons, without reading one."""
    return list(_PLACES)


def find(name):
    """Return the exercise behind ``check.<name>``, reading only the file that holds it.

    Raises
    ------
    KeyError
        When there is no such exercise.
    """
    module = importlib.import_module(f"{__name__}.{_PLACES[name]}")
    return next(exercise for exercise in module.EXERCISES if exercise.name == name)


def lessons():
    """Return ``{lesson's number: [names of its checks]}`` in reading order."""
    return {
        NUMBERS[lesson]: [name for checks in files.values() for name in checks.split()]
        for lesson, files in CONTENTS.items()
    }


def folder(number):
    """Return the folder of a lesson by its number.

    Raises
    ------
    KeyError
        When no lesson has this number.
    """
    return {number: lesson for lesson, number in NUMBERS.items()}[number]
