// A line b + w₁x₁ + w₂x₂ = 0 in a square view: its ends, its positive side, its handles.

/** Two points of the line far outside the view, or none where there is no line. */
export function ends([b, w1, w2], far) {
  const size = Math.hypot(w1, w2);
  if (!size) return [];
  return [far, -far].map((along) => [
    ((-b * w1) / size - along * w2) / size,
    ((-b * w2) / size + along * w1) / size,
  ]);
}

/** The corners of the side of the line where the sum is above 0, far beyond the view. */
export function positiveSide([b, w1, w2], far) {
  const line = ends([b, w1, w2], far);
  const size = Math.hypot(w1, w2);
  const everywhere = [
    [-far, -far],
    [far, -far],
    [far, far],
    [-far, far],
  ];
  if (!size) return b > 0 ? everywhere : [];
  const reach = (far + Math.abs(b) / size) / size;
  const beyond = line.map(([x1, x2]) => [x1 + reach * w1, x2 + reach * w2]);
  return [...line, ...beyond.reverse()];
}

/** A place on the line, aside of its place nearest to the middle of the view, and the tip of w. */
export function footAndTip([b, w1, w2], low, high) {
  const size = Math.hypot(w1, w2);
  if (!size) return null;
  const span = high - low;
  const middle = (low + high) / 2;
  const away = (b + (w1 + w2) * middle) / size;
  const inside = (x) => Math.max(low, Math.min(high, x));
  const placeAt = (aside) => [
    middle - (away * w1 + aside * span * w2) / size,
    middle - (away * w2 - aside * span * w1) / size,
  ];
  const isInside = (place) => place.every((x) => inside(x) === x);
  const foot = [0.22, 0.1, 0].map(placeAt).find(isInside) || placeAt(0).map(inside);
  const tip = [w1, w2].map((w, k) => inside(foot[k] + (0.17 * span * w) / size));
  return { foot, tip };
}

/**
 * Two handles: one moves the line and keeps its direction, the other turns it about the first.
 * `take([b, w1, w2])` returns the changes of the state.
 */
export function lineHandles(id, label, panel, weights, low, high, take) {
  const places = footAndTip(weights, low, high);
  if (!places) return [];
  const { foot, tip } = places;
  const [, w1, w2] = weights;
  const through = ([u, v], [x, y]) =>
    take([-(u * x + v * y), u, v].map((w) => Number(w.toPrecision(4))));
  const turn = (_, x, y) => {
    const way = [x - foot[0], y - foot[1]];
    if (!way[0] && !way[1]) return {};
    const stretch = Math.hypot(w1, w2) / Math.hypot(...way);
    return through([way[0] * stretch, way[1] * stretch], foot);
  };
  const move = (_, x, y) => through([w1, w2], [x, y]);
  const [atFoot, atTip] = [foot, tip].map(([x, y]) => ({ panel, x, y }));
  return [
    { id: `${id}-move`, label: `move ${label}`, ...atFoot, move },
    { id: `${id}-turn`, label: `turn ${label}`, ...atTip, shape: "square", move: turn },
  ];
}
