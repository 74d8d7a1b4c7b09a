// What colours and lines mean in every explorer; the same as in coursekit/plots/style.py.

/** The colour of a number: one for those above zero, one for those below. */
export const colourOf = (value) => (value > 0 ? "positive" : "negative");

/** How a point of class 1 looks, or of class 0. */
export const classLook = (isOne) => ({
  colour: isOne ? "positive" : "negative",
  marker: isOne ? "square" : "circle",
});

// Dashes: rows that a network learns from, and rows that it is only judged by.
export const TRAINING = [];
export const VALIDATION = [7, 4];
