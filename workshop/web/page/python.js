// Starts Python. A page that shows a lesson runs this file in a worker of its own, at once, while
// JupyterLite is still on its way; JupyterLite's worker takes it for pyodide.js.
//
// What the first cell needs comes first. The rest arrives while the reader reads: only a cell that
// is run before it is there has to wait.
self.coursekitPython ??= (() => {
  const FIRST = "@FIRST@".split(" ");
  const LATER = "@LATER@".split(" ");
  const PATIENCE = 2000; // milliseconds in which the reader may run the first cell undisturbed

  // The kernel is imported here and not where JupyterLite does it: there every import would first
  // ask the page for a module of this name beside the lessons. What installs further packages and
  // what completes words come later, so that names stand in for them.
  const START = `
import sys, types
for name in ("piplite", "piplite.piplite"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["piplite"].piplite = sys.modules["piplite.piplite"]
import coursekit.web, pyodide_kernel, pyodide_kernel.kernel
pyodide_kernel.ipython_shell.Completer.use_jedi = False

def wait_for(later, find=pyodide_kernel.kernel._load_packages_from_imports):
    async def load(code):
        if "web.start()" not in code:
            await later()
        await find(code)
    pyodide_kernel.kernel._load_packages_from_imports = load

wait_for`;
  const TOOLS = `
import sys
told = sys.modules.pop("piplite.piplite")
del sys.modules["piplite"]
import piplite.piplite, jedi.api.helpers, jedi.api.classes, IPython.core.completer, pyodide_kernel
for name in ("_PIPLITE_DISABLE_PYPI", "_PIPLITE_URLS"):
    if hasattr(told, name):
        setattr(piplite.piplite, name, getattr(told, name))
jedi.settings.case_insensitive_completion = False
IPython.core.completer.jedi = jedi
IPython.core.completer.JEDI_INSTALLED = True
pyodide_kernel.ipython_shell.Completer.use_jedi = True
del name, told`;
  let begun;
  let take;
  const taken = new Promise((resolve) => {
    take = resolve;
  });

  async function begin(options) {
    importScripts(`${options.indexURL}pyodide.js`);
    const load = self.loadPyodide;
    self.loadPyodide = resume; // JupyterLite takes it from here
    const pyodide = await load({ ...options, packages: FIRST });
    const later = once(async () => {
      await pyodide.loadPackage(LATER, { messageCallback: () => {} });
      setTimeout(() => pyodide.runPython(TOOLS, { globals: pyodide.toPy({}) }));
    });
    pyodide.runPython(START, { globals: pyodide.toPy({}) })(later);
    // A cell that needs it tells of a failure.
    taken.then(() => setTimeout(() => later().catch(() => {}), PATIENCE));
    return pyodide;
  }

  /** A function that does its work once, and again after a failure. */
  function once(work) {
    let doing;
    return () => {
      doing ??= work().catch((error) => {
        doing = undefined;
        throw error;
      });
      return doing;
    };
  }

  /** What JupyterLite calls. */
  function resume(options) {
    begun ??= begin(options);
    begun.then(take, () => {});
    return begun;
  }

  /** Begin in a worker that the page made; JupyterLite's own script comes when it asks for one. */
  function ahead() {
    const indexURL = new URL("static/python/", self.location).href;
    // JupyterLite awaits the same promise, and tells of a failure.
    begun = begin({ indexURL, lockFileURL: `${indexURL}pyodide-lock.json` });
    begun.catch(() => {});
    self.addEventListener("message", (event) => {
      if (event.data?.coursekitScript) importScripts(event.data.coursekitScript);
    });
  }

  if (self.location.pathname.endsWith("/python.js")) ahead();
  return resume;
})();
self.loadPyodide = self.coursekitPython;
