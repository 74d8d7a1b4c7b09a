// Lines, grounds and words on the canvas of a plot.

/** Return a function that sets the pen, and fills and strokes a path within the panel. */
export function penOf({ context, colour }, { area }) {
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

export function write({ context, colour }, words, x, y, look) {
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

/** Add lines from point to point to the path. */
export function polyline(context, [first, ...rest]) {
  context.moveTo(...first);
  for (const point of rest) context.lineTo(...point);
}
