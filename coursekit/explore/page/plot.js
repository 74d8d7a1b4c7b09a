// The plot kit: panels with axes on one canvas, in colours by name that follow the theme.
// What an explorer may call is told at the head of base.js.
const NAMES = "ink paper grid blue vermillion green orange purple sky yellow grey".split(" ");
const FONT = "px system-ui, sans-serif";
// Low, middle and high colour of a heat map; the middle of "diverging" is the theme's paper.
const MAPS = {
  diverging: ["#0072b2", null, "#d55e00"],
  grey: ["#000000", "#808080", "#ffffff"],
  cividis: ["#00224e", "#7c7b78", "#fee838"],
};

export function plotter(canvas, root, say) {
  const c = canvas.getContext("2d");
  const plot = { c, panels: {}, theme: null };

  plot.begin = (width, height, narrow, stacked) => {
    if (!plot.theme) {
      const style = getComputedStyle(root);
      plot.theme = Object.fromEntries(NAMES.map((n) => [n, style.getPropertyValue(`--ck-${n}`).trim()]));
    }
    const sharp = window.devicePixelRatio || 1;
    const size = [Math.round(width * sharp), Math.round(height * sharp)];
    if (canvas.width !== size[0] || canvas.height !== size[1]) {
      [canvas.width, canvas.height] = size;
      canvas.style.height = `${height}px`;
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
    return (plot.panels[spec.id || `panel ${plot.count}`] = panel(plot, spec, box, say));
  };
  return plot;
}

function panel(plot, spec, box, say) {
  const { c, colour } = plot;
  const { xlim = [0, 1], ylim = [0, 1], log = "", axes = true } = spec;
  const left = box.x + (axes ? (spec.ylabel ? 58 : 42) : 4), right = box.x + box.w - 10;
  const top = box.y + (spec.title ? 24 : 8), bottom = box.y + box.h - (axes ? (spec.xlabel ? 38 : 22) : 4);
  const area = { x: left, y: top, w: Math.max(1, right - left), h: Math.max(1, bottom - top) };
  if (spec.equal) {
    const unit = Math.min(area.w / (xlim[1] - xlim[0]), area.h / Math.abs(ylim[1] - ylim[0]));
    const [w, h] = [unit * (xlim[1] - xlim[0]), unit * Math.abs(ylim[1] - ylim[0])];
    Object.assign(area, { x: area.x + (area.w - w) / 2, y: area.y + (area.h - h) / 2, w, h });
  }
  const [px, x] = scale(xlim, area.x, area.w, log.includes("x"));
  const [py, y] = scale([ylim[1], ylim[0]], area.y, area.h, log.includes("y"));
  const p = { px, py, x, y, xlim, ylim, area };

  const inside = (paint) => {
    c.save();
    c.beginPath();
    c.rect(area.x, area.y, area.w, area.h);
    c.clip();
    paint();
    c.restore();
  };
  const pen = (look) => {
    c.strokeStyle = colour(look.colour);
    c.lineWidth = look.width || 1.5;
    c.setLineDash(look.dash || []);
    c.globalAlpha = look.alpha ?? 1;
  };
  const known = (point) => point && point[0] != null && point[1] != null && !isNaN(px(point[0]) + py(point[1]));

  p.line = (points, look = {}) => inside(() => {
    pen(look);
    c.beginPath();
    let down = false;
    for (const point of points) {
      if (known(point)) c[down ? "lineTo" : "moveTo"](px(point[0]), py(point[1]));
      down = known(point);
    }
    if (look.fill) (c.fillStyle = colour(look.fill)), c.fill();
    if (look.width !== 0) c.stroke();
  });
  p.dots = (points, look = {}) => inside(() => {
    const r = look.size || 4.5;
    pen({ colour: look.edge || "ink", width: look.rim ?? 1, alpha: look.alpha });
    c.fillStyle = colour(look.colour);
    for (const point of points.filter(known)) mark(c, px(point[0]), py(point[1]), r, look);
  });
  p.bars = (bars, look = {}) => inside(() => {
    // Each bar is [x, height]; look.size is its width in units of x.
    const half = (look.size || 0.8) / 2, ground = Math.max(Math.min(...ylim), Math.min(0, Math.max(...ylim)));
    pen({ colour: "ink", width: 1 });
    c.fillStyle = colour(look.colour);
    for (const [x, h] of bars.filter(known)) {
      const at = [px(x - half), py(ground), px(x + half) - px(x - half), py(h) - py(ground)];
      c.fillRect(...at);
      c.strokeRect(...at);
    }
  });
  p.rect = (x0, y0, x1, y1, look = {}) => {
    const at = [px(x0), py(y0), px(x1) - px(x0), py(y1) - py(y0)];
    pen(look);
    if (look.fill) (c.fillStyle = colour(look.fill)), c.fillRect(...at);
    c.globalAlpha = 1;
    if (look.width !== 0) c.strokeRect(...at);
  };
  p.arrow = (from, to, look = {}) => inside(() => {
    if (!known(from) || !known(to)) return;
    const [a, b, d, e] = [px(from[0]), py(from[1]), px(to[0]), py(to[1])];
    const way = Math.atan2(e - b, d - a), head = Math.min(9, Math.hypot(d - a, e - b));
    pen(look);
    c.fillStyle = c.strokeStyle;
    c.beginPath();
    c.moveTo(a, b);
    c.lineTo(d, e);
    c.stroke();
    c.setLineDash([]);
    c.beginPath();
    c.moveTo(d, e);
    for (const turn of [2.7, -2.7]) c.lineTo(d + head * Math.cos(way + turn), e + head * Math.sin(way + turn));
    c.fill();
  });
  p.text = (x, y, words, look = {}) => {
    c.font = `${look.bold ? "bold " : ""}${look.size || 13}${FONT}`;
    c.textAlign = look.align || "left";
    c.textBaseline = look.baseline || "middle";
    c.globalAlpha = 1;
    if (!look.bare) {
      c.setLineDash([]);
      c.strokeStyle = plot.theme.paper;
      c.lineWidth = 3;
      c.strokeText(words, px(x), py(y));
    }
    c.fillStyle = colour(look.colour);
    c.fillText(words, px(x), py(y));
  };
  // Row 0 of the matrix is drawn at the top, over the whole panel or look.box = [x0, y0, x1, y1].
  p.heat = (matrix, look = {}) => {
    const rows = matrix.length, columns = rows && matrix[0].length;
    if (!columns) return;
    const { low = 0, high = 1, map = "cividis", box = [xlim[0], ylim[1], xlim[1], ylim[0]] } = look;
    const table = gradient(MAPS[map], plot.theme.paper);
    const small = (plot.small ||= document.createElement("canvas"));
    [small.width, small.height] = [columns, rows];
    const picture = new ImageData(columns, rows), pixels = new Uint32Array(picture.data.buffer);
    for (let i = 0, k = 0; i < rows; i++)
      for (let j = 0; j < columns; j++, k++) {
        const share = (matrix[i][j] - low) / (high - low);
        pixels[k] = share >= 0 || share < 0 ? table[Math.max(0, Math.min(255, Math.round(255 * share)))] : 0;
      }
    small.getContext("2d").putImageData(picture, 0, 0);
    c.globalAlpha = look.alpha ?? 1;
    c.imageSmoothingEnabled = !!look.smooth;
    c.drawImage(small, px(box[0]), py(box[1]), px(box[2]) - px(box[0]), py(box[3]) - py(box[1]));
    c.globalAlpha = 1;
  };

  frame();
  return p;

  function frame() {
    c.lineWidth = 1;
    c.globalAlpha = 1;
    c.setLineDash([]);
    c.strokeStyle = colour("grid");
    c.fillStyle = colour("ink");
    c.font = `12${FONT}`;
    if (axes) {
      c.beginPath();
      c.textAlign = "center";
      c.textBaseline = "top";
      for (const [at, words] of spec.xticks || ticks(xlim, area.w / 70, log.includes("x"), say)) {
        c.moveTo(px(at), area.y);
        c.lineTo(px(at), area.y + area.h);
        c.fillText(words, px(at), area.y + area.h + 5);
      }
      c.textAlign = "right";
      c.textBaseline = "middle";
      for (const [at, words] of spec.yticks || ticks(ylim, area.h / 40, log.includes("y"), say)) {
        c.moveTo(area.x, py(at));
        c.lineTo(area.x + area.w, py(at));
        c.fillText(words, area.x - 5, py(at));
      }
      c.stroke();
      c.strokeStyle = colour("ink");
      c.beginPath();
      c.moveTo(area.x, area.y);
      c.lineTo(area.x, area.y + area.h);
      c.lineTo(area.x + area.w, area.y + area.h);
      c.stroke();
      c.textAlign = "center";
      if (spec.xlabel) c.fillText(spec.xlabel, area.x + area.w / 2, area.y + area.h + 29);
      if (spec.ylabel) {
        c.save();
        c.translate(area.x - 48, area.y + area.h / 2);
        c.rotate(-Math.PI / 2);
        c.fillText(spec.ylabel, 0, 0);
        c.restore();
      }
    }
    c.textAlign = "left";
    c.textBaseline = "middle";
    c.font = `bold 13${FONT}`;
    if (spec.title) c.fillText(spec.title, box.x + 4, box.y + 11, box.w - 8);
  }
}

// From values to pixels and back; far pixels are cut to keep the canvas happy.
function scale([a, b], start, length, log) {
  const f = log ? (v) => Math.log10(v > 0 ? v : NaN) : (v) => v;
  const from = f(a), span = f(b) - from || 1;
  return [
    (v) => Math.max(-1e5, Math.min(1e5, start + ((f(v) - from) / span) * length)),
    (pixel) => { const v = from + ((pixel - start) / length) * span; return log ? 10 ** v : v; },
  ];
}

function ticks([a, b], most, log, say) {
  const found = [];
  if (log) {
    const [low, high] = [Math.ceil(Math.log10(a) - 1e-9), Math.floor(Math.log10(b) + 1e-9)];
    const step = Math.max(1, Math.ceil((high - low) / most));
    for (let e = low; e <= high; e += step)
      found.push([10 ** e, e >= -2 && e <= 3 ? say(10 ** e) : say(1.5 * 10 ** e).replace("1.5 × ", "")]);
    return found;
  }
  const [low, high] = a < b ? [a, b] : [b, a];
  const raw = (high - low) / Math.max(2, most), base = 10 ** Math.floor(Math.log10(raw));
  const step = base * [1, 2, 5, 10].find((m) => m * base >= raw * 0.999);
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) found.push([i * step, say(i * step)]);
  return found;
}

