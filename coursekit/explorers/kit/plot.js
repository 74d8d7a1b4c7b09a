// The plot kit: panels with axes on one canvas, in colours by name that follow the theme.
// What an explorer may call is told at the head of base.js.
const NAMES = "ink paper grid grey blue vermillion green orange purple sky yellow".split(" ");
// Low, middle and high colour of a heat map; the middle of "diverging" is the theme's paper.
const MAPS = {
  diverging: ["#0072b2", "", "#d55e00"],
  grey: ["#000000", "#808080", "#ffffff"],
  cividis: ["#00224e", "#7c7b78", "#fee838"],
};

export function plotter(canvas, root, say) {
  const c = canvas.getContext("2d");
  const plot = { c, theme: null };

  plot.begin = (width, height, narrow, stacked) => {
    if (!plot.theme) {
      const style = getComputedStyle(root);
      plot.theme = Object.fromEntries(NAMES.map((n) => [n, style.getPropertyValue("--ck-" + n).trim()]));
    }
    const sharp = window.devicePixelRatio || 1;
    const [w, h] = [Math.round(width * sharp), Math.round(height * sharp)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
      canvas.style.height = height + "px";
    }
    c.setTransform(sharp, 0, 0, sharp, 0, 0);
    Object.assign(plot, { width, height, narrow, stacked, panels: {}, count: 0 });
    c.fillStyle = plot.theme.paper;
    c.fillRect(0, 0, width, height);
  };

  plot.colour = (name = "ink") => plot.theme[name] || name;

  plot.panel = (spec) => {
    const { width: W, height: H, stacked } = plot;
    const box = stacked
      ? { x: 0, y: plot.count * stacked, w: W, h: stacked }
      : { x: spec.x * W, y: spec.y * H, w: spec.width * W, h: spec.height * H };
    plot.count++;
    return (plot.panels[spec.id || plot.count] = panel(plot, spec, box, say));
  };
  return plot;
}

function panel(plot, spec, box, say) {
  const { c, colour } = plot;
  const { xlim = [0, 1], ylim = [0, 1], log = "", axes = true, xlabel, ylabel, title } = spec;
  const before = axes ? (ylabel ? 66 : 48) : 4, below = axes ? (xlabel ? 38 : 22) : 4, above = title ? 24 : 8;
  const area = {
    x: box.x + before, y: box.y + above,
    w: Math.max(1, box.w - before - 12), h: Math.max(1, box.h - above - below),
  };
  if (spec.equal) {
    const [wide, high] = [xlim, ylim].map(([a, b]) => Math.abs(b - a));
    const unit = Math.min(area.w / wide, area.h / high);
    area.x += (area.w - unit * wide) / 2;
    area.y += (area.h - unit * high) / 2;
    area.w = unit * wide;
    area.h = unit * high;
  }
  const [px, x] = scale(xlim, area.x, area.w, log.includes("x"));
  const [py, y] = scale([ylim[1], ylim[0]], area.y, area.h, log.includes("y"));

  const known = (p) => p && p[0] != null && p[1] != null && !isNaN(px(p[0]) + py(p[1]));
  const rect = (x0, y0, x1, y1) => [px(x0), py(y0), px(x1) - px(x0), py(y1) - py(y0)];
  const polyline = (points) => points.forEach((at, i) => c[i ? "lineTo" : "moveTo"](...at));

  // Set the pen, paint within the panel, and fill and stroke the path that was made.
  function draw(look, fill, paint) {
    const { width = 1.5, dash = [], alpha = 1 } = look;
    c.save();
    c.beginPath();
    c.rect(area.x - 1, area.y - 1, area.w + 2, area.h + 2);
    c.clip();
    c.beginPath();
    c.strokeStyle = colour(look.colour);
    c.lineWidth = width;
    c.setLineDash(dash);
    c.globalAlpha = alpha;
    c.fillStyle = colour(fill);
    paint();
    if (fill) c.fill();
    if (width) c.stroke();
    c.restore();
  }

  function write(words, x, y, { align = "left", baseline = "middle", size = 12, bold, colour: name, halo } = {}, width) {
    c.font = `${bold ? "bold " : ""}${size}px system-ui, sans-serif`;
    c.textAlign = align;
    c.textBaseline = baseline;
    c.strokeStyle = colour("paper");
    c.lineWidth = 3;
    if (halo) c.strokeText(words, x, y);
    c.fillStyle = colour(name);
    c.fillText(words, x, y, width);
  }

  function line(points, look = {}) {
    draw(look, look.fill, () => {
      let down = false;
      for (const p of points) {
        const on = known(p);
        if (on) c[down ? "lineTo" : "moveTo"](px(p[0]), py(p[1]));
        down = on;
      }
    });
  }

  function dots(points, look = {}) {
    const { size = 4.5, marker, edge, rim = 1, alpha } = look, cross = marker === "cross";
    const pen = cross ? { colour: look.colour, width: size / 2, alpha } : { colour: edge, width: rim, alpha };
    draw(pen, cross ? "" : colour(look.colour), () => {
      for (const p of points) if (known(p)) mark(c, px(p[0]), py(p[1]), size, marker);
    });
  }

  function bars(bars, { size = 0.8, colour: name } = {}) {
    const half = size / 2, ground = Math.max(Math.min(...ylim), Math.min(0, Math.max(...ylim)));
    draw({ width: 1 }, colour(name), () => {
      for (const [x, h] of bars.filter(known)) c.rect(...rect(x - half, ground, x + half, h));
    });
  }

  function arrow(from, to, look = {}) {
    if (!known(from) || !known(to)) return;
    const [x0, y0, x1, y1] = [px(from[0]), py(from[1]), px(to[0]), py(to[1])];
    const way = Math.atan2(y1 - y0, x1 - x0), size = Math.min(9, Math.hypot(x1 - x0, y1 - y0));
    const wing = (turn) => [x1 + size * Math.cos(way + turn), y1 + size * Math.sin(way + turn)];
    draw(look, "", () => polyline([[x0, y0], [x1, y1]]));
    draw({ ...look, dash: [] }, colour(look.colour), () => polyline([[x1, y1], wing(2.7), wing(-2.7)]));
  }

  // Row 0 of the matrix is drawn at the top.
  function heat(matrix, look = {}) {
    const rows = matrix.length, columns = rows && matrix[0].length;
    const { low = 0, high = 1, map = "cividis", smooth = false, box = [xlim[0], ylim[1], xlim[1], ylim[0]] } = look;
    if (!columns) return;
    const table = gradient(MAPS[map].map((stop) => stop || colour("paper")));
    const small = (plot.small ||= document.createElement("canvas"));
    [small.width, small.height] = [columns, rows];
    const picture = new ImageData(columns, rows), pixels = new Uint32Array(picture.data.buffer);
    matrix.forEach((row, i) => row.forEach((value, j) => {
      const share = Math.round((255 * (value - low)) / (high - low));
      if (value !== null) pixels[i * columns + j] = table[Math.max(0, Math.min(255, share || 0))];
    }));
    small.getContext("2d").putImageData(picture, 0, 0);
    draw({ ...look, width: 0 }, "", () => {
      c.imageSmoothingEnabled = smooth;
      c.drawImage(small, ...rect(...box));
    });
  }

  if (axes) {
    const { x: left, y: top, w, h } = area, foot = top + h;
    const rule = (...points) => draw({ colour: "grid", width: 1 }, "", () => polyline(points));
    for (const [at, words] of spec.xticks || ticks(xlim, w / 70, log.includes("x"), say)) {
      rule([px(at), top], [px(at), foot]);
      write(words, px(at), foot + 11, { align: "center" });
    }
    for (const [at, words] of spec.yticks || ticks(ylim, h / 40, log.includes("y"), say)) {
      rule([left, py(at)], [left + w, py(at)]);
      write(words, left - 5, py(at), { align: "right" });
    }
    draw({ width: 2 }, "", () => polyline([[left, top], [left, foot], [left + w, foot]]));
    if (xlabel) write(xlabel, left + w / 2, foot + 29, { align: "center" });
    if (ylabel) {
      c.save();
      c.translate(left - 57, top + h / 2);
      c.rotate(-Math.PI / 2);
      write(ylabel, 0, 0, { align: "center" }, h + 20);
      c.restore();
    }
  }
  if (title) write(title, box.x + 4, box.y + 11, { bold: true, size: 13 }, box.w - 8);

  return {
    px, py, x, y, xlim, ylim, area, line, dots, bars, arrow, heat,
    rect: (x0, y0, x1, y1, look = {}) => draw(look, look.fill, () => c.rect(...rect(x0, y0, x1, y1))),
    text: (x, y, words, look) => write(words, px(x), py(y), { size: 13, halo: !look?.bare, ...look }),
  };
}

