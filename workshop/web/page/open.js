// Leads to a lesson in JupyterLite: open.html?lesson=01, or ?lesson=notebooks/01_….ipynb.
//
// Before that it looks whether this browser can run the lesson, and fetches Python, so that what
// is slow or amiss is told here in one sentence, beside a link to the page that only reads.
//   &anew=1    puts the learner's copy aside first, so that the lesson opens as it was
//   &beside=1  opens the newest lesson beside the learner's copy
import { canKeep, layBeside, note, putAside } from "./store.js";

const NO_LESSON = "There is no such lesson here: choose one from the map.";
const NO_WASM =
  "This browser has no WebAssembly, or it is switched off, so Python cannot run in it: " +
  "read the lesson here, or run it in Colab.";
const NO_PYTHON =
  "Python’s files cannot be reached: look whether there is a network, then load this page again. " +
  "What you wrote is still kept.";
const NO_WORKER =
  "This window keeps no files of the site (is it a private one?): the lesson runs, but it will " +
  "not open without a network.";
const NO_STORE =
  "This browser keeps nothing for this page (storage is full or forbidden): the lesson runs, but " +
  "download what you write before you close it.";

const element = (id) => document.getElementById(id);
const say = (text) => {
  element("says").textContent = text;
};
const asked = new URLSearchParams(location.search);

class Stop extends Error {}

/** The entry of lessons.json that the address asks for. */
function choose(lessons) {
  const wanted = asked.get("lesson") || "00";
  const found = lessons.find(
    ({ path }) => path === wanted || path.startsWith(`notebooks/${wanted}_`),
  );
  if (!found) throw new Stop(NO_LESSON);
  return found;
}

/** The page of the site that shows a notebook for reading. */
function reading(path) {
  const folder = path.startsWith("notebooks/") ? "lessons" : "exercises";
  return `../${folder}/${path.split("/").pop().replace(".ipynb", ".html")}`;
}

/** Let the service worker keep the site's files; false where a browser has none. */
async function startWorker(version) {
  if (!navigator.serviceWorker) return false;
  const address = new URL("service-worker.js?enableCache=false", location.href).href;
  try {
    localStorage.setItem(`${address}-version`, version); // else JupyterLite would register it anew
    await navigator.serviceWorker.register(address);
    if (!navigator.serviceWorker.controller) await controlled();
    return true;
  } catch {
    return false;
  }
}

function controlled() {
  return new Promise((resolve, reject) => {
    navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true });
    if (navigator.serviceWorker.controller) resolve();
    setTimeout(reject, 5000);
  });
}

/** Whether a file was kept by an earlier visit. */
async function isKept(file) {
  try {
    return Boolean(await caches.match(new URL(file, location.href).href));
  } catch {
    return false; // a window that keeps nothing
  }
}

/** Fetch what Python needs, and tell how far it is. */
async function fetchPython(files) {
  let done = 0;
  let failed = false;
  const method = navigator.serviceWorker?.controller ? "GET" : "HEAD";
  const fetchOne = async (file) => {
    if (!(await isKept(file))) {
      const answer = await fetch(file, { method });
      if (!answer.ok) throw new Error(answer.status);
      await answer.arrayBuffer();
    }
    done += 1;
    if (failed) return; // its sentence stays
    element("progress").value = done / files.length;
    say(`Fetching Python: ${done} of ${files.length} files …`);
  };
  try {
    await Promise.all(files.map(fetchOne));
  } catch {
    failed = true;
    throw new Stop(NO_PYTHON);
  }
}

/** Do what the address asks of the learner's copy; give the path to open. */
async function settle(lesson) {
  if (asked.has("beside")) {
    const path = await layBeside(lesson.path);
    note("given", lesson.path, lesson.mark);
    return path;
  }
  if (asked.has("anew")) await putAside(lesson.path);
  return lesson.path;
}

function warn(warnings, go) {
  element("warnings").hidden = false;
  element("warnings").append(
    ...warnings.map((text) => Object.assign(document.createElement("li"), { textContent: text })),
  );
  element("go").hidden = false;
  element("go").addEventListener("click", go);
  say("Before you begin:");
}

async function main() {
  const { jupyterlite, lessons, python } = await (await fetch("lessons.json")).json();
  const lesson = choose(lessons);
  element("title").textContent = document.title = lesson.title;
  element("read").href = reading(lesson.path);
  say("Looking at your browser …");
  if (typeof WebAssembly !== "object") throw new Stop(NO_WASM);
  const [worker, keeps] = await Promise.all([startWorker(jupyterlite), canKeep()]);
  await fetchPython(python);
  const path = keeps ? await settle(lesson) : lesson.path;
  const go = () => location.replace(`notebooks/index.html?path=${encodeURIComponent(path)}`);
  const warnings = [...(worker ? [] : [NO_WORKER]), ...(keeps ? [] : [NO_STORE])];
  element("progress").hidden = true;
  if (warnings.length) return warn(warnings, go);
  say("Opening the lesson …");
  go();
}

main().catch((error) => {
  element("progress").hidden = true;
  say(error instanceof Stop ? error.message : NO_PYTHON);
});
