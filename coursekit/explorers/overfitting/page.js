// Early stopping on recorded runs; the same numbers as explorer.py.
import { explorer, say } from "../kit/base.js";

function runOf(state, given) {
  if (given.own) return [given.own.loss, given.own.val_loss];
  const run = given.runs[`${state.size} ${state.dropout} ${state.seed}`];
  return [run.loss, run.val_loss].map((values) => values.map((v) => v / 10000));
}

function earlyStopping(valLoss, patience, minDelta) {
  let best = null, bestEpoch = 0, wait = 0;
  const waits = [], bests = [];
  for (let epoch = 1; epoch <= valLoss.length; epoch++) {
    const value = valLoss[epoch - 1];
    wait += 1;
    if (best === null || value + minDelta < best) [best, bestEpoch, wait] = [value, epoch, 0];
    waits.push(wait);
    bests.push(bestEpoch);
    if (wait > 0 && wait >= patience) return [waits, bests, true];
  }
  return [waits, bests, false];
}

// whether the settings suit one's own run, or all three of the big network with dropout
function goalReached(state, given) {
  if (!given.own && (state.size !== "64-64" || state.dropout !== 0.5)) return false;
  return [0, 1, 2].every((seed) => {
    const valLoss = runOf({ ...state, seed }, given)[1];
    const [waits, bests, stopped] = earlyStopping(valLoss, state.patience, state.min_delta);
    const last = waits.length, kept = state.restore_best ? bests[last - 1] : last;
    return stopped && 2 * last <= valLoss.length && valLoss[kept - 1] <= Math.min(...valLoss) + 0.002;
  });
}

export function frame(state, given) {
  const [loss, valLoss] = runOf(state, given);
  const [waits, bests, stopped] = earlyStopping(valLoss, state.patience, state.min_delta);
  const last = waits.length, now = Math.min(state.step, last), over = now === last;
  const lowest = Math.min(...valLoss);
  const best = now ? bests[now - 1] : 0, keptEpoch = state.restore_best ? best : now;
  return {
    loss,
    val_loss: valLoss,
    epochs: valLoss.length,
    now,
    last,
    stop: stopped && over ? last : null,
    over,
    wait: now ? waits[now - 1] : 0,
    best_epoch: now ? best : null,
    kept_epoch: now ? keptEpoch : null,
    kept: keptEpoch ? valLoss[keptEpoch - 1] : null,
    current: now ? valLoss[now - 1] : null,
    bought: now ? valLoss[now - 1] - valLoss[best - 1] : null,
    lowest,
    lowest_epoch: valLoss.indexOf(lowest) + 1,
    gap: now && loss.length ? valLoss[keptEpoch - 1] - loss[keptEpoch - 1] : null,
    goal: over && goalReached(state, given),
  };
}

const title = (state, given) =>
  given.own ? "Your history" : `${state.size}, dropout ${state.dropout}, run ${state.seed + 1}`;

export function describe(state, frame, given) {
  const name = title(state, given);
  if (frame.now === 0) return `${name}: before the first epoch.`;
  let end = `epoch ${frame.now} is over, ${frame.wait} since the best one`;
  if (frame.over) end = `the record ends with epoch ${frame.now} before it is time to stop`;
  if (frame.stop !== null) end = `training stopped after epoch ${frame.stop}`;
  return `${name}: ${end}. The best epoch so far is ${frame.best_epoch}. Kept are the weights of ` +
    `epoch ${frame.kept_epoch} with a validation loss of ${say(frame.kept, 4)}; the current ones ` +
    `have ${say(frame.current, 4)}. The lowest of the whole record is ${say(frame.lowest, 4)} in ` +
    `epoch ${frame.lowest_epoch}.`;
}

function drawRun(plot, state, frame, given) {
  const { now, epochs } = frame, first = frame.val_loss[0];
  const high = 1.25 * Math.max(first, Math.min(2 * first, Math.max(...frame.val_loss)));
  const panel = plot.panel({
    id: "run", x: 0, y: 0, width: 0.72, height: 1, xlim: [0, epochs + 1], ylim: [0, high],
    xlabel: "epoch", ylabel: "loss", title: title(state, given),
  });
  if (now) panel.rect(frame.best_epoch, 0, Math.max(now, frame.best_epoch + 0.3), high, { fill: "yellow", width: 0, alpha: 0.3 });
  const lines = [[frame.loss, "blue", []], [frame.val_loss, "vermillion", [7, 4]]];
  for (const [values, colour, dash] of lines) {
    const points = values.map((v, i) => [i + 1, v]);
    panel.line(points, { colour, width: 1, dash: [1, 3] });
    panel.line(points.slice(0, now), { colour, width: 2.5, dash });
  }
  const stop = frame.stop;
  if (stop !== null) {
    panel.line([[stop, 0], [stop, high]], { colour: "ink", width: 2 });
    const left = stop > 0.6 * epochs;
    panel.text(stop + (left ? -0.01 : 0.01) * epochs, 0.1 * high, `stop: epoch ${stop}`, { align: left ? "right" : "left" });
  }
  if (now) panel.dots([[frame.kept_epoch, frame.kept]], { colour: "green", marker: "diamond", size: 7 });
  const legend = [["— training", "blue"], ["- - validation", "vermillion"], ["◆ kept", "green"]];
  legend.push([`▒ waiting: ${frame.wait}`, "ink"]);
  legend.forEach(([words, colour], i) => {
    panel.text([0.01, 0.23, 0.5, 0.68][i] * epochs, 0.95 * high, words, { colour, size: 12 });
  });
}

function drawKept(plot, frame) {
  const { kept, current, lowest } = frame, high = 1.15 * Math.max(kept || 0, current || 0, lowest);
  const names = [[1, "kept"], [2, "last"], [3, "lowest"]];
  const panel = plot.panel({
    id: "kept", x: 0.72, y: 0, width: 0.28, height: 1, xlim: [0.4, 3.6], ylim: [0, high],
    xticks: names, title: "Validation loss",
  });
  [[1, kept, "green"], [2, current, "vermillion"], [3, lowest, "grey"]].forEach(([x, value, colour]) => {
    if (value === null) return;
    panel.bars([[x, value]], { colour, size: 0.7 });
    panel.text(x, value + 0.03 * high, say(value), { align: "center", size: 12 });
  });
}

function draw(plot, state, frame, given) {
  drawRun(plot, state, frame, given);
  drawKept(plot, frame);
}

export default explorer({ frame, describe, draw });
