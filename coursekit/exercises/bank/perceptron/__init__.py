"""A neuron and the perceptron: all that this lesson asks."""
