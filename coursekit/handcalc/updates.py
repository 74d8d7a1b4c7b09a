"""One step of an optimizer for each weight, written as Keras computes it, from an empty memory."""

from coursekit.handcalc.expression import Function, Number, Symbol, sqrt
from coursekit.handcalc.options import kind_of, options_of


def update_formulas(graph, error_key, optimizer):
    """Yield ``(key, formula)`` for the memory of the optimizer and for every updated parameter.

    Parameters
    ----------
    graph : Graph
        Its ``given`` receives the optimizer's constants.
    error_key : tuple
    optimizer : coursekit.nn optimizer
        SGD (with or without momentum, Nesterov), Adagrad, Adadelta, RMSprop (centered or not) or
        Adam, at step 1.

    Raises
    ------
    ValueError
        For another optimizer, or an option that is not shown; the sentence names it.
    """
    rule, known = _RULES[kind_of(optimizer, _RULES, "optimizer")]
    config = options_of(optimizer, ("learning_rate", *known))
    if not isinstance(config["learning_rate"], float):
        raise ValueError(
            "The hand computation shows one step with one learning rate: give it as a number."
        )
    constants = _Constants(graph, config)
    for parameter in graph.parameters:
        gradient = Symbol(("d", error_key, parameter))
        yield from rule(parameter, gradient, constants)


class _Constants:
    """Symbols for the optimizer's numbers, entered into the given numbers when first used."""

    def __init__(self, graph, config):
        self.graph = graph
        self.config = config

    def __call__(self, name, option):
        key = ("const", name)
        self.graph.given[key] = float(self.config[option])
        return Symbol(key)


def _sgd(w, g, constant):
    eta = constant("eta", "learning_rate")
    if not constant.config["momentum"]:
        yield ("new", w), Symbol(w) - eta * g
        return
    # The velocity starts at zero, so its first value is −η g.
    beta, velocity = constant("beta", "momentum"), ("m", w)
    yield velocity, beta * Number(0) - eta * g
    step = Symbol(velocity)
    yield ("new", w), Symbol(w) + (beta * step - eta * g if constant.config["nesterov"] else step)


def _adagrad(w, g, constant):
    start = Number(float(constant.config["initial_accumulator_value"]))
    eta, epsilon = constant("eta", "learning_rate"), constant("epsilon", "epsilon")
    yield ("v", w), start + g**2
    yield ("new", w), Symbol(w) - eta * g / sqrt(Symbol(("v", w)) + epsilon)


def _rmsprop(w, g, constant):
    rho, eta = constant("rho", "rho"), constant("eta", "learning_rate")
    v, mean = Symbol(("v", w)), Symbol(("m", w))
    yield v.key, rho * Number(0) + (1 - rho) * g**2
    spread = v
    if constant.config["centered"]:
        yield mean.key, rho * Number(0) + (1 - rho) * g
        spread = v - mean**2
    # Keras 3 keeps epsilon inside the root.
    step = eta * g / sqrt(spread + constant("epsilon", "epsilon"))
    if constant.config["momentum"]:
        yield ("u", w), constant("beta", "momentum") * Number(0) + step
        step = Symbol(("u", w))
    yield ("new", w), Symbol(w) - step


def _adadelta(w, g, constant):
    rho, eta = constant("rho", "rho"), constant("eta", "learning_rate")
    epsilon = constant("epsilon", "epsilon")
    yield ("v", w), rho * Number(0) + (1 - rho) * g**2
    yield ("u", w), sqrt(Number(0) + epsilon) * g / sqrt(Symbol(("v", w)) + epsilon)
    yield ("new", w), Symbol(w) - eta * Symbol(("u", w))


def _adam(w, g, constant):
    beta1, beta2 = constant("beta1", "beta_1"), constant("beta2", "beta_2")
    eta, epsilon = constant("eta", "learning_rate"), constant("epsilon", "epsilon")
    m, v, rate = Symbol(("m", w)), Symbol(("v", w)), Symbol(("rate",))
    if w == constant.graph.parameters[0]:
        # Keras corrects the bias in the rate and adds epsilon to the uncorrected root.
        yield rate.key, eta * sqrt(1 - beta2) / (1 - beta1)
    yield m.key, beta1 * Number(0) + (1 - beta1) * g
    yield v.key, beta2 * Number(0) + (1 - beta2) * g**2
    if constant.config["amsgrad"]:
        yield ("vmax", w), Function("max", (Number(0), v))
        v = Symbol(("vmax", w))
    yield ("new", w), Symbol(w) - rate * m / (sqrt(v) + epsilon)


#: optimizer → (its rule, the options besides the learning rate that the rule uses)
_RULES = {
    "SGD": (_sgd, ("momentum", "nesterov")),
    "Adagrad": (_adagrad, ("initial_accumulator_value", "epsilon")),
    "Adadelta": (_adadelta, ("rho", "epsilon")),
    "RMSprop": (_rmsprop, ("rho", "momentum", "epsilon", "centered")),
    "Adam": (_adam, ("beta_1", "beta_2", "epsilon", "amsgrad")),
}
