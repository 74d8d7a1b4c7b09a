// Landscapes over two weights; the same numbers as landscapes.py.
const FACTOR = "(?:\\d+\\.?\\d*(?:e[+-]?\\d+)?|\\.\\d+|w[12](?:\\^\\d)?)";
const TERM = `${FACTOR}(?:[*/]${FACTOR})*`;

// Terms [c, i, j] of a sum of c·w1^i·w2^j, or null where the text is none.
export function parse(formula) {
  const text = formula.toLowerCase().replaceAll(" ", "").replaceAll("−", "-").replaceAll("·", "*")
    .replaceAll("**", "^").replace(/([0-9.])w/g, "$1*w");
  if (text.length > 200 || !new RegExp(`^[+-]?${TERM}(?:[+-]${TERM})*$`).test(text)) return null;
  const terms = text.match(new RegExp(`[+-]?${TERM}`, "g")).map((term) => {
    let c = term.startsWith("-") ? -1 : 1, bad = false;
    const counts = { w1: 0, w2: 0 };
    for (const [, sign, factor] of term.matchAll(new RegExp(`([*/]?)(${FACTOR})`, "g"))) {
      if (factor[0] === "w") {
        bad = bad || sign === "/";
        counts[factor.slice(0, 2)] += Number(factor.slice(3) || 1);
      } else if (sign === "/") [c, bad] = [c / Number(factor), bad || !Number(factor)];
      else c *= Number(factor);
    }
    return bad || Math.max(counts.w1, counts.w2) > 8 ? null : [c, counts.w1, counts.w2];
  });
  return terms.includes(null) ? null : terms;
}

function powers(w) {
  const found = [1];
  for (let k = 0; k < 8; k++) found.push(found[k] * w);
  return found;
}

// [E, ∂E/∂w1, ∂E/∂w2] of a polynomial.
const polynomial = (terms) => (w1, w2) => {
  const a = powers(w1), b = powers(w2);
  let E = 0, g1 = 0, g2 = 0;
  for (const [c, i, j] of terms) {
    E += c * a[i] * b[j];
    if (i) g1 += c * i * a[i - 1] * b[j];
    if (j) g2 += c * j * a[i] * b[j - 1];
  }
  return [E, g1, g2];
};

// The same of a table, by cubic convolution.
const interpolation = (table, [low1, high1, low2, high2]) => (w1, w2) => {
  const [i, t, beyond1, width1] = cell(w1, low1, high1, table[0].length);
  const [j, u, beyond2, width2] = cell(w2, low2, high2, table.length);
  const first = Math.max(j - 1, 0);
  const rows = table.slice(first, j + 3).map((row) => cubic(four(row, i), t));
  const [E, slope2] = cubic(four(rows.map((row) => row[0]), j - first), u);
  const g1 = cubic(four(rows.map((row) => row[1]), j - first), u)[0] / width1, g2 = slope2 / width2;
  return [E + g1 * beyond1 + g2 * beyond2, g1, g2];
};

const inside = (w, low, high) => Math.min(Math.max(w, low), high);

function cell(w, low, high, entries) {
  const width = (high - low) / (entries - 1), near = inside(w, low, high), place = (near - low) / width;
  const k = Math.min(Math.trunc(place), entries - 2);
  return [k, place - k, w - near, width];
}

function four(values, k) {
  const n = values.length;
  const before = k ? values[k - 1] : 3 * values[0] - 3 * values[1] + values[2];
  const after = k + 2 < n ? values[k + 2] : 3 * values[n - 1] - 3 * values[n - 2] + values[n - 3];
  return [before, values[k], values[k + 1], after];
}

function cubic(p, t) {
  const a = 0.5 * (3 * (p[1] - p[2]) + p[3] - p[0]);
  const b = p[0] - 2.5 * p[1] + 2 * p[2] - 0.5 * p[3];
  const c = 0.5 * (p[2] - p[0]);
  return [((a * t + b) * t + c) * t + p[1], (3 * a * t + 2 * b) * t + c];
}

// The lowest place of a fine grid, then ever smaller steps downhill from it.
function lowestPlace(lookUp, [low1, high1, low2, high2], n = 40) {
  let d1 = (high1 - low1) / n, d2 = (high2 - low2) / n, at = null, best = null;
  const visit = (place) => {
    const E = lookUp(...place)[0], lower = best === null || E < best;
    if (lower) [at, best] = [place, E];
    return lower;
  };
  for (let j = 0; j <= n; j++) for (let i = 0; i <= n; i++) visit([low1 + i * d1, low2 + j * d2]);
  for (let round = 0; round < 60; round++) {
    let moved = false;
    for (const [e1, e2] of [[d1, 0], [-d1, 0], [0, d2], [0, -d2]])
      moved = visit([inside(at[0] + e1, low1, high1), inside(at[1] + e2, low2, high2)]) || moved;
    if (!moved) [d1, d2] = [d1 / 2, d2 / 2];
  }
  return at;
}

let kept = [];  // the learner's own landscape, as long as it does not change

export function landscapeOf(state, given) {
  const named = given.landscapes[state.surface];
  if (named) {
    const lookUp = polynomial(named.terms);
    return { ...named, lookUp, lowest: lookUp(...named.minima[0])[0] };
  }
  const region = given.table.length ? given.region : state.region;
  const key = JSON.stringify([state.formula, region]);
  if (kept[0] !== key || kept[2] !== given) {
    const lookUp = given.table.length
      ? interpolation(given.table, region) : polynomial(parse(state.formula) || []);
    const place = lowestPlace(lookUp, region), [low1, high1, low2, high2] = region;
    const start = [low1 + (high1 - low1) / 4, low2 + (high2 - low2) / 4];
    kept = [key, { region, start, minima: [place], lookUp, lowest: lookUp(...place)[0] }, given];
  }
  return kept[1];
}
