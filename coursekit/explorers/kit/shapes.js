// What can be drawn into a panel: lines, dots, bars, arrows, pictures of heat, and words.
import { heatPicture } from "./heat.js";
import { polyline, write } from "./pen.js";

/** What can be drawn into a panel. */
export function shapes(plot, { px, py, xlim, ylim }, pen) {
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
