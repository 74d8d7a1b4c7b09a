// The widest street between two classes; street.py explains.

const GRID = 10000; // places are compared as whole numbers of ten-thousandths

/** [width, b, w1, w2] of the widest street, or null where no line separates the classes. */
export function widestStreet(points) {
  const whole = (x) => Math.floor(x * GRID + 0.5);
  const places = points.map(([x1, x2, label]) => [whole(x1), whole(x2), label]);
  let widest = null;
  places.forEach(([x1, x2, label], k) => {
    for (const [other1, other2, otherLabel] of places.slice(0, k)) {
      const [u, v] = [x1 - other1, x2 - other2];
      // Along a side of one class, or across from one class to the other.
      const across = label === otherLabel ? [-v, u] : [u, v];
      const street = streetAcross(places, ...across);
      if (street && (!widest || street[0] > widest[0])) widest = street;
    }
  });
  return widest;
}

function streetAcross(places, u, v) {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const [x1, x2, label] of places) {
    const along = u * x1 + v * x2;
    low[label] = Math.min(low[label], along);
    high[label] = Math.max(high[label], along);
  }
  if (high[0] < low[1]) return streetBetween(u, v, 1, high[0], low[1]);
  if (high[1] < low[0]) return streetBetween(u, v, -1, high[1], low[0]);
  return null;
}

function streetBetween(u, v, sign, near, far) {
  const length = Math.sqrt(u * u + v * v);
  const middle = (near + far) / 2 / length / GRID;
  return [(far - near) / length / GRID, -sign * middle, (sign * u) / length, (sign * v) / length];
}
