"""The explorers in a real JupyterLab: from the hand to the pixels, near the kernel and far from it.

Run it alone on an idle machine: ``python -m benchmarks explorers``.
"""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.latency import delayed
from coursekit import explore

FAR = 0.1  # seconds there and back between the page and the kernel
SECONDS = 2.0  # of dragging, for each explorer
EPOCHS = 300
ACROSS = 0.8  # of the slider's width
MOVES = 60  # of the hand from one end to the other; fewer where a slider has fewer values

#: What is measured → (words, unit, "at most" or "at least", limit).
TARGETS = {
    "median": ("event to pixels, median", "ms", "at most", 16),
    "slow": ("event to pixels, 95 %", "ms", "at most", 33),
    "redraws": ("redraws a second", "/s", "at least", 45),
    "bytes": ("sent an update", "B", "at most", 4000),
    "display": ("first display", "ms", "at most", 500),
    "epochs": ("epochs a second, 200 points", "/s", "at least", 60),
}
FAR_TOO = ("median", "slow", "redraws")

#: Notes when a picture begins to be drawn, and when its pixels are on the screen.
WATCH = """() => {
  const seen = (window.seen = { moves: [], latencies: [], redraws: 0, keys: 0, shown: 0 });
  let moved = 0;
  const painted = (then) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(0);
  });
  addEventListener("pointermove", (event) => (moved = event.timeStamp), true);
  addEventListener("keydown", () => (seen.keys = performance.now()), true);
  const real = CanvasRenderingContext2D.prototype.setTransform;
  CanvasRenderingContext2D.prototype.setTransform = function (...numbers) {
    if (this.canvas.closest(".ck-picture")) {
      const from = moved;
      moved = 0;
      seen.redraws += 1;
      painted((now) => {
        seen.shown ||= now;
        if (from) seen.latencies.push(now - from);
      });
    }
    return real.apply(this, numbers);
  };
}"""
TRAIN = """async ([text, given, state]) => {
  const file = new Blob([text], { type: "text/javascript" });
  const { frame } = await import(URL.createObjectURL(file));
  frame({ ...state, step: 1 }, given);
  const before = performance.now();
  frame(state, given);
  return (1000 * (state.step - 1)) / (performance.now() - before);
}"""

FINE = """nodes => {
  const values = nodes.map((node) => (node.max - node.min) / node.step || 0);
  const first = values.findIndex((count) => count >= 40);
  const best = first < 0 ? values.indexOf(Math.max(...values)) : first;
  return [best, values[best]];
}"""


@dataclass
class Measured:
    """What was measured of one explorer, and whether its targets were met."""

    explorer: str
    values: dict
    verdicts: dict


def run(rounds=1):
    """Return a `Measured` for each explorer; of several rounds the median counts."""
    near = [measure() for _ in range(rounds)]
    far = [measure(FAR) for _ in range(rounds)]
    results = []
    for name in explore.names():
        values = _medians(round_[name] for round_ in near)
        distant = _medians(round_[name] for round_ in far)
        values |= {f"{key}, far": distant[key] for key in FAR_TOO}
        results.append(Measured(name, values, {k: _verdict(k, v) for k, v in values.items()}))
    return results


def table(results):
    """The results as a Markdown table, one row an explorer, missed targets in bold."""
    keys = list(dict.fromkeys(key for result in results for key in result.values))
    heads = [_head(key) for key in keys]
    lines = [f"| explorer | {' | '.join(heads)} |", "|---|" + "---|" * len(keys)]
    for result in results:
        cells = []
        for key in keys:
            value, verdict = result.values.get(key), result.verdicts.get(key)
            text = "" if value is None else f"{value:.0f}"
            cells.append(text if not verdict or verdict["met"] else f"**{text}**")
        lines.append(f"| {result.explorer} | {' | '.join(cells)} |")
    return "\n".join(lines)


def measure(delay=0.0):
    """Return ``{name: values}`` of all explorers, each in a cell of its own in JupyterLab."""
    from nbformat import v4

    from tests.support.jupyter import jupyterlab, open_lesson, run_first_cell
    from workshop.browser import chromium

    warm = "import matplotlib.figure, matplotlib.pyplot\nfrom coursekit import explore\n"
    sources = [warm + "explore.load('descent')()"]
    sources += [f"w = explore.load({name!r})()\nw" for name in explore.names()]
    cells = [v4.new_code_cell(source) for source in sources]
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyterlab(Path(folder), cells) as address,
        delayed(address, delay) as place,
        chromium() as browser,
    ):
        page = open_lesson(browser, place)
        sent = _count_bytes(page)
        run_first_cell(page, "section.ck")
        page.evaluate(WATCH)
        found = {name: _one(page, i, sent) for i, name in enumerate(explore.names(), start=1)}
        if not delay:
            found["playground"]["epochs"] = _training(page)
    return found


