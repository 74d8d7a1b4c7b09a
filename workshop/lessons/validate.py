"""A pytest plugin: nbval with its gaps closed, and every number in prose compared too.

``pytest --nbval`` then compares numbers as numbers, within their tolerances, and the data of
pictures. It also fails when a cell was never run, when a cell with a trailing ``;`` changed, at
once when a kernel dies, and when a bound number differs from the run's value. A cell that fails or
takes too long is one failure: what stands behind it does not run. A cell may take ten times as long
as its known run time, and two minutes at least.
"""

import time
from queue import Empty

import pytest
from nbval.kernel import RunningKernel
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from coursekit.notebooks.noise import without_noise
from workshop import kernels
from workshop.book import times
from workshop.lessons import bind
from workshop.lessons.compare import output_differences, rules_of
from workshop.lessons.execute import evaluate

OUTPUT_WAIT = 60
LOOK_EVERY = 0.5
NOT_RUN = "not run, for the lesson ended at cell"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Wherever nbval collects a notebook, collect it as a lesson."""
    found = yield
    return [
        LessonFile.from_parent(parent, path=file_path) if type(file) is IPyNbFile else file
        for file in found
    ]


def pytest_terminal_summary(terminalreporter, config):
    """Print and keep how long each lesson ran, lessons that ran to their end only."""
    if hasattr(config, "workerinput"):
        return
    reports = [r for group in terminalreporter.stats.values() for r in group if hasattr(r, "when")]
    seconds = times.of_reports(reports)
    if seconds:
        times.record(config.rootpath, seconds, times.of_cells(reports))
        terminalreporter.section("run times of the lessons")
        for name, total in sorted(seconds.items()):
            terminalreporter.write_line(f"{total:6.1f} s  {name}")
        terminalreporter.write_line(f"{sum(seconds.values()):6.1f} s  together")


class KernelDied(Exception):
    """The kernel's process ended while its answer was awaited."""


class LessonKernel(RunningKernel):
    """A kernel in the lessons' environment whose death is noticed at once."""

    def __init__(self, folder, startup_timeout):
        self.owner = kernels.Kernel(folder, startup_timeout)
        self.km, self.kc = self.owner.manager, self.owner.channels
        self._ensure_iopub_up()

    def execute_cell_input(self, cell_input, allow_stdin=None):
        """Send a cell; with history, for IPython looks there for a trailing ``;``."""
        return self.kc.execute(
            cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
        )

    def get_message(self, stream, timeout=None):
        """Wait for a message in short looks, so that a dead kernel is noticed."""
        end = float("inf") if timeout is None else time.monotonic() + timeout
        while True:
            wait = max(0.0, min(LOOK_EVERY, end - time.monotonic()))
            try:
                return super().get_message(stream, timeout=wait)
            except Empty:
                if not self.is_alive():
                    raise KernelDied from None
                if time.monotonic() >= end:
                    raise

    def stop(self):
        """End the kernel; nbval and we both come here."""
        self.owner.stop()


class LessonFile(IPyNbFile):
    """A lesson: its code cells in order, then its numbers."""

    broken = ""  # which cell ended the lesson before its end

    def setup(self):
        """Start the kernel for all items of this lesson."""
        startup = self.config.option.nbval_kernel_startup_timeout
        self.kernel = LessonKernel(self.path.parent, startup)
        self.setup_sanitize_files()

    def teardown(self):
        """Stop the kernel, also when it is dead or never answered."""
        if self.kernel is not None:
            self.kernel.stop()

    def get_sanitize_files(self):
        """The sanitizer file; a relative name counts from the project, not from the shell."""
        return [self.config.rootpath / name for name in super().get_sanitize_files()]

    def collect(self):
        """Yield one item a code cell, and one for the numbers."""
        least = self.config.option.nbval_cell_timeout
        limits = times.limits(self.config.rootpath, self.path.stem, least)
        for cell in super().collect():
            item = LessonCell.from_parent(
                self,
                name=cell.cell.get("id", cell.name),
                cell_num=cell.cell_num,
                cell=cell.cell,
                options=cell.options,
            )
            item.limit = limits.get(item.name, least)
            # pytest's own limit is only for what ours does not end.
            item.add_marker(pytest.mark.timeout(item.limit + 3 * OUTPUT_WAIT))
            yield item
        numbers = Numbers.from_parent(self, name="numbers")
        numbers.add_marker(pytest.mark.timeout(3 * OUTPUT_WAIT))
        yield numbers


class LessonItem:
    """What cells and numbers share: after a cell that ended the lesson, they do not run."""

    def stop_if_broken(self):
        """Leave out what cannot run, so that one broken cell is one failure."""
        if self.parent.broken:
            pytest.skip(f"{NOT_RUN} {self.parent.broken}")


class LessonCell(LessonItem, IPyNbCell):
    """A code cell, named by its id."""

    limit = None  # seconds; set when the lesson is collected

    def __init__(self, *args, **others):
        super().__init__(*args, **others)
        self.output_timeout = OUTPUT_WAIT
        self.comparison_traceback = []

    def compare_outputs(self, test, ref, skip_compare=None):
        """Compare what the cell shows as numbers, leaving out what no lesson stores."""
        rules = rules_of(self.cell)
        self.comparison_traceback = output_differences(
            ref, without_noise(test), rules, self.sanitize
        )
        return not self.comparison_traceback

    def setup(self):
        """Nothing is expected to fail: what cannot run is left out."""

    def runtest(self):
        """Run and compare the cell, unless it was never run or the lesson ended before it."""
        self.stop_if_broken()
        if self.cell.source.strip() and self.cell.execution_count is None:
            self.raise_cell_error("This cell was never run: run `python -m workshop run`.")
        options = self.config.option
        options.nbval_cell_timeout, usual = self.limit, options.nbval_cell_timeout
        try:
            super().runtest()
        except KernelDied:
            self.parent.broken = self.name
            self.raise_cell_error("The kernel died while it ran this cell.")
        except NbCellError:
            if not self.comparison_traceback:  # it did not come to its end
                self.parent.broken = self.name
            raise
        finally:
            options.nbval_cell_timeout = usual


class NumbersDiffer(Exception):
    """Some numbers in prose are not what the lesson's own run gives."""


class Numbers(LessonItem, pytest.Item):
    """Every bound number of a lesson, evaluated after its last cell."""

    def runtest(self):
        """Compare the numbers in the text with the kernel's."""
        self.stop_if_broken()
        problems = bind.differences(
            self.parent.nb, self.path.name, lambda r: evaluate(self.parent.kernel.kc, r)
        )
        if problems:
            raise NumbersDiffer("\n".join(problems))

    def repr_failure(self, excinfo):
        """Show the sentences, not our traceback."""
        if isinstance(excinfo.value, NumbersDiffer):
            return f"{excinfo.value}\nRun `python -m workshop run {self.path.stem}`."
        return super().repr_failure(excinfo)

    def reportinfo(self):
        """Where pytest says this item stands."""
        return self.path, 0, f"{self.path.name}::numbers"
