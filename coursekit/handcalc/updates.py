"""One step of an optimizer for each weight, written as Keras computes it, from an empty memory."""

from coursekit.handcalc.clipping import KINDS, clipped_gradients, kind_of_clipping
from coursekit.handcalc.expression import Function, Negative, Number, Sum, Symbol, sqrt
from coursekit.handcalc.options import kind_of, options_of


def update_formulas(graph, error_key, optimizer):
    """Yield ``(key, formula)`` for the memory of the optimizer and for every updated parameter.

    Parameters
    ----------
    graph : Graph
        Its ``given`` receives the optimizer's constants.
    error_key : tuple
    optimizer : coursekit.nn optimizer
        SGD (with or without momentum, Nesterov), Adagrad, Adadelta, RMSprop (centered or not),
        Adam, AdamW or Nadam, at step 1: a schedule gives the rate of its first step.

    Raises
    ------
    ValueError
        For another optimizer, or an option that is not shown; the sentence names it.
    """
    rule, known = _RULES[kind_of(optimizer, _RULES, "optimizer")]
    config = options_of(optimizer, (*OF_ALL, *known))
    if optimizer.schedule is not None:
        config["learning_rate"] = optimizer.schedule(0)
    constants = _Constants(graph, config)
    clipping = kind_of_clipping(config)
    if clipping:
        limit = constants("c", clipping)
        yield from clipped_gradients(graph, error_key, clipping, limit)
    for parameter in graph.parameters:
        gradient = Symbol(("g", parameter) if clipping else ("d", error_key, parameter))
        for key, formula in rule(parameter, gradient, constants):
            yield key, _decayed(key, formula, constants)


def _decayed(key, formula, constants):
    """A new weight less η λ w where the optimizer has a weight decay λ; else the same formula."""
    if key[0] != "new" or not constants.config["weight_decay"]:
        return formula
    eta, decay = constants("eta", "learning_rate"), constants("lambda", "weight_decay")
    return Sum((*formula.terms, Negative(eta * decay * Symbol(key[1]))))


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


def _nadam(w, g, constant):
    beta1, beta2 = constant("beta1", "beta_1"), constant("beta2", "beta_2")
    eta, epsilon = constant("eta", "learning_rate"), constant("epsilon", "epsilon")
    now, following = Symbol(("warm", 1)), Symbol(("warm", 2))
    if w == constant.graph.parameters[0]:
        # The momentum warms up: β1 (1 − ½ · 0.96^t) for this step and for the next one.
        for t, u in enumerate((now, following), 1):
            yield u.key, beta1 * (1 - Number(0.5) * Number(0.96) ** t)
    m, v = Symbol(("m", w)), Symbol(("v", w))
    m_hat, v_hat = Symbol(("mhat", w)), Symbol(("vhat", w))
    yield m.key, beta1 * Number(0) + (1 - beta1) * g
    yield v.key, beta2 * Number(0) + (1 - beta2) * g**2
    ahead = following * m / (1 - now * following)
    yield m_hat.key, ahead + (1 - now) * g / (1 - now)
    yield v_hat.key, v / (1 - beta2)
    yield ("new", w), Symbol(w) - eta * m_hat / (sqrt(v_hat) + epsilon)


_OF_ADAM = ("beta_1", "beta_2", "epsilon", "amsgrad")

#: options of every optimizer
OF_ALL = ("learning_rate", "weight_decay", *KINDS)

#: optimizer → (its rule, the options that it has besides those of all optimizers)
_RULES = {
    "SGD": (_sgd, ("momentum", "nesterov")),
    "Adagrad": (_adagrad, ("initial_accumulator_value", "epsilon")),
    "Adadelta": (_adadelta, ("rho", "epsilon")),
    "RMSprop": (_rmsprop, ("rho", "momentum", "epsilon", "centered")),
    "Adam": (_adam, _OF_ADAM),
    "AdamW": (_adam, _OF_ADAM),
    "Nadam": (_nadam, ("beta_1", "beta_2", "epsilon")),
}
