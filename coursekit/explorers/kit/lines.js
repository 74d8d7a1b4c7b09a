// A line b + w₁x₁ + w₂x₂ = 0 in a square view: its ends, its positive side, its handles.

/** Two points of the line far outside the view, or none where there is no line. */
export function ends([b, w1, w2], far) {
  const size = Math.hypot(w1, w2);
  if (!size) return [];
  return [far, -far].map((way) => [(-b * w1 / size - way * w2) / size, (-b * w2 / size + way * w1) / size]);
}

/** The corners of the side of the line where the sum is above 0, far beyond the view. */
export function positiveSide([b, w1, w2], far) {
  const line = ends([b, w1, w2], far), size = Math.hypot(w1, w2);
  if (!size) return b > 0 ? [[-far, -far], [far, -far], [far, far], [-far, far]] : [];
  const reach = (far + Math.abs(b) / size) / size;
  return [...line, ...line.map(([x1, x2]) => [x1 + reach * w1, x2 + reach * w2]).reverse()];
}

/** A place on the line, aside from where it is nearest to the middle of the view, and the tip of w. */
export function footAndTip([b, w1, w2], low, high) {
  const size = Math.hypot(w1, w2), middle = (low + high) / 2;
  if (!size) return null;
  const away = (b + (w1 + w2) * middle) / size, inside = (x) => Math.max(low, Math.min(high, x));
  const place = (aside) => [[w1, -w2], [w2, w1]].map(([w, along]) => middle - (away * w - aside * (high - low) * along) / size);
  const foot = [0.22, 0.1, 0].map(place).find((at) => at.every((x) => inside(x) === x)) || place(0).map(inside);
  return { foot, tip: [w1, w2].map((w, k) => inside(foot[k] + (0.17 * (high - low) * w) / size)) };
}

/**
 * Two handles: one moves the line and keeps its direction, the other turns it about the first.
 * `take([b, w1, w2])` returns the changes of the state.
 */
export function lineHandles(id, label, panel, weights, low, high, take) {
  const places = footAndTip(weights, low, high);
  if (!places) return [];
  const [, w1, w2] = weights, { foot, tip } = places;
  const through = ([u, v], [x, y]) => take([-(u * x + v * y), u, v].map((w) => +w.toPrecision(4)));
  const turn = (state, x, y) => {
    const way = [x - foot[0], y - foot[1]], stretch = Math.hypot(w1, w2) / (Math.hypot(...way) || 1);
    return way[0] || way[1] ? through([way[0] * stretch, way[1] * stretch], foot) : {};
  };
  return [
    { id: id + "-move", label: `move ${label}`, panel, x: foot[0], y: foot[1], move: (state, x, y) => through([w1, w2], [x, y]) },
    { id: id + "-turn", label: `turn ${label}`, panel, x: tip[0], y: tip[1], shape: "square", move: turn },
  ];
}
