// Landscapes over two weights; the same numbers as landscapes.py.

const NUMBER = "\\d+\\.?\\d*(?:e[+-]?\\d+)?|\\.\\d+";
const FACTOR = `(?:${NUMBER}|w[12](?:\\^\\d)?)`;
const TERM = `${FACTOR}(?:[*/]${FACTOR})*`;
const SUM = new RegExp(`^[+-]?${TERM}(?:[+-]${TERM})*$`);
const LONGEST = 200; // characters
const HIGHEST = 8; // power
const GRID = 40;
const HALVINGS = 60;

/** Terms [c, i, j] of a sum of c·w1^i·w2^j, or null where the text is none. */
export function parse(formula) {
  const text = formula
    .toLowerCase()
    .replaceAll(" ", "")
    .replaceAll("−", "-")
    .replaceAll("·", "*")
    .replaceAll("**", "^")
    .replace(/([0-9.])w/g, "$1*w");
  if (text.length > LONGEST || !SUM.test(text)) return null;
  const terms = text.match(new RegExp(`[+-]?${TERM}`, "g")).map(parseTerm);
  return terms.includes(null) ? null : terms;
}

function parseTerm(term) {
  let c = term.startsWith("-") ? -1 : 1;
  const powers = { w1: 0, w2: 0 };
  for (const [, sign, factor] of term.matchAll(new RegExp(`([*/]?)(${FACTOR})`, "g"))) {
    const isDivided = sign === "/";
    if (factor.startsWith("w")) {
      if (isDivided) return null;
      powers[factor.slice(0, 2)] += Number(factor.slice(3) || 1);
    } else if (isDivided) {
      if (!Number(factor)) return null;
      c /= Number(factor);
    } else {
      c *= Number(factor);
    }
  }
  return Math.max(powers.w1, powers.w2) > HIGHEST ? null : [c, powers.w1, powers.w2];
}

/** 1, w, w², … */
function powersOf(w) {
  const powers = [1];
  for (let k = 0; k < HIGHEST; k++) powers.push(powers[k] * w);
  return powers;
}

/** Return a function that gives [E, ∂E/∂w1, ∂E/∂w2] of a polynomial. */
const polynomial = (terms) => (w1, w2) => {
  const [a, b] = [w1, w2].map(powersOf);
  let [E, slope1, slope2] = [0, 0, 0];
  for (const [c, i, j] of terms) {
    E += c * a[i] * b[j];
    if (i) slope1 += c * i * a[i - 1] * b[j];
    if (j) slope2 += c * j * a[i] * b[j - 1];
  }
  return [E, slope1, slope2];
};

/** The same of a table, by cubic convolution. */
const interpolation =
  (table, [left, right, low, high]) =>
  (w1, w2) => {
    const [i, t, beyond1, width1] = cell(w1, left, right, table[0].length);
    const [j, u, beyond2, width2] = cell(w2, low, high, table.length);
    const first = Math.max(j - 1, 0);
    const rows = table.slice(first, j + 3).map((row) => cubic(four(row, i), t));
    const column = (k) =>
      cubic(
        four(
          rows.map((row) => row[k]),
          j - first,
        ),
        u,
      );
    const [E, rise] = column(0);
    const slope1 = column(1)[0] / width1;
    const slope2 = rise / width2;
    return [E + slope1 * beyond1 + slope2 * beyond2, slope1, slope2];
  };

const inside = (w, low, high) => Math.min(Math.max(w, low), high);

/** The cell of w, the place within it, how far w lies beyond the table, the cell's width. */
function cell(w, low, high, entries) {
  const width = (high - low) / (entries - 1);
  const near = inside(w, low, high);
  const place = (near - low) / width;
  const k = Math.min(Math.trunc(place), entries - 2);
  return [k, place - k, w - near, width];
}

/** Four neighbours; beyond the ends the values go on as a parabola. */
function four(values, k) {
  const n = values.length;
  const before = k ? values[k - 1] : 3 * values[0] - 3 * values[1] + values[2];
  const after = k + 2 < n ? values[k + 2] : 3 * values[n - 1] - 3 * values[n - 2] + values[n - 3];
  return [before, values[k], values[k + 1], after];
}

/** Value and slope between the two in the middle. */
function cubic(p, t) {
  const a = 0.5 * (3 * (p[1] - p[2]) + p[3] - p[0]);
  const b = p[0] - 2.5 * p[1] + 2 * p[2] - 0.5 * p[3];
  const c = 0.5 * (p[2] - p[0]);
  return [((a * t + b) * t + c) * t + p[1], (3 * a * t + 2 * b) * t + c];
}

/** The lowest place of a fine grid, then ever smaller steps downhill from it. */
function lowestPlace(lookUp, [left, right, low, high]) {
  let [width, height] = [(right - left) / GRID, (high - low) / GRID];
  let best = { place: null, E: Infinity };
  const visit = (place) => {
    const [E] = lookUp(...place);
    const isLower = best.place === null || E < best.E;
    if (isLower) best = { place, E };
    return isLower;
  };
  for (let j = 0; j <= GRID; j++) {
    for (let i = 0; i <= GRID; i++) visit([left + i * width, low + j * height]);
  }
  for (let round = 0; round < HALVINGS; round++) {
    let hasMoved = false;
    const ways = [
      [width, 0],
      [-width, 0],
      [0, height],
      [0, -height],
    ];
    for (const [across, up] of ways) {
      const [w1, w2] = best.place;
      const next = [inside(w1 + across, left, right), inside(w2 + up, low, high)];
      if (visit(next)) hasMoved = true;
    }
    if (hasMoved) continue;
    width /= 2;
    height /= 2;
  }
  return best.place;
}

let kept = { key: null }; // the learner's own landscape, as long as it does not change

/** Region, start and minima of the chosen landscape, its lowest loss, and `lookUp(w1, w2)`. */
export function landscapeOf(state, given) {
  const named = given.landscapes[state.surface];
  if (named) {
    const lookUp = polynomial(named.terms);
    return { ...named, lookUp, lowest: lookUp(...named.minima[0])[0] };
  }
  const region = given.table.length ? given.region : state.region;
  const key = JSON.stringify([state.formula, region]);
  if (kept.key !== key || kept.given !== given) {
    kept = { key, given, landscape: ownLandscape(state, given, region) };
  }
  return kept.landscape;
}

function ownLandscape({ formula }, { table }, region) {
  const lookUp = table.length ? interpolation(table, region) : polynomial(parse(formula) || []);
  const place = lowestPlace(lookUp, region);
  const [left, right, low, high] = region;
  const start = [left + (right - left) / 4, low + (high - low) / 4];
  return { region, start, minima: [place], lookUp, lowest: lookUp(...place)[0] };
}
