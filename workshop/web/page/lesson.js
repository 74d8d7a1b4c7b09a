// The bar below a lesson: how far Python is, and what can be done with the learner's copy.
import { copyOf, note, noted } from "./store.js";

const STARTING = "Python starts; read on, and run a cell whenever you like …";
const READY = "Python is ready. What you write is kept in this browser.";
const NEWER = "This lesson has changed since you began. Yours is kept as it is.";
const CLOSED =
  "This page closed while a cell ran. What you wrote is kept: run the cells again from the top.";
const BROKEN =
  "Python could not start: look whether there is a network, then load this page again. What you " +
  "wrote is kept.";
const ANEW =
  "Open this lesson as it was at first? Your copy is put aside, under the same name with " +
  "“(before)”.";

/** What JupyterLab leaves without a name → how a screen reader shall call it. */
const NAMES = {
  "#jp-NotebookLogo": "All lessons and files",
  ".jp-collapseHeadingButton": "Fold or unfold this section",
  ".jp-MarkdownCell .cm-content": "Text",
  ".jp-CodeCell .cm-content": "Code",
};

const element = (name) => document.getElementById(`coursekit-${name}`);
const path = new URLSearchParams(location.search).get("path") ?? "";
const opener = (what) => `../open.html?lesson=${encodeURIComponent(path)}${what}`;

function say(text) {
  element("says").textContent = text;
  const bar = document.getElementById("coursekit");
  document.body.style.setProperty("--coursekit-height", `${bar.offsetHeight}px`);
  window.dispatchEvent(new Event("resize"));
}

/** Tell of a newer lesson: JupyterLite shows the learner's copy and would hide it. */
async function compare() {
  const { lessons } = await (await fetch("../lessons.json")).json();
  const lesson = lessons.find((one) => one.path === path);
  element("anew").hidden = !lesson;
  if (!lesson) return;
  if (!(await copyOf(path))) return note("given", path, lesson.mark);
  if (noted("given", path) === lesson.mark) return;
  element("newer").href = opener("&beside=1");
  element("newer").hidden = false;
  say(NEWER);
}

/** Start Python at once, and give its worker to JupyterLite when it asks for one. */
function startPython() {
  let ahead = new Worker("../python.js");
  ahead.addEventListener("error", () => (ahead = null), { once: true });
  window.Worker = class extends window.Worker {
    constructor(script, ...more) {
      const taken = String(script).includes("/pyodide-kernel-extension/") && ahead;
      if (!taken) {
        super(script, ...more);
        watch(this);
        return;
      }
      ahead = null; // a kernel that is started again gets a worker of its own
      taken.postMessage({ coursekitScript: String(script) });
      watch(taken);
      return taken;
    }
  };
}

/** Say that Python starts, or that it could not. */
function watch(worker) {
  const failed = (event) => event.data?.name === "throw" && say(BROKEN);
  worker.addEventListener("message", failed);
  worker.addEventListener("error", () => say(BROKEN));
  say(STARTING);
}

const notebook = () => window.jupyterapp?.shell?.currentWidget;

/** Whether a cell runs or waits for its turn. */
const runs = () =>
  [...(notebook()?.content?.model?.cells ?? [])].some((cell) => cell.executionState === "running");

/** Note whether a cell runs: the page may close meanwhile. */
function watchCells() {
  let before = false;
  const look = () => {
    const now = runs();
    if (now !== before) note("running", path, now ? "yes" : null);
    before = now;
  };
  setInterval(look, 300);
  window.addEventListener("pagehide", look);
}

/** Say when Python is ready, and whether the page closed while a cell ran. */
function watchKernel() {
  const closed = noted("running", path);
  const timer = setInterval(() => {
    if (notebook()?.sessionContext?.kernelDisplayStatus !== "idle") return;
    clearInterval(timer);
    if (element("says").textContent === STARTING) say(closed ? CLOSED : READY);
    if (closed && !runs()) note("running", path, null); // it has been told
  }, 300);
}

/** Give names to what has none, and to our pictures the words that stand beside them. */
function nameThings() {
  for (const [which, name] of Object.entries(NAMES)) {
    for (const node of document.querySelectorAll(`${which}:not([aria-label])`)) {
      node.setAttribute("aria-label", name);
    }
  }
  if (!document.querySelector(".jp-RenderedImage img:not([alt])")) return;
  for (const { outputArea } of notebook()?.content?.widgets ?? []) {
    outputArea?.widgets.forEach((shown, k) => {
      const picture = shown.node.querySelector(".jp-RenderedImage img:not([alt])");
      const { alt } = outputArea.model.get(k)?.metadata["image/png"] ?? {};
      if (picture) picture.alt = alt ?? "A picture that the code above draws";
    });
  }
}

async function save() {
  await window.jupyterapp?.commands.execute("docmanager:save");
}

element("download").addEventListener("click", async () => {
  await save();
  window.jupyterapp?.commands.execute("docmanager:download");
});
element("anew").href = opener("&anew=1");
element("anew").addEventListener("click", (event) => {
  if (!window.confirm(ANEW)) event.preventDefault();
});
document.addEventListener("visibilitychange", () => document.hidden && save());
startPython();
watchKernel();
watchCells();
setInterval(nameThings, 500);
compare().catch(() => {});