function mark(c, x, y, r, look) {
  c.beginPath();
  if (look.marker === "square") c.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (look.marker === "cross") {
    c.lineWidth = r / 2;
    c.strokeStyle = c.fillStyle;
    for (const k of [1, -1]) c.moveTo(x - r, y - k * r), c.lineTo(x + r, y + k * r);
  } else if (look.marker === "triangle" || look.marker === "diamond") {
    const corners = look.marker === "triangle" ? 3 : 4;
    for (let i = 0; i < corners; i++) {
      const turn = (2 * Math.PI * i) / corners - Math.PI / 2;
      c.lineTo(x + 1.25 * r * Math.cos(turn), y + 1.25 * r * Math.sin(turn));
    }
    c.closePath();
  } else c.arc(x, y, r, 0, 2 * Math.PI);
  c.fill();
  if (look.rim !== 0) c.stroke();
}

// 256 colours as the bytes of an ImageData, between three.
function gradient(stops, paper) {
  const key = stops.join() + paper;
  if (gradient[key]) return gradient[key];
  const rgb = stops.map((s) => [1, 3, 5].map((i) => parseInt((s || paper).slice(i, i + 2), 16)));
  return (gradient[key] = Uint32Array.from({ length: 256 }, (_, i) => {
    const at = (i / 255) * 2, k = Math.min(1, Math.floor(at));
    const [r, g, b] = rgb[k].map((v, n) => Math.round(v + (at - k) * (rgb[k + 1][n] - v)));
    return (255 << 24) | (b << 16) | (g << 8) | r;
  }));
}
