// A line b + w₁x₁ + w₂x₂ = 0 in a square view: its two ends, its positive side, its handles.

/** The corners of the part of the square [low, high]² where the sum is at least 0. */
export function positiveSide([b, w1, w2], low, high) {
  const corners = [[low, low], [high, low], [high, high], [low, high]], kept = [];
  corners.forEach((corner, k) => {
    const next = corners[(k + 1) % 4];
    const [here, there] = [corner, next].map(([x1, x2]) => b + w1 * x1 + w2 * x2);
    if (here >= 0) kept.push(corner);
    if (here >= 0 !== there >= 0) {
      const part = here / (here - there);
      kept.push([corner[0] + part * (next[0] - corner[0]), corner[1] + part * (next[1] - corner[1])]);
    }
  });
  return kept.length ? [...kept, kept[0]] : [];
}

/** Two points of the line far outside the view, or none where there is no line. */
export function ends([b, w1, w2], far) {
  const size = w1 * w1 + w2 * w2;
  if (!size) return [];
  const foot = [(-b * w1) / size, (-b * w2) / size], way = far / Math.sqrt(size);
  return [1, -1].map((sign) => [foot[0] - sign * w2 * way, foot[1] + sign * w1 * way]);
}

/** Where the line comes nearest to the middle of the view, kept inside it, and the tip of w. */
export function footAndTip([b, w1, w2], low, high) {
  const size = Math.sqrt(w1 * w1 + w2 * w2), middle = (low + high) / 2;
  if (!size) return null;
  const away = (b + (w1 + w2) * middle) / size, inside = (x) => Math.max(low, Math.min(high, x));
  const foot = [w1, w2].map((w) => inside(middle - (away * w) / size));
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
  const through = ([u, v], [x, y]) => take([-(u * x + v * y), u, v].map((w) => +w.toPrecision(6)));
  const turn = (state, x, y) => {
    const way = [x - foot[0], y - foot[1]], stretch = Math.hypot(w1, w2) / (Math.hypot(...way) || 1);
    return way[0] || way[1] ? through([way[0] * stretch, way[1] * stretch], foot) : {};
  };
  return [
    { id: id + "-move", label: `move ${label}`, panel, x: foot[0], y: foot[1], move: (state, x, y) => through([w1, w2], [x, y]) },
    { id: id + "-turn", label: `turn ${label}`, panel, x: tip[0], y: tip[1], shape: "square", move: turn },
  ];
}
