// Early stopping on recorded runs; the same numbers as explorer.py.
import { explorer } from "../kit/base.js";
import { TRAINING, VALIDATION } from "../kit/looks.js";
import { say } from "../kit/words.js";

const UNIT = 10000; // recorded losses are whole numbers of ten-thousandths
const SEEDS = [0, 1, 2];

/** Training and validation loss, one number an epoch. */
function runOf(state, given) {
  if (given.own) return [given.own.loss, given.own.val_loss];
  const run = given.runs[`${state.size} ${state.dropout} ${state.seed}`];
  return [run.loss, run.val_loss].map((values) => values.map((value) => value / UNIT));
}

/** After each epoch: epochs since the best one, the best one; and whether training was stopped. */
function earlyStopping(valLoss, patience, minDelta) {
  let best = null;
  let bestEpoch = 0;
  let wait = 0;
  const waits = [];
  const bests = [];
  for (let epoch = 1; epoch <= valLoss.length; epoch++) {
    const value = valLoss[epoch - 1];
    wait += 1;
    if (best === null || value + minDelta < best) {
      best = value;
      bestEpoch = epoch;
      wait = 0;
    }
    waits.push(wait);
    bests.push(bestEpoch);
    if (wait > 0 && wait >= patience) return [waits, bests, true];
  }
  return [waits, bests, false];
}

/** Whether the settings suit one's own run, or all three of the big network with dropout. */
function isGoalReached(state, given) {
  if (!given.own && (state.size !== "64-64" || state.dropout !== 0.5)) return false;
  return SEEDS.every((seed) => {
    const [, valLoss] = runOf({ ...state, seed }, given);
    const [waits, bests, stopped] = earlyStopping(valLoss, state.patience, state.min_delta);
    const last = waits.length;
    const kept = valLoss[(state.restore_best ? bests[last - 1] : last) - 1];
    return stopped && 2 * last <= valLoss.length && kept <= Math.min(...valLoss) + 0.002;
  });
}

export function frame(state, given) {
  const [loss, valLoss] = runOf(state, given);
  const [waits, bests, stopped] = earlyStopping(valLoss, state.patience, state.min_delta);
  const last = waits.length; // the epoch after which training ends
  const now = Math.min(state.step, last); // the epoch on show
  const over = now === last;
  const lowest = Math.min(...valLoss);
  const common = {
    loss,
    val_loss: valLoss,
    epochs: valLoss.length,
    now,
    last,
    stop: stopped && over ? last : null,
    over,
    lowest,
    lowest_epoch: valLoss.indexOf(lowest) + 1,
    goal: over && isGoalReached(state, given),
  };
  if (!now) return { ...common, ...BEFORE_THE_FIRST };
  const best = bests[now - 1];
  const keptEpoch = state.restore_best ? best : now;
  const kept = valLoss[keptEpoch - 1];
  return {
    ...common,
    wait: waits[now - 1],
    best_epoch: best,
    kept_epoch: keptEpoch,
    kept,
    current: valLoss[now - 1],
    bought: valLoss[now - 1] - valLoss[best - 1],
    gap: loss.length ? kept - loss[keptEpoch - 1] : null,
  };
}

const BEFORE_THE_FIRST = {
  wait: 0,
  best_epoch: null,
  kept_epoch: null,
  kept: null,
  current: null,
  bought: null,
  gap: null,
};

function title(state, given) {
  if (given.own) return "Your history";
  return `${state.size}, dropout ${state.dropout}, run ${state.seed + 1}`;
}

export function describe(state, frame, given) {
  const name = title(state, given);
  if (frame.now === 0) return `${name}: before the first epoch.`;
  return (
    `${name}: ${ending(frame)}. The best epoch so far is ${frame.best_epoch}. Kept are the ` +
    `weights of epoch ${frame.kept_epoch} with a validation loss of ${say(frame.kept, 4)}; the ` +
    `current ones have ${say(frame.current, 4)}. The lowest of the whole record is ` +
    `${say(frame.lowest, 4)} in epoch ${frame.lowest_epoch}.`
  );
}

function ending({ stop, over, now, wait }) {
  if (stop !== null) return `training stopped after epoch ${stop}`;
  if (over) return `the record ends with epoch ${now} before it is time to stop`;
  return `epoch ${now} is over, ${wait} since the best one`;
}

function draw(plot, state, frame, given) {
  drawRun(plot, state, frame, given);
  drawKept(plot, frame);
}

/** Losses up to now are thick, what comes later is dotted; yellow is the time of waiting. */
function drawRun(plot, state, frame, given) {
  const { now, epochs, stop, best_epoch: best } = frame;
  const first = frame.val_loss[0];
  const high = 1.35 * Math.max(first, Math.min(2 * first, Math.max(...frame.val_loss)));
  const panel = plot.panel({
    id: "run",
    box: [0, 0, 0.72, 1],
    xlim: [0, epochs + 1],
    ylim: [0, high],
    xlabel: "epoch",
    ylabel: "loss",
    title: title(state, given),
  });
  const top = 0.88 * high; // above it is the legend
  if (now) {
    const end = Math.max(now, best + 0.3);
    panel.rect(best, 0, end, top, { fill: "yellow", width: 0, alpha: 0.3 });
  }
  drawLosses(panel, frame.loss, now, { colour: "blue", dash: TRAINING });
  drawLosses(panel, frame.val_loss, now, { colour: "vermillion", dash: VALIDATION });
  if (stop !== null) {
    panel.segment([stop, 0], [stop, top], { colour: "ink", width: 2 });
    const isLate = stop > 0.6 * epochs;
    const place = stop + (isLate ? -0.01 : 0.01) * epochs;
    panel.text(place, 0.1 * high, `stop: epoch ${stop}`, { align: isLate ? "right" : "left" });
  }
  if (now) {
    const kept = [frame.kept_epoch, frame.kept];
    panel.dots([kept], { colour: "green", marker: "diamond", size: 7 });
  }
  drawLegend(panel, frame, 0.95 * high);
}

function drawLosses(panel, losses, now, { colour, dash }) {
  const points = losses.map((loss, k) => [k + 1, loss]);
  panel.line(points, { colour, width: 1, dash: [1, 3] });
  panel.line(points.slice(0, now), { colour, width: 2.5, dash });
}

function drawLegend(panel, { epochs, wait }, height) {
  const entries = [
    ["— training", "blue"],
    ["- - validation", "vermillion"],
    ["◆ kept", "green"],
    [`▒ waiting: ${wait}`, "ink"],
  ];
  entries.forEach(([words, colour], k) => {
    panel.text([0.01, 0.23, 0.5, 0.68][k] * epochs, height, words, {
      colour,
      size: 12,
      plate: true,
    });
  });
}

function drawKept(plot, { kept, current, lowest }) {
  const high = 1.15 * Math.max(kept || 0, current || 0, lowest);
  const panel = plot.panel({
    id: "kept",
    box: [0.72, 0, 0.28, 1],
    xlim: [0.4, 3.6],
    ylim: [0, high],
    xticks: ["kept", "last", "lowest"].map((name, k) => [k + 1, name]),
    title: "Validation loss",
  });
  const colours = ["green", "vermillion", "grey"];
  [kept, current, lowest].forEach((value, k) => {
    if (value === null) return;
    panel.bars([[k + 1, value]], { colour: colours[k], size: 0.7 });
    panel.text(k + 1, value + 0.03 * high, say(value), { align: "center", size: 12 });
  });
}

export default explorer({ frame, describe, draw });
