// The data sets of the playground, drawn as data.py draws them.
import { chance } from "../kit/chance.js";

export const EDGE = 3; // of the square that holds all points

const { cos, exp, PI, sin } = Math;

/** One place and, for a number to learn, its target: [x1, x2] or [x1, x2, y] without noise. */
const PLACES = {
  spiral(label, along) {
    const radius = 2.8 * along;
    const angle = 2.5 * PI * along + PI * label;
    return [radius * sin(angle), radius * cos(angle)];
  },
  gauss(label, _, { normal }) {
    const middle = label ? 1.3 : -1.3;
    return twice(() => middle + 0.5 * normal());
  },
  circle(label, _, { uniform }) {
    const angle = 2 * PI * uniform();
    const radius = label ? 1.1 * uniform() : 1.8 + uniform();
    return [radius * cos(angle), radius * sin(angle)];
  },
  XOR(label, _, { uniform }) {
    const [x1, x2] = anywhere(uniform);
    const isOne = x1 * x2 < 0;
    return [x1, isOne === (label === 1) ? x2 : -x2];
  },
  plane(_label, _, { uniform }) {
    const [x1, x2] = anywhere(uniform);
    return [x1, x2, (x1 + x2) / 4];
  },
  hills(_label, _, { uniform }) {
    const [x1, x2] = anywhere(uniform);
    const hill = (a, b) => exp(-((x1 - a) ** 2) - (x2 - b) ** 2);
    return [x1, x2, hill(-1.5, 1.5) - hill(1.5, 1.5) - hill(-1.5, -1.5) + hill(1.5, -1.5)];
  },
};

const twice = (draw) => [0, 1].map(draw);
const anywhere = (uniform) => twice(() => 2.8 * (2 * uniform() - 1));

/** Rows [x1, x2, y] in random order; noise moves the points of two classes, else the targets. */
export function sample({ dataset, noise, points, data_seed, rows }) {
  const draw = chance(data_seed);
  if (rows) return draw.shuffle(rows);
  const shift = (x) => x + noise * draw.normal();
  const moved = (x) => Math.max(-EDGE, Math.min(EDGE, shift(x)));
  const row = (_, k) => {
    const label = k % 2;
    const along = (2 * Math.floor(k / 2) + 2) / points;
    const [x1, x2, y] = PLACES[dataset](label, along, draw);
    return y === undefined ? [moved(x1), moved(x2), label] : [x1, x2, shift(y)];
  };
  return draw.shuffle(Array.from({ length: points }, row));
}
