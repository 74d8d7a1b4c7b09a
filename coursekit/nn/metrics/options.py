"""Arguments that Keras' metrics take and ours do not: what to do instead."""

ONE_CURVE = "make one metric for each column of the labels"
# name: (values that change nothing, what to do instead of the others)
KNOWN_TO_KERAS = {
    "class_id": ((), "hand it the one column of labels and predictions"),
    "dtype": (("float32",), "a metric is a plain number"),
    "from_logits": ((False,), "end the model in a sigmoid"),
    "label_weights": ((), ONE_CURVE),
    "multi_label": ((False,), ONE_CURVE),
    "num_labels": ((), ONE_CURVE),
    "summation_method": (("interpolation",), "areas are interpolated between two thresholds"),
    "thresholds": ((), "give num_thresholds evenly spaced ones"),
    "top_k": ((), "use a threshold"),
}
