"""A pytest plugin: nbval with its gaps closed, and every number in prose compared too.

``pytest --nbval`` then also fails when a cell was never run, when a cell with a trailing ``;``
changed, at once when a kernel dies, and when a bound number differs from the run's value.
"""

import time
from queue import Empty

import pytest
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, RunningKernel, start_new_kernel
from nbval.plugin import IPyNbCell, IPyNbFile

from coursekit.notebooks import bind
from coursekit.notebooks.book import times
from coursekit.notebooks.execute import answers, kernel_environment, question
from coursekit.notebooks.noise import without_noise

OUTPUT_WAIT = 60
LOOK_EVERY = 0.5


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
        times.record(config.rootpath, seconds)
        terminalreporter.section("run times of the lessons")
        for name, total in sorted(seconds.items()):
            terminalreporter.write_line(f"{total:6.1f} s  {name}")
        terminalreporter.write_line(f"{sum(seconds.values()):6.1f} s  together")


class KernelDied(Exception):
    """The kernel's process ended while its answer was awaited."""


class LessonKernel(RunningKernel):
    """A kernel in the lessons' environment whose death is noticed at once."""

    def __init__(self, folder, startup_timeout):
        self.km, self.kc = start_new_kernel(
            startup_timeout=startup_timeout,
            kernel_name=CURRENT_ENV_KERNEL_NAME,
            extra_arguments=["--log-level=40"],
            cwd=str(folder),
            env=kernel_environment(),
        )
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

    def evaluate(self, records):
        """Evaluate records; return one ``(text, error)`` for each."""
        questions = {str(i): question(record) for i, record in enumerate(records)}
        sent = self.kc.execute("", silent=True, store_history=False, user_expressions=questions)
        while True:
            message = self.get_message("shell", timeout=120)
            if message["parent_header"].get("msg_id") == sent:
                return answers(message["content"], len(records))


class LessonFile(IPyNbFile):
    """A lesson: its code cells in order, then its numbers."""

    def setup(self):
        """Start the kernel for all items of this lesson."""
        startup = self.config.option.nbval_kernel_startup_timeout
        self.kernel = LessonKernel(self.path.parent, startup)
        self.setup_sanitize_files()

    def get_sanitize_files(self):
        """The sanitizer file; a relative name counts from the project, not from the shell."""
        return [self.config.rootpath / name for name in super().get_sanitize_files()]

    def collect(self):
        """Yield one item a code cell, and one for the numbers."""
        for cell in super().collect():
            yield LessonCell.from_parent(
                self,
                name=cell.cell.get("id", cell.name),
                cell_num=cell.cell_num,
                cell=cell.cell,
                options=cell.options,
            )
        yield Numbers.from_parent(self, name="numbers")


class LessonCell(IPyNbCell):
    """A code cell, named by its id."""

    def __init__(self, *args, **others):
        super().__init__(*args, **others)
        self.output_timeout = OUTPUT_WAIT

    def compare_outputs(self, test, ref, skip_compare=None):
        """Compare what the cell shows, leaving out what `make notebooks` would not store."""
        return super().compare_outputs(without_noise(test), ref, skip_compare)

    def runtest(self):
        """Run and compare the cell, unless it was never run or the kernel is gone."""
        if self.cell.source.strip() and self.cell.execution_count is None:
            self.raise_cell_error("This cell was never run: run `coursekit notebooks run`.")
        if not self.parent.kernel.is_alive():
            self.raise_cell_error("The kernel died in an earlier cell.")
        try:
            super().runtest()
        except KernelDied:
            self.raise_cell_error("The kernel died while it ran this cell.")


class NumbersDiffer(Exception):
    """Some numbers in prose are not what the lesson's own run gives."""


class Numbers(pytest.Item):
    """Every bound number of a lesson, evaluated after its last cell."""

    def runtest(self):
        """Compare the numbers in the text with the kernel's."""
        kernel = self.parent.kernel
        if not kernel.is_alive():
            raise NumbersDiffer("The kernel died in an earlier cell.")
        problems = bind.differences(self.parent.nb, self.path.name, kernel.evaluate)
        if problems:
            raise NumbersDiffer("\n".join(problems))

    def repr_failure(self, excinfo):
        """Show the sentences, not our traceback."""
        if isinstance(excinfo.value, NumbersDiffer):
            return f"{excinfo.value}\nRun `coursekit notebooks run {self.path.stem}`."
        return super().repr_failure(excinfo)

    def reportinfo(self):
        """Where pytest says this item stands."""
        return self.path, 0, f"{self.path.name}::numbers"
