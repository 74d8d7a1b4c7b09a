"""JupyterLite as a learner gets it: from a server on this machine, with nothing else to reach."""

PATIENCE = 90_000  # milliseconds; an idle machine needs a tenth
STATE = "jupyterapp.shell.currentWidget.sessionContext.kernelDisplayStatus"
CELLS = """[...jupyterapp.shell.currentWidget.content.model.cells].map((cell) => ({
  id: cell.sharedModel.getId(),
  source: cell.sharedModel.getSource(),
  count: cell.executionCount,
  outputs: cell.type === "code"
    ? Array.from({ length: cell.outputs.length }, (_, i) => cell.outputs.get(i).toJSON()) : [],
}))"""
GO_TO = """async (k) => {
  const notebook = jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = k;
  await notebook.scrollToItem(k, "start");
}"""
WRITE = """source => jupyterapp.shell.currentWidget.content.activeCell.model
  .sharedModel.setSource(source)"""


class Lesson:
    """One lesson in a page of a browser's context, with the list of all addresses it asked for."""

    def __init__(self, context, address):
        self.context, self.address, self.asked = context, address, []
        context.on("request", lambda request: self.asked.append(request.url))
        self.page = context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def open(self, lesson, more=""):
        """Go to the page that leads to a lesson."""
        self.page.goto(f"{self.address}/open.html?lesson={lesson}{more}")
        return self

    def ready(self):
        """Wait until Python is."""
        self.page.wait_for_function(
            f'globalThis.jupyterapp?.shell.currentWidget && {STATE} === "idle"'
        )
        return self

    def shown(self):
        """Wait until the notebook is there, with or without Python."""
        self.page.wait_for_function("globalThis.jupyterapp?.shell.currentWidget?.context?.isReady")
        return self

    def says(self):
        """Return the locator of the line that tells how things are."""
        return self.page.locator("#coursekit-says, #says")

    def do(self, command):
        """Run one of JupyterLab's commands, and wait until Python is idle again."""
        self.page.evaluate("command => jupyterapp.commands.execute(command)", command)
        self.page.wait_for_function(f'{STATE} === "idle"')

    def cells(self):
        """Return source, count and outputs of each cell."""
        return self.page.evaluate(CELLS)

    def go_to(self, name):
        """Make the cell active that has this id or begins so; return its locator and its place."""
        cells = enumerate(self.cells())
        place = next(
            k for k, cell in cells if name == cell["id"] or cell["source"].startswith(name)
        )
        self.page.evaluate(GO_TO, place)
        return self.page.locator(".jp-Cell.jp-mod-active"), place

    def answers(self, name, source):
        """Write an answer into a cell and run it; return the text that it shows."""
        place = self.go_to(name)[1]
        self.page.evaluate(WRITE, source)
        self.do("notebook:run-cell")
        return self.cells()[place]["outputs"]

    def outside(self):
        """Return the addresses that are not on this machine."""
        inside = (self.address.removesuffix("/run"), "blob:", "data:", "ws://127.0.0.1")
        return [url for url in self.asked if not url.startswith(inside)]
