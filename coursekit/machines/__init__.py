"""The machines of the first and the last lessons: gates, the perceptron, a memory."""
