// The axes of a panel.
import { polyline, write } from "./pen.js";
import { ticks } from "./scales.js";

/** A grid with numbers, the two axes, and their labels. */
export function drawAxes(plot, { xticks, yticks, xlabel, ylabel, log = "" }, panel, pen) {
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
