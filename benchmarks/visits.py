"""From the address of a lesson to the answer of a cell, in Chromium: first visit, next, offline.

Each visit is a browser started anew; the first has an empty profile, the others that of the first.
The site comes from a server on this machine, so the seconds are without any network.
"""

import os
import statistics
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.common import Result
from workshop.browser import browser_path
from workshop.lessons.project import find_project
from workshop.serving import served

LESSON = "01"
FIRST, NEXT, OFFLINE = "first visit", "next visit", "without a network"
ALLOWED = {FIRST: 20, NEXT: 6, OFFLINE: 6}  # seconds to the first cell's answer on two cores
PATIENCE = 180_000  # milliseconds
#: Runs cells as soon as the notebook shows, and notes when what is there, in seconds since 1970.
WATCH = """async () => {
  const now = () => Date.now() / 1000;
  const until = async (here) => {
    for (;;) {
      const found = here();
      if (found) return found;
      await new Promise((then) => setTimeout(then, 20));
    }
  };
  const panel = () => globalThis.jupyterapp?.shell?.currentWidget;
  await until(() => panel()?.context?.isReady && panel().content.widgets.length);
  const { content, sessionContext } = panel();
  const seen = { "the notebook shows": now() };
  const kernel = () => sessionContext.session?.kernel;
  await until(kernel);
  const codes = content.widgets.filter((cell) => cell.model.type === "code");
  void jupyterapp.commands.execute("notebook:run-all-cells");
  await until(() => sessionContext.kernelDisplayStatus === "busy");
  const png = (cell) => [...Array(cell.outputs.length).keys()].some(
    (k) => cell.outputs.get(k).data["image/png"]);
  await until(() => codes[0].model.executionCount);
  seen["the first cell answers"] = now();
  await until(() => codes.some((cell) => cell.model.executionCount && png(cell.model)));
  seen["the first picture"] = now();
  return seen;
}"""


def run(rounds=1):
    """Return one `Result` for each kind of visit, with the seconds of its phases."""
    from workshop.web import lite

    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        lite.build(find_project(), site / "run", None)
        seen = [_three(site) for _ in range(rounds)]
    return [_result(kind, [one[kind] for one in seen]) for kind in ALLOWED]


def _three(site):
    """Return the seconds of three visits with one profile, by kind."""
    with tempfile.TemporaryDirectory() as profile:
        with ExitStack() as server:
            address = server.enter_context(served(site))
            seen = {kind: visit(address, profile) for kind in (FIRST, NEXT)}
        return seen | {OFFLINE: visit(address, profile)}  # the server has ended


def visit(address, profile):
    """Open the lesson in a new browser; return the seconds until each thing is there."""
    with _browser(profile) as context:
        page, moved = context.new_page(), []
        page.set_default_timeout(PATIENCE)
        page.on("framenavigated", lambda frame: moved.append((frame.url, time.time())))
        load, began = os.getloadavg()[0], time.time()
        page.goto(f"{address}/run/open.html?lesson={LESSON}")
        page.wait_for_url("**/notebooks/**", wait_until="commit")
        seen = {"Python's files are there": moved[-1][1]} | page.evaluate(WATCH)
        return {name: when - began for name, when in seen.items()} | {"load before": load}


@contextmanager
def _browser(profile):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=browser_path(), args=["--no-sandbox"]
        )
        yield context
        context.close()


def _result(kind, seen):
    """Judge the median of the seconds until the first cell answers."""
    seconds = {name: statistics.median(one[name] for one in seen) for name in seen[0]}
    load = seconds.pop("load before")
    answered = seconds["the first cell answers"]
    limit = ALLOWED[kind]
    verdict = {
        "target": f"the first cell answers within {limit} s",
        "ratio": answered / limit,
        "met": answered <= limit,
    }
    name, note = "the first cell answers", f"load of the machine before: {load:.1f}"
    return Result(kind, name, seconds, {name: answered / limit}, {name: verdict}, note=note)
