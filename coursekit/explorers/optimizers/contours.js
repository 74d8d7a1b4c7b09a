// Lines of equal loss: where a level crosses the edges of a fine grid's cells.

const CELLS = 60; // along each side
const LEVELS = 11;

let drawn = { key: null };

/** Eleven lines over the region, each a list of points with null where it breaks. */
export function contours(landscape, key) {
  if (drawn.key === key) return drawn.lines;
  const [left, right, low, high] = landscape.region;
  const place = (i, j) => [left + ((right - left) * i) / CELLS, low + ((high - low) * j) / CELLS];
  const corners = Array.from({ length: CELLS + 1 }, (_, k) => k);
  const heights = corners.map((j) => corners.map((i) => landscape.lookUp(...place(i, j))[0]));
  const lines = levelsOf(heights).map((level) => contour(heights, level, place));
  drawn = { key, lines };
  return lines;
}

/** Levels lie close together near the lowest loss. */
function levelsOf(heights) {
  const low = Math.min(...heights.flat());
  const high = Math.max(...heights.flat());
  const share = (k) => (0.07 + 0.09 * k) ** 3;
  return Array.from({ length: LEVELS }, (_, k) => low + (high - low) * share(k));
}

function contour(heights, level, place) {
  const line = [];
  for (let j = 0; j < CELLS; j++) {
    for (let i = 0; i < CELLS; i++) line.push(...crossings(heights, level, place, i, j));
  }
  return line;
}

/** Where the level crosses the edges of one cell: two points, or four, each pair ended by null. */
function crossings(heights, level, place, i, j) {
  const corners = [
    [i, j],
    [i + 1, j],
    [i + 1, j + 1],
    [i, j + 1],
  ];
  const points = [];
  corners.forEach(([x, y], k) => {
    const [u, v] = corners[(k + 1) % 4];
    const here = heights[y][x] - level;
    const there = heights[v][u] - level;
    if (here < 0 === there < 0) return;
    const share = here / (here - there);
    points.push(place(x + (u - x) * share, y + (v - y) * share));
  });
  return points.flatMap((point, k) => (k % 2 ? [point, null] : [point]));
}
