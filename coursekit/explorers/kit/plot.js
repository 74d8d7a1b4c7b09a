// The plot kit: panels with axes on one canvas, in colours by name that follow the theme.
// What an explorer may call is told at the head of base.js.
import { heatPicture } from "./heat.js";
import { scale, ticks } from "./scales.js";

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

/** Return a function that sets the pen, and fills and strokes a path within the panel. */
function penOf({ context, colour }, { area }) {
  return (look, fill, paint) => {
    const { width = 1.5, dash = [], alpha = 1 } = look;
    context.save();
    context.beginPath();
    context.rect(area.x - 1, area.y - 1, area.w + 2, area.h + 2);
    context.clip();
    context.beginPath();
    context.strokeStyle = colour(look.colour);
    context.lineWidth = width;
    context.setLineDash(dash);
    context.globalAlpha = alpha;
    context.fillStyle = colour(fill);
    paint();
    if (fill) context.fill();
    if (width) context.stroke();
    context.restore();
  };
}

function write({ context, colour }, words, x, y, look) {
  const { align = "left", baseline = "middle", size = 12, bold, halo, plate, widest } = look;
  context.font = `${bold ? "bold " : ""}${size}px system-ui, sans-serif`;
  context.textAlign = align;
  context.textBaseline = baseline;
  context.strokeStyle = colour("paper");
  context.lineWidth = 3;
  if (plate) drawPlate(context, words, x, y, look, colour("paper"));
  if (halo) context.strokeText(words, x, y);
  context.fillStyle = colour(look.colour);
  context.fillText(words, x, y, widest);
}

/** A ground for words, so that no line crosses them. */
function drawPlate(context, words, x, y, { align = "left", size = 12 }, paper) {
  const width = context.measureText(words).width + 6;
  const before = { left: 3, center: width / 2, right: width - 3 }[align];
  context.fillStyle = paper;
  context.fillRect(x - before, y - 0.6 * size, width, 1.2 * size);
}

/** What can be drawn into a panel. */
function shapes(plot, { px, py, xlim, ylim }, pen) {
  const { context, colour } = plot;
  const isKnown = (point) =>
    point && point[0] != null && point[1] != null && !Number.isNaN(px(point[0]) + py(point[1]));
  const rectangle = (x0, y0, x1, y1) => [px(x0), py(y0), px(x1) - px(x0), py(y1) - py(y0)];

  function line(points, look = {}) {
    pen(look, look.fill, () => {
      let isDown = false;
      for (const point of points) {
        const known = isKnown(point);
        if (known && isDown) context.lineTo(px(point[0]), py(point[1]));
        else if (known) context.moveTo(px(point[0]), py(point[1]));
        isDown = known;
      }
    });
  }

  function dots(points, { size = 4.5, marker, edge, rim = 1, alpha, colour: name } = {}) {
    const isCross = marker === "cross";
    const look = isCross
      ? { colour: name, width: size / 2, alpha }
      : { colour: edge, width: rim, alpha };
    pen(look, isCross ? "" : colour(name), () => {
      for (const [x, y] of points.filter(isKnown)) mark(context, px(x), py(y), size, marker);
    });
  }

  function bars(heights, { size = 0.8, colour: name } = {}) {
    const ground = Math.max(Math.min(...ylim), Math.min(0, Math.max(...ylim)));
    pen({ width: 1 }, colour(name), () => {
      for (const [x, height] of heights.filter(isKnown)) {
        context.rect(...rectangle(x - size / 2, ground, x + size / 2, height));
      }
    });
  }

  function arrow(from, to, look = {}) {
    if (!isKnown(from) || !isKnown(to)) return;
    const [start, tip] = [from, to].map(([x, y]) => [px(x), py(y)]);
    const way = Math.atan2(tip[1] - start[1], tip[0] - start[0]);
    const size = Math.min(9, Math.hypot(tip[0] - start[0], tip[1] - start[1]));
    const wing = (turn) => [
      tip[0] + size * Math.cos(way + turn),
      tip[1] + size * Math.sin(way + turn),
    ];
    pen(look, "", () => polyline(context, [start, tip]));
    const head = { ...look, dash: [] };
    pen(head, colour(look.colour), () => polyline(context, [tip, wing(2.7), wing(-2.7)]));
  }

  /** Row 0 of the matrix is drawn at the top. */
  function heat(matrix, look = {}) {
    if (!matrix.length || !matrix[0].length) return;
    const { smooth = false, box = [xlim[0], ylim[1], xlim[1], ylim[0]] } = look;
    const picture = heatPicture(matrix, look, colour, plot.heat);
    pen({ ...look, width: 0 }, "", () => {
      context.imageSmoothingEnabled = smooth;
      context.drawImage(picture, ...rectangle(...box));
    });
  }

  return {
    line,
    segment: (from, to, look) => line([from, to], look),
    dots,
    bars,
    arrow,
    heat,
    rect: (x0, y0, x1, y1, look = {}) =>
      pen(look, look.fill, () => context.rect(...rectangle(x0, y0, x1, y1))),
    text: (x, y, words, look) =>
      write(plot, words, px(x), py(y), { size: 13, halo: !look?.bare, ...look }),
  };
}

/** A grid with numbers, the two axes, and their labels. */
function drawAxes(plot, { xticks, yticks, xlabel, ylabel, log = "" }, panel, pen) {
  const { px, py, area, xlim, ylim } = panel;
  const { context } = plot;
  const [left, foot] = [area.x, area.y + area.h];
  const path = (...points) =>
    pen({ colour: "grid", width: 1 }, "", () => polyline(context, points));
  for (const [at, words] of xticks || ticks(xlim, area.w / 70, log.includes("x"))) {
    path([px(at), area.y], [px(at), foot]);
    write(plot, words, px(at), foot + 11, { align: "center" });
  }
  for (const [at, words] of yticks || ticks(ylim, area.h / 40, log.includes("y"))) {
    path([left, py(at)], [left + area.w, py(at)]);
    write(plot, words, left - 5, py(at), { align: "right" });
  }
  const corner = [
    [left, area.y],
    [left, foot],
    [left + area.w, foot],
  ];
  pen({ width: 2 }, "", () => polyline(context, corner));
  if (xlabel) write(plot, xlabel, left + area.w / 2, foot + 29, { align: "center" });
  if (!ylabel) return;
  context.save();
  context.translate(left - 57, area.y + area.h / 2);
  context.rotate(-Math.PI / 2);
  write(plot, ylabel, 0, 0, { align: "center", widest: area.h + 20 });
  context.restore();
}

function polyline(context, [first, ...rest]) {
  context.moveTo(...first);
  for (const point of rest) context.lineTo(...point);
}

/** Add the outline of a marker to the path. */
function mark(context, x, y, radius, marker) {
  const corners = { triangle: 3, diamond: 4 }[marker];
  if (marker === "square") {
    context.rect(x - 0.9 * radius, y - 0.9 * radius, 1.8 * radius, 1.8 * radius);
  } else if (marker === "cross") {
    polyline(context, [
      [x - radius, y - radius],
      [x + radius, y + radius],
    ]);
    polyline(context, [
      [x - radius, y + radius],
      [x + radius, y - radius],
    ]);
  } else if (corners) {
    polygon(context, x, y, 1.25 * radius, corners);
  } else {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

function polygon(context, x, y, radius, corners) {
  const at = (k) => {
    const turn = (2 * Math.PI * k) / corners - Math.PI / 2;
    return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)];
  };
  polyline(
    context,
    Array.from({ length: corners }, (_, k) => at(k)),
  );
  context.closePath();
}
