"""Hands for the browser tests: play with everything an explorer has, and let Python judge it.

After each action the page's line ``explore.…(…)`` is read as a state, and everything the page says
must be what Python says of that state.
"""

import time
from functools import cache

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from coursekit import explore
from coursekit.explorers.kit.controls import Choice, Seed, Steps, Switch

PATIENCE = 30  # seconds
MOST = 8
ARROWS = ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown")
READ = """root => ({
  line: root.querySelector(".ck-share code").textContent,
  words: root.querySelector(".ck-says").textContent,
  live: root.querySelector(".ck-live").textContent,
  label: root.querySelector("canvas").ariaLabel,
  goal: root.querySelector(".ck-goal span").textContent.includes("✔"),
})"""
TAB_STOPS = """root => [...root.querySelectorAll("*")].flatMap((node, i) =>
  node.matches("button, input, select, textarea, summary") && node.checkVisibility()
    && !node.disabled && node.type !== "radio" ? [i] : [])"""
COUNT_CONTROLS = """root => [...root.querySelectorAll(
  ".ck-moves > .ck-control, .ck-panel .ck-control, .ck-panel .ck-group, .ck-panel .ck-blocks")]
  .filter(node => node.checkVisibility() && !node.parentElement.closest(".ck-group")).length"""
HEIGHT = """root => {
  const top = root.querySelector(".ck-picture").getBoundingClientRect().top;
  return root.querySelector(".ck-panel").getBoundingClientRect().bottom - top;
}"""
FIRST_PRESET = "root => root.querySelector('.ck-presets button').click()"
FOCUSED = """root => {
  const node = document.activeElement, style = getComputedStyle(node);
  if (!root.contains(node)) return null;
  const all = [...root.querySelectorAll("*")];
  return { place: all.indexOf(node), outlined: style.outlineStyle !== "none" };
}"""


