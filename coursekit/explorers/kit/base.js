/**
 * What all explorers share in the page: controls, Step/Play/Pause/Reset, canvas, handles, read-out.
 *
 * A `page.js` ends with
 *
 *   export function frame(state, given) { return {…}; }            // the numbers of Python's frame
 *   export function describe(state, frame, given) { return "…"; } // the words of Python's describe
 *   export default explorer({ frame, describe, draw, … });
 *
 * Python's `given` arrives as `given` ({} without one).  It imports from its own folder and from
 * "../kit/…": `say` from words.js, `h` and `button` from elements.js, `chance` from chance.js.
 *
 * explorer({
 *   frame, describe,                   // pure; frame(state).goal: bool; .last: where Play ends
 *   draw(plot, state, frame, given),   // everything anew each time, onto one canvas
 *   aspect: 0.45,                      // height/width of the canvas when wide
 *   tallest: 400,                      // … but no more pixels than these, for the controls' sake
 *   narrow: 1.4,                       // … when narrower than 560 px.  Without it all panels are
 *                                      //   stacked there, one below the other; with it you place
 *                                      //   them yourself by `plot.narrow` (true or false).
 *   handles(state, frame, given) → [{  // things to drag; a real button lies over each
 *     id, label, panel, x, y,          // panel: id of a panel; x, y: its units
 *     move(state, x, y) → changes,     // pointer and arrow keys; x, y come rounded
 *     keys: { Enter: (state) → changes, Delete: … },  // optional; a click without a move is Enter;
 *                                      //   an arrow named here acts in place of move
 *     value,                           // optional words read aloud in place of "x, y"
 *     shape: "square" }],              // else a circle; "bare" for nothing, where draw shows it
 *   press(state, panelId, x, y, frame, given) → changes or null,   // a click on the canvas
 *   extra(root, view) → update(state, frame) or nothing,           // own page elements
 *   also(changes, given) → more changes,                         // as { step: 0 } when data change
 *   check(state, given) → "" or a sentence,                        // what controls cannot check
 * })
 *
 * Changes are parts of the state, { lr: 0.2 }; numbers beyond a control's range are cut to it.
 * `extra` puts elements into `root`, after the controls, into `view.under`, below the picture, or
 * into `view.below`, after the fold.
 * It reads view.state, view.frame and view.given, and calls view.go(changes); view.name(part) is an
 * id that nobody else has.
 *
 * plot.panel({ id, box: [x, y, width, height],    // fractions of the canvas, y from the top
 *   xlim, ylim, xlabel, ylabel, title,            // xlim, ylim: [from, to]
 *   log: "x" | "y" | "xy", equal: true,           // equal: one unit is as long in x as in y
 *   axes: false, xticks: [[value, words], …], yticks })
 * → { px(x), py(y), x(px), y(py), xlim, ylim, area: {x, y, w, h},
 *     line(points, {colour, width, dash: [6, 4], alpha, fill}),        // a null point breaks it
 *     segment(from, to, {…}),                                          // a line of two points
 *     dots(points, {colour, marker, size, edge, rim, alpha}),
 *                             // marker: circle, square, triangle, cross or diamond
 *     bars([[x, height], …], {colour, size}), arrow(from, to, {colour, width}),
 *     rect(x0, y0, x1, y1, {colour, width, dash, fill, alpha}),        // width 0: no outline
 *     text(x, y, words, {colour, size, align, baseline, bold, bare, plate}),
 *                             // bare: without a halo; plate: on paper that hides lines below it
 *     heat(matrix, {low, high, map, alpha, smooth, box: [x0, y0, x1, y1]}) }
 *                             // map: diverging, grey or cividis
 * plot.colour(name), plot.context (the 2-D context), plot.width, plot.height, plot.narrow.
 * Colours: ink paper grid grey blue vermillion green orange purple sky yellow, or any CSS colour;
 * positive and negative for signs and classes (looks.js).
 */
import { View } from "./view.js";

export function explorer(spec) {
  const render = (place) => {
    const view = new View(spec, place);
    return () => view.remove();
  };
  return { ...spec, render };
}
