// The best line under a loss, exactly; line_fits.py explains. Points are [x, y]; a line is [m, c].
export const total = (numbers) => numbers.reduce((sum, v) => sum + v, 0);
export const pull = (e, delta) => Math.max(-delta, Math.min(delta, e));
const upwards = (a, b) => a - b;

export function leastSquares(points) {
  const n = points.length, xs = points.map((p) => p[0]);
  const xMean = total(xs) / n, yMean = total(points.map((p) => p[1])) / n;
  const products = total(points.map(([x, y]) => (x - xMean) * (y - yMean)));
  const squares = total(xs.map((x) => (x - xMean) * (x - xMean)));
  const m = Math.min(...xs) < Math.max(...xs) ? products / squares : 0;
  return [m, yMean - m * xMean];
}

// the lines through two points that do not stand above each other
function throughTwo(points) {
  const lines = [];
  points.forEach(([x1, y1], i) => points.slice(i + 1).forEach(([x2, y2]) => {
    if (x1 === x2) return;
    const m = (y2 - y1) / (x2 - x1);
    lines.push([m, y1 - m * x1]);
  }));
  return lines;
}

export function leastAbsolute(points) {
  const ys = points.map((p) => p[1]).sort(upwards), n = ys.length;
  let bestCost = null, best = [0, (ys[(n - 1) >> 1] + ys[n >> 1]) / 2];
  for (const [m, c] of throughTwo(points)) {
    let cost = 0;
    for (const [x, y] of points) cost += Math.abs(m * x + c - y);
    if (bestCost === null || cost < bestCost - 1e-12 * (1 + cost)) {
      bestCost = cost;
      best = [m, c];
    }
  }
  return best;
}

export function leastHuber(points, delta) {
  const slopes = throughTwo(points).map((line) => line[0]);
  if (!slopes.length) return [0, huberCentre(points.map((p) => p[1]), delta)];
  let low = Math.min(...slopes), high = Math.max(...slopes), m, c;
  for (let k = 0; k < 100; k++) {
    m = (low + high) / 2;
    c = huberCentre(points.map(([x, y]) => y - m * x), delta);
    const slope = total(points.map(([x, y]) => pull(m * x + c - y, delta) * x));
    if (m === low || m === high) break;
    if (slope < 0) low = m;
    else high = m;
  }
  return [m, c];
}

function huberCentre(values, delta) {
  const corners = Float64Array.from([...values.map((v) => v - delta), ...values.map((v) => v + delta)]).sort();
  const pulled = (c) => {
    let sum = 0;
    for (const v of values) sum += pull(c - v, delta);
    return sum;
  };
  let low = 0, high = corners.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pulled(corners[middle]) < 0) low = middle;
    else high = middle;
  }
  const left = pulled(corners[low]), right = pulled(corners[high]);
  return corners[low] - (left / (right - left)) * (corners[high] - corners[low]);
}
