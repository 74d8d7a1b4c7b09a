"""Arguments that Keras' losses take and ours do not: what to do instead."""

# name: (values that change nothing, what to do instead of the others)
KNOWN_TO_KERAS = {
    "axis": ((-1,), "classes stand on the last axis; move them there"),
    "dtype": (("float32",), "a loss computes in the type of the predictions; convert those"),
    "ignore_class": ((), "give the rows of this class sample_weight 0"),
}
