"""Formulas, names and calls that the lectures print, beside what they should read."""

from coursekit.ledger.claim import Claim


def printed_formulas():
    """Formulas, notation and words that stand for a formula."""
    return [*_chain_rule(), *_notation(), *_activations(), *_concepts()]


def _chain_rule():
    joined = "how the paths through a hidden unit are joined"
    paths = "product_of_paths: different paths are added"
    weight = "weight_for_input: the sum is differentiated with respect to the weight"
    label = "a label copied from the slide before"
    return [
        Claim("000", "chain rule", joined, "product", "sum", paths),
        Claim("000", "chain rule", "hidden unit of the third block of paths", "h2_out2", "h2_out3",
              "the block was copied and its index not changed"),
        Claim("001", "chain rule", "what the first derivatives divide by", "W", "∂W",
              "a sign ∂ is missing; the second print has it"),
        Claim("002", "chain rule", "links of ∂o2/∂o1", "∂o2/∂w4 · ∂w4/∂o1", "∂o2/∂z2 · ∂z2/∂o1",
              "w4 does not depend on o1; the way from o1 to o2 leads through the weighted sum"),
        Claim("002", "chain rule", "weight that the derivative is taken at", "w_new", "w_old",
              "the new weight is what the update computes; the slope belongs to the old one"),
        Claim("003", "chain rule", joined, "product", "sum", paths),
        Claim("003", "chain rule", "what ∂E_o1/∂net_o1 equals", "w5", "δ_o1",
              "w5 is ∂net_o1/∂out_h1, the next link of the chain"),
        Claim("004", "chain rule", "what ∂h2/∂W3 equals", "W3", "x1", weight),
        Claim("004", "chain rule", "what ∂h2/∂W4 equals", "W4", "x2", weight),
        Claim("004", "chain rule", "left side on the page of W6", "∂E/∂W5", "∂E/∂W6", label),
        Claim("004", "chain rule", "unit whose slope is 0.236", "h2", "h1", label),
    ]  # fmt: skip


def _notation():
    return [
        Claim("001", "notation", "name of the input layer", "a[ℓ] = x", "a[0] = x",
              "ℓ counts all layers; the inputs are layer 0"),
        Claim("001", "notation", "what a[ℓ] belongs to", "ℓ-th node", "ℓ-th layer",
              "the node is counted by the lower index i"),
        Claim("001", "2-2-2", "output that comes from z1[2]", "ỹ(2)", "ỹ(1)",
              "the upper index was not changed; the numbers below it are right"),
        Claim("004", "XOR network", "what w5 multiplies", "S1", "f(S1)",
              "activation_forgotten: the next layer receives the output of a unit, not its sum"),
    ]  # fmt: skip


def _activations():
    return [
        Claim("001", "tanh", "values that it approaches", "1 or 0", "1 or −1",
              "copied from the page of the sigmoid; tanh runs from −1 to 1"),
        Claim("001", "leaky ReLU", "differentiable everywhere", "yes", "no",
              "at z = 0 the slope jumps from α to 1; the lecture's g′ chooses 1 there"),
        Claim("002", "sigmoid", "what lies between 0 and 0.25", "σ(y)", "σ′(y)",
              "the bound belongs to the derivative"),
        Claim("003", "sigmoid", "formula as printed on one line", "1/1 + e^(−x)",
              "1/(1 + e^(−x))", "the brackets are missing; without them it is 1 + e^(−x)"),
        Claim("003", "sigmoid", "second form of the formula", "e^(x/1) + ex", "e^x/(1 + e^x)",
              "a fraction written on one line without brackets"),
        Claim("003", "softmax", "what is divided by its sum", "output", "e^output",
              "the exponential is missing: outputs can be negative, shares cannot"),
        Claim("004", "sigmoid", "formula inside the error", "1/e^(−s)", "1/(1 + e^(−s))",
              "one_plus_forgotten: the 1 + in the denominator was lost"),
    ]  # fmt: skip


def _concepts():
    return [
        Claim("000", "back-propagation", "direction, second print", "left to right",
              "right to left", "its first print has it right; the error travels from the output"),
        Claim("001", "loss", "how the errors of two outputs are joined", "difference", "sum",
              "errors_subtracted: every output's squared error counts with a plus sign"),
        Claim("002", "bank", "boosted trees need scaled features", "yes", "no",
              "a tree splits one feature at a threshold; scaling moves the threshold with the "
              "values and changes nothing"),
        Claim("002", "bank", "what Dense(units=11, activation='relu') adds first",
              "the input layer", "a hidden layer",
              "a Dense layer has weights; the eleven inputs are what it receives"),
        Claim("002", "convolution", "formula for the output size", "(n + 2p − f + 1)/s",
              "⌊(n + 2p − f)/s⌋ + 1",
              "the stride divides before 1 is added: n = 7, f = 3, p = 0, s = 2 gives 3, not 2.5"),
        Claim("002", "Adam", "averages corrected for their start at 0", "no", "yes",
              "bias_correction_forgotten: Adam divides by 1 − β₁^t and 1 − β₂^t"),
        Claim("003", "gradient", "direction of the update", "ascent", "descent",
              "gradient_added: a positive gradient lowers the weight, which is descent"),
        Claim("004", "perceptron", "a learning rate of 0 is allowed", "yes", "no",
              "with η = 0 no weight ever changes; the range must read 0 < η ≤ 1"),
    ]  # fmt: skip


def old_calls():
    """Calls of their time: most are refused today, two are still taken with a warning."""
    gone = "a call of an early Keras that today's Keras refuses"
    taken = "inputs of the first layer; still taken, with a warning"
    return [
        Claim("000", "Keras", "units of a layer", "output_dim=6", "units=6", gone),
        Claim("000", "Keras", "start of the weights", "init='uniform'",
              "kernel_initializer='random_uniform'", gone),
        Claim("000", "Keras", taken, "input_dim=11", "input_dim=11"),
        Claim("001", "Keras", taken, "input_shape=(10,)", "input_shape=(10,)"),
        Claim("002", "Keras", taken, "input_shape=(32, 32, 3)", "input_shape=(32, 32, 3)"),
        Claim("000", "Keras", "epochs", "nb_epoch=100", "epochs=100", gone),
        Claim("000", "Keras", "name of the accuracy in the log", "acc", "accuracy",
              "a name of an early Keras; today's history knows it as accuracy"),
        Claim("000", "scikit-learn", "columns to encode", "categorical_features=[1]",
              "ColumnTransformer", "an argument that scikit-learn has removed"),
        Claim("002", "TensorFlow", "package to install", "tensorflow-gpu", "tensorflow",
              "one package serves both since version 2.1; the old name is no longer published"),
    ]  # fmt: skip