def _one(page, index, sent):
    """Run the cell of an explorer, and drag what it has."""
    page.locator(".jp-CodeCell .cm-content").nth(index).click()
    page.wait_for_timeout(500)
    page.evaluate("Object.assign(seen, { shown: 0 })")
    page.keyboard.press("Shift+Enter")
    page.wait_for_function("seen.shown > 0")
    display = page.evaluate("seen.shown - seen.keys")
    root = page.locator(".jp-CodeCell").nth(index).locator("section.ck")
    page.wait_for_timeout(700)
    page.evaluate("Object.assign(seen, { latencies: [], redraws: 0 })")
    sent.clear()
    seconds = _drag(page, root)
    quiet = len(sent)
    page.mouse.up()
    for key in ("Home", "End", "ArrowLeft", "ArrowRight"):  # in case the drag ended where it began
        page.keyboard.press(key)
    page.wait_for_timeout(500)
    latencies, redraws = page.evaluate("[seen.latencies, seen.redraws]")
    if quiet or not sent:
        raise RuntimeError(f"cell {index} sent {quiet} updates while dragging, {len(sent)} in all")
    return {
        "median": statistics.median(latencies),
        "slow": statistics.quantiles(latencies, n=20)[-1],
        "redraws": redraws / seconds,
        "bytes": max(sent),
        "display": display,
    }


def _drag(page, root):
    """Drag the first fine slider there and back until time is over; return the seconds it took."""
    sliders, handles = (
        root.locator(f"{one}:visible") for one in ("input[type=range]", ".ck-handle")
    )
    # A slider of three values would redraw three times on its way: that measures nothing.
    held, moves = handles.first, MOVES
    if sliders.count():
        best, values = sliders.evaluate_all(FINE)
        held, moves = sliders.nth(best), max(1, min(MOVES, int(ACROSS * values)))
    held.scroll_into_view_if_needed()
    held.focus()
    page.wait_for_timeout(300)
    box = held.bounding_box()
    slider = held.evaluate("node => node.type === 'range'")
    across, middle = (box["width"] * ACROSS, box["x"] + box["width"] / 2) if slider else (60, 0)
    middle = middle or box["x"] + box["width"] / 2
    y = box["y"] + box["height"] / 2
    page.mouse.move(middle, y)
    page.mouse.down()
    start, k = time.perf_counter(), 0
    while time.perf_counter() - start < SECONDS:
        k += 1
        share = abs(k % (2 * moves) - moves) / moves - 0.5
        page.mouse.move(middle + across * share, y + (0 if slider else 20 * share))
    return time.perf_counter() - start


def _count_bytes(page):
    """Return the list to which the size of every state that the page sends is appended."""
    sizes = []

    def count(payload):
        text = payload if isinstance(payload, bytes) else payload.encode()
        if b'"_state"' in text and b"comm_msg" in text:
            sizes.append(len(text))

    page.on("websocket", lambda socket: socket.on("framesent", count))
    return sizes


def _training(page):
    """Epochs a second of the small network, trained in the page on 200 points."""
    from coursekit.explorers.kit.page import script

    cls = explore.load("playground")
    widget = cls()
    state = {**widget._state, "step": EPOCHS}
    return page.evaluate(TRAIN, [script(cls.NAME), widget._given, state])


def _medians(rounds):
    rounds = list(rounds)
    return {key: statistics.median(one[key] for one in rounds) for key in rounds[0]}


def _verdict(key, value):
    words, unit, kind, limit = TARGETS[key.removesuffix(", far")]
    met = value <= limit if kind == "at most" else value >= limit
    return {"target": f"{words}: {kind} {limit} {unit}", "ratio": value, "met": met}


def _head(key):
    words, unit, kind, limit = TARGETS[key.removesuffix(", far")]
    distance = f", {1000 * FAR:.0f} ms away" if key.endswith(", far") else ""
    return f"{words}{distance} ({kind} {limit} {unit})"
