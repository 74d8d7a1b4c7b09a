// The best line under a loss, exactly; line_fits.py explains. Points are [x, y]; a line is [m, c].

export const total = (numbers) => numbers.reduce((sum, v) => sum + v, 0);

/** The slope of Huber's loss at an error. */
export const pull = (e, delta) => Math.max(-delta, Math.min(delta, e));

export function leastSquares(points) {
  const n = points.length;
  const xs = points.map((point) => point[0]);
  const xMean = total(xs) / n;
  const yMean = total(points.map((point) => point[1])) / n;
  const products = total(points.map(([x, y]) => (x - xMean) * (y - yMean)));
  const squares = total(xs.map((x) => (x - xMean) * (x - xMean)));
  const m = Math.min(...xs) < Math.max(...xs) ? products / squares : 0;
  return [m, yMean - m * xMean];
}

/** The lines through two points that do not stand above each other. */
function throughTwo(points) {
  const lines = [];
  points.forEach(([x1, y1], i) => {
    for (const [x2, y2] of points.slice(i + 1)) {
      if (x1 === x2) continue;
      const m = (y2 - y1) / (x2 - x1);
      lines.push([m, y1 - m * x1]);
    }
  });
  return lines;
}

export function leastAbsolute(points) {
  const n = points.length;
  const ys = points.map((point) => point[1]).sort((a, b) => a - b);
  const median = (ys[Math.floor((n - 1) / 2)] + ys[Math.floor(n / 2)]) / 2;
  let best = [0, median];
  let bestCost = null;
  for (const [m, c] of throughTwo(points)) {
    const cost = total(points.map(([x, y]) => Math.abs(m * x + c - y)));
    if (bestCost === null || cost < bestCost - 1e-12 * (1 + cost)) {
      bestCost = cost;
      best = [m, c];
    }
  }
  return best;
}

/** Halve the range of slopes until the errors no longer pull the line round. */
export function leastHuber(points, delta) {
  const slopes = throughTwo(points).map((line) => line[0]);
  const centre = (m) =>
    huberCentre(
      points.map(([x, y]) => y - m * x),
      delta,
    );
  if (!slopes.length) return [0, centre(0)];
  let low = Math.min(...slopes);
  let high = Math.max(...slopes);
  let m = 0;
  let c = 0;
  for (let k = 0; k < 100; k++) {
    m = (low + high) / 2;
    c = centre(m);
    if (m === low || m === high) break;
    const slope = total(points.map(([x, y]) => pull(m * x + c - y, delta) * x));
    if (slope < 0) low = m;
    else high = m;
  }
  return [m, c];
}

/** The place at which Huber's pulls of all values cancel, between two corners of their sum. */
function huberCentre(values, delta) {
  const corners = [...values.map((v) => v - delta), ...values.map((v) => v + delta)];
  corners.sort((a, b) => a - b);
  const pulled = (place) => total(values.map((v) => pull(place - v, delta)));
  let low = 0;
  let high = corners.length - 1;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (pulled(corners[middle]) < 0) low = middle;
    else high = middle;
  }
  const left = pulled(corners[low]);
  const right = pulled(corners[high]);
  return corners[low] - (left / (right - left)) * (corners[high] - corners[low]);
}
