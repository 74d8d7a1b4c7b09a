// Seven rules that turn a slope g into the change of a weight, as rules.py has them.  `memory` is
// what a rule remembers of one weight; `settings` is the state of the explorer.

const { sqrt } = Math;

function sgd(g, eta) {
  return -eta * g;
}

function momentum(g, eta, memory, { beta }) {
  memory.v = beta * (memory.v ?? 0) - eta * g;
  return memory.v;
}

function nesterov(g, eta, memory, settings) {
  return settings.beta * momentum(g, eta, memory, settings) - eta * g;
}

function adagrad(g, eta, memory, { epsilon }) {
  memory.s = (memory.s ?? 0.1) + g * g;
  return (-eta * g) / sqrt(memory.s + epsilon);
}

function rmsprop(g, eta, memory, { rho, epsilon }) {
  memory.s = rho * (memory.s ?? 0) + (1 - rho) * g * g;
  return (-eta * g) / sqrt(memory.s + epsilon);
}

function adadelta(g, eta, memory, { rho_adadelta: rho, epsilon }) {
  const d = memory.d ?? 0;
  memory.s = rho * (memory.s ?? 0) + (1 - rho) * g * g;
  const u = (-g * sqrt(d + epsilon)) / sqrt(memory.s + epsilon);
  memory.d = rho * d + (1 - rho) * u * u;
  return eta * u;
}

function adam(g, eta, memory, { beta_1, beta_2, epsilon }) {
  memory.m = beta_1 * (memory.m ?? 0) + (1 - beta_1) * g;
  memory.v = beta_2 * (memory.v ?? 0) + (1 - beta_2) * g * g;
  memory.power1 = (memory.power1 ?? 1) * beta_1; // β₁ᵗ at step t
  memory.power2 = (memory.power2 ?? 1) * beta_2;
  const alpha = (eta * sqrt(1 - memory.power2)) / (1 - memory.power1);
  return (-alpha * memory.m) / (sqrt(memory.v) + epsilon);
}

export const RULES = { sgd, momentum, nesterov, adagrad, rmsprop, adadelta, adam };
