// The plot kit: panels with axes on one canvas, in colours by name that follow the theme.
// What an explorer may call is told at the head of base.js.
import { drawAxes } from "./axes.js";
import { penOf, write } from "./pen.js";
import { scale } from "./scales.js";
import { shapes } from "./shapes.js";

const COLOURS = [
  "ink",
  "paper",
  "grid",
  "grey",
  "blue",
  "vermillion",
  "green",
  "orange",
  "purple",
  "sky",
  "yellow",
  "positive",
  "negative",
];

export function plotter(canvas, root) {
  const context = canvas.getContext("2d");
  const plot = { context, theme: null, heat: document.createElement("canvas") };

  plot.begin = (width, height, narrow, stacked) => {
    plot.theme ||= themeOf(root);
    Object.assign(plot, { width, height, narrow, stacked, panels: {}, count: 0 });
    fit(canvas, width, height);
    context.fillStyle = plot.theme.paper;
    context.fillRect(0, 0, width, height);
  };

  plot.colour = (name = "ink") => plot.theme[name] || name;

  plot.panel = (spec) => {
    const { width, height, stacked } = plot;
    const [x, y, w, h] = spec.box;
    const box = stacked
      ? { x: 0, y: plot.count * stacked, w: width, h: stacked }
      : { x: x * width, y: y * height, w: w * width, h: h * height };
    plot.count += 1;
    const made = panel(plot, spec, box);
    plot.panels[spec.id || plot.count] = made;
    return made;
  };
  return plot;
}

function themeOf(root) {
  const style = getComputedStyle(root);
  return Object.fromEntries(
    COLOURS.map((name) => [name, style.getPropertyValue(`--ck-${name}`).trim()]),
  );
}

/** Give the canvas as many pixels as the screen has for it. */
function fit(canvas, width, height) {
  const sharp = window.devicePixelRatio || 1;
  const [across, down] = [Math.round(width * sharp), Math.round(height * sharp)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.height = `${height}px`;
  }
  canvas.getContext("2d").setTransform(sharp, 0, 0, sharp, 0, 0);
}

function panel(plot, spec, box) {
  const { xlim = [0, 1], ylim = [0, 1], log = "", axes = true, title } = spec;
  const area = areaOf(spec, box, xlim, ylim);
  const [px, x] = scale(xlim, area.x, area.w, log.includes("x"));
  const [py, y] = scale([ylim[1], ylim[0]], area.y, area.h, log.includes("y"));
  const made = { px, py, x, y, xlim, ylim, area };
  const pen = penOf(plot, made);
  Object.assign(made, shapes(plot, made, pen));
  if (axes) drawAxes(plot, spec, made, pen);
  if (title) {
    write(plot, title, box.x + 4, box.y + 11, { bold: true, size: 13, widest: box.w - 8 });
  }
  return made;
}

/** Where the drawing goes: the box without the room for numbers, labels and the title. */
function areaOf({ axes = true, xlabel, ylabel, title, equal }, box, xlim, ylim) {
  const left = axes ? 48 + (ylabel ? 18 : 0) : 4;
  const below = axes ? 22 + (xlabel ? 16 : 0) : 4;
  const above = title ? 24 : 8;
  const [w, h] = [Math.max(1, box.w - left - (axes ? 18 : 12)), Math.max(1, box.h - above - below)];
  const area = { x: box.x + left, y: box.y + above, w, h };
  if (!equal) return area;
  const [wide, high] = [xlim, ylim].map(([from, to]) => Math.abs(to - from));
  const unit = Math.min(w / wide, h / high);
  area.x += (w - unit * wide) / 2;
  area.y += (h - unit * high) / 2;
  return { ...area, w: unit * wide, h: unit * high };
}