// From values to pixels and back; far pixels are cut to keep the canvas happy.
function scale([a, b], start, length, log) {
  const f = log ? (v) => (v > 0 ? Math.log10(v) : NaN) : (v) => v, from = f(a), span = f(b) - from || 1;
  const back = (pixel) => from + ((pixel - start) / length) * span;
  return [
    (v) => Math.max(-1e5, Math.min(1e5, start + ((f(v) - from) / span) * length)),
    (pixel) => (log ? 10 ** back(pixel) : back(pixel)),
  ];
}

function ticks(ends, most, log, say) {
  const [low, high] = ends.map((v) => (log ? Math.log10(v) : v)).sort((a, b) => a - b);
  const raw = (high - low) / Math.max(2, most), base = log ? 1 : 10 ** Math.floor(Math.log10(raw));
  const step = log ? Math.ceil(raw) : base * [1, 2, 5, 10].find((m) => m * base >= raw * 0.999);
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++)
    found.push(log ? [10 ** (i * step), say(10 ** (i * step)).replace("1 × ", "")] : [i * step, say(i * step)]);
  return found;
}

function mark(c, x, y, r, marker) {
  const corners = { triangle: 3, diamond: 4 }[marker];
  if (marker === "square") c.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  else if (marker === "cross") {
    for (const k of [r, -r]) c.moveTo(x - r, y - k), c.lineTo(x + r, y + k);
  } else if (corners) {
    for (let i = 0; i < corners; i++) {
      const turn = (2 * Math.PI * i) / corners - Math.PI / 2;
      c[i ? "lineTo" : "moveTo"](x + 1.25 * r * Math.cos(turn), y + 1.25 * r * Math.sin(turn));
    }
    c.closePath();
  } else {
    c.moveTo(x + r, y);
    c.arc(x, y, r, 0, 2 * Math.PI);
  }
}

// 256 colours between three, as the bytes of an ImageData.
function gradient(stops) {
  const rgb = stops.map((stop) => [1, 3, 5].map((i) => parseInt(stop.slice(i, i + 2), 16)));
  return (gradient[stops] ||= Uint32Array.from({ length: 256 }, (_, i) => {
    const k = i < 128 ? 0 : 1, share = i / 127.5 - k;
    return rgb[k].reduce((sum, v, n) => sum + (Math.round(v + share * (rgb[k + 1][n] - v)) << (8 * n)), 255 << 24);
  }));
}