class Player:
    """One explorer in a page: ``root`` is the locator of its ``section.ck``."""

    def __init__(self, root, name, **settings):
        self.root, self.page, self.name = root, root.page, name
        # To ask an element is one message to the browser; to ask its locator is eleven.
        self.element = root.element_handle()
        self.judge = explore.load(name)(**settings)
        self.shown = [c for c in self.judge.CONTROLS if self._is_shown(c)]

    @staticmethod
    def _is_shown(control):
        declared = control.to_page()
        return declared["kind"] not in ("numbers", "free") and declared.get("show", True)

    def play(self):
        """Do everything there is; fail at the first thing that is wrong."""
        self.settles()
        self.answers()
        for preset in self.judge.PRESETS:
            assert self.chooses(preset) == preset.state
        for control in self.shown:
            self.sets(control)
        self.begins_anew()
        self.drags()
        self.presses_the_canvas()
        self.uses_own_elements()
        self.begins_anew()
        self.moves_in_time()

    def tries(self):
        """Do one thing of each kind: what another front end may take from a page shows in these."""
        self.settles()
        for control in {type(control): control for control in self.shown}.values():
            self.sets(control)
        self.chooses(self.judge.PRESETS[0])
        self.drags(most=1)
        self.presses_the_canvas()
        self.begins_anew()
        self.moves_in_time()

    def agrees(self):
        """Compare all that the page says with Python; return the state it is in."""
        said = self.element.evaluate(READ)
        settings = eval(said["line"].replace(f"explore.{self.name}", "dict", 1))
        self.judge.state = self.judge.checked(**settings)
        words, goal = told(type(self.judge), self.judge.state)
        assert said["words"] == said["label"] == words, said["line"]
        assert said["live"].startswith(said["words"])
        assert said["goal"] == goal, said["line"]
        return self.judge.state

    def settles(self, wanted=None):
        """Wait until all that the page says agrees, of the state that is wanted; return it."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                state = self.agrees()
                assert wanted in (None, state)
                return state
            except AssertionError:
                if time.monotonic() > end:
                    raise
                self.page.wait_for_timeout(50)

    def button(self, name):
        """Return the button with this name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def answers(self):
        """Open the question and try every answer: one is right."""
        question = self.judge.QUESTION
        self.root.locator("summary", has_text="Predict first").click()
        verdicts = []
        for choice in self.root.locator(".ck-question input").all():
            choice.check()
            verdicts.append(self.root.locator(".ck-question [role=status]").inner_text())
        assert [verdict.startswith("✔") for verdict in verdicts].index(True) == question.answer
        assert verdicts[question.answer].endswith(question.why)
        assert sum(verdict.startswith("✘") for verdict in verdicts) == len(question.choices) - 1

    def chooses(self, preset):
        """Press a preset and read why it is there."""
        self.root.locator(".ck-presets").get_by_role("button", name=preset.name, exact=True).click()
        expect(self.root.locator(".ck-why")).to_have_text(preset.why)
        return self.agrees()

    def begins_anew(self):
        """Go back to a state that is known, by the way that takes no time."""
        self.element.evaluate(FIRST_PRESET)
        return self.agrees()

    def sets(self, control):
        """Use a control with the keyboard and by typing, up to both ends and beyond."""
        self.begins_anew()
        self._reveal(control)
        row = self._row(control)
        self._unfold(row)
        if isinstance(control, Choice):
            for k, option in enumerate(control.options):
                row.locator("select").select_option(index=k)
                assert getattr(self.agrees(), control.name) == option
        elif isinstance(control, Switch):
            before = getattr(self.agrees(), control.name)
            for now in (not before, before):
                row.locator("input").press("Space")
                assert getattr(self.agrees(), control.name) is now
        else:
            if isinstance(control, Seed):
                before = getattr(self.agrees(), control.name)
                row.get_by_role("button", name="Next").click()
                assert getattr(self.agrees(), control.name) == before + 1
            else:
                self._slides(row.locator("input[type=range]"), control)
            self._types(row.locator("input[type=number]"), row.locator(".ck-error"), control)

    def _row(self, control):
        return self.root.locator(f".ck-control[data-field={control.name}]")

    def _unfold(self, row):
        """A control that is not among the first: open the rest with the keyboard."""
        fold = self.root.locator("details.ck-more:not([open]) > summary")
        if not row.is_visible() and fold.is_visible():
            fold.press("Enter")

    def _reveal(self, control):
        """A control that shows itself only with another's value: choose that value."""
        when = control.to_page().get("when")
        if not when or getattr(self.judge.state, when[0]) in when[1]:
            return
        other = next(one for one in self.shown if one.name == when[0])
        self._reveal(other)
        self._unfold(self._row(other))
        if isinstance(other, Switch):
            self._row(other).locator("input").click()
        else:
            k = other.options.index(when[1][0])
            self._row(other).locator("select").select_option(index=k)
        self.agrees()

    def _slides(self, slider, control):
        declared = control.to_page()
        last = self.judge.numbers.get("last") if isinstance(control, Steps) else None
        high = declared["high"] if last is None else last  # where a run ends its slider does too
        slider.focus()
        for key, end in (("Home", declared["low"]), ("End", high)):
            self.page.keyboard.press(key)
            assert getattr(self.agrees(), control.name) == end
            assert slider.get_attribute("aria-valuetext")
        self.page.keyboard.press("ArrowLeft")
        assert getattr(self.agrees(), control.name) < high

    def _types(self, box, error, control):
        declared = control.to_page()
        low, high = declared["low"], declared["high"]
        middle = (low * high) ** 0.5 if declared.get("scale") == "log" else (low + high) / 2
        middle = round(middle) if declared.get("whole") else float(f"{middle:.3g}")
        box.fill(str(middle))
        box.blur()
        assert getattr(self.agrees(), control.name) == middle
        for bad in (str(high * 10 + 1), ""):
            box.fill(bad)
            expect(error).to_be_visible()
            assert f"{control.label} must be" in error.inner_text()
            assert box.get_attribute("aria-invalid") == "true"
            assert getattr(self.agrees(), control.name) == middle
        box.fill(str(low))
        box.blur()
        expect(error).to_be_hidden()
        assert getattr(self.agrees(), control.name) == low

    def drags(self, most=MOST):
        """Drag every handle with the pointer, and move it with the arrow keys."""
        handles = self.root.locator(".ck-handle")
        for i in range(min(handles.count(), most)):
            handle, before = handles.nth(i), self.agrees()
            for far in (14, -28):
                handle.scroll_into_view_if_needed()
                box = handle.bounding_box()
                x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
                self.page.mouse.move(x, y)
                self.page.mouse.down()
                self.page.mouse.move(x + far, y - far, steps=3)
                self.page.mouse.up()
            after = self.agrees()
            label = handle.get_attribute("aria-label")
            assert after != before, f"{label} does not move"
            moved = set()
            handle.focus()
            for key in ARROWS:
                self.page.keyboard.press(key)
                moved.add(self.agrees())
            assert moved != {after}, f"{label} does not listen to the arrow keys"
            self.begins_anew()

    def presses_the_canvas(self):
        """Click here and there on the picture."""
        canvas = self.root.locator(".ck-picture canvas")
        box = canvas.bounding_box()
        for across, down in ((0.3, 0.4), (0.7, 0.6)):
            place = {"x": across * box["width"], "y": down * box["height"]}
            canvas.click(position=place, force=True)
            self.agrees()

    def uses_own_elements(self):
        """Press, fill and choose what the explorer has of its own."""
        own = self.root.locator(".ck-extra").locator("button, input, select, textarea")
        for i in range(MOST):
            if i >= own.count():
                return
            node = own.nth(i)
            kind = node.evaluate("node => node.type")
            if not node.is_visible() or node.is_disabled():
                continue
            if kind in ("number", "text", "textarea"):
                node.fill("1")
                node.blur()
            elif kind == "select-one":
                node.select_option(index=node.locator("option").count() - 1)
            elif kind == "range":
                node.press("ArrowRight")
            else:
                node.click()
            self.agrees()

    def shown_controls(self):
        """Count what can be set without unfolding; what stands in one frame counts as one."""
        return self.element.evaluate(COUNT_CONTROLS)

    def height(self):
        """From the top of the picture to the end of the controls, in pixels."""
        return self.element.evaluate(HEIGHT)

    def moves_in_time(self):
        """Step, play, pause and go back."""
        times = [control for control in self.judge.CONTROLS if isinstance(control, Steps)]
        if not times:
            self.button("Reset").click()
            assert self.agrees() == self.judge._start
            return
        step = times[0].name
        self.button("Reset").click()
        assert getattr(self.agrees(), step) == 0
        self.button("Step").click()
        assert getattr(self.agrees(), step) == 1
        words = self.root.locator(".ck-says")
        before = words.inner_text()
        self.button("Play").click()
        expect(words).not_to_have_text(before)
        if self.button("Pause").is_visible():
            self.button("Pause").click()
        assert getattr(self.agrees(), step) > 1
        self.button("Reset").click()
        assert getattr(self.agrees(), step) == 0

    def tabs(self):
        """Reach everything with the Tab key; what has the focus shows it."""
        stops = set(self.element.evaluate(TAB_STOPS))
        self.root.locator("summary").first.focus()
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Shift+Tab")
        seen = set()
        for _ in range(len(stops) + 10):
            focused = self.element.evaluate(FOCUSED)
            if focused is None:
                break
            assert focused["outlined"]
            seen.add(focused["place"])
            self.page.keyboard.press("Tab")
        assert stops <= seen

    def is_accessible(self, whole_page=False):
        """Let axe-core look for violations; there are none."""
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE_SCRIPT)
        look = "root => axe.run(root, { resultTypes: ['violations'] })"
        where = self.page.locator("html") if whole_page else self.root
        found = where.evaluate(look)["violations"]
        told = [(one["id"], one["help"], [n["html"][:200] for n in one["nodes"]]) for one in found]
        assert not told


@cache
def told(kind, state):
    """Return Python's words of a state and whether its goal is reached; states come again."""
    given = () if kind.given is None else (kind._give(),)
    frame = kind.frame(state, *given)
    return kind.describe(state, frame, *given), frame["goal"]


def listen(page):
    """Return the list of errors and warnings that the page's console shows from now on."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console",
        lambda message: errors.append(message.text) if message.type in ("error",) else None,
    )
    return errors
