// The learner's notebooks, which JupyterLite keeps in this browser (IndexedDB), and what we note
// beside them. Each notebook is stored under its path.
const NAME = `JupyterLite Storage - ${new URL("./", import.meta.url).pathname}`;
const FILES = "files";

/** Open JupyterLite's database, or give null where it has made none yet. */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME);
    asked.onupgradeneeded = () => asked.transaction.abort(); // JupyterLite shall make it itself
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => (asked.error?.name === "AbortError" ? resolve(null) : reject(asked.error));
  });
}

async function inFiles(mode, act) {
  const database = await open();
  if (!database) return undefined;
  try {
    if (!database.objectStoreNames.contains(FILES)) return undefined;
    const transaction = database.transaction(FILES, mode);
    const asked = act(transaction.objectStore(FILES));
    return await new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** The learner's copy of a notebook, as JupyterLite keeps it, or undefined. */
export const copyOf = (path) => inFiles("readonly", (files) => files.get(path));

/** A path beside `path` that no copy has yet: "… (new).ipynb", "… (new 2).ipynb". */
async function free(path, word) {
  for (let n = 1; ; n++) {
    const beside = path.replace(/\.ipynb$/, ` (${word}${n > 1 ? ` ${n}` : ""}).ipynb`);
    if (!(await copyOf(beside))) return beside;
  }
}

const named = (file, path) => ({ ...file, path, name: path.split("/").pop() });

/** Put the learner's copy aside, so that the lesson opens as it was; give the path of the copy. */
export async function putAside(path) {
  const mine = await copyOf(path);
  if (!mine) return null;
  const aside = await free(path, "before");
  await inFiles("readwrite", (files) => {
    files.put(named(mine, aside), aside);
    return files.delete(path);
  });
  return aside;
}

/** Lay the newest lesson beside the learner's copy; give its path. */
export async function layBeside(path) {
  const mine = await copyOf(path);
  const answer = await fetch(new URL(`files/${path}`, import.meta.url));
  const beside = await free(path, "new");
  const file = { ...named(mine, beside), content: await answer.json() };
  await inFiles("readwrite", (files) => files.put(file, beside));
  return beside;
}

/** Say whether this browser lets the page keep a notebook of two megabytes. */
export async function canKeep() {
  const name = "coursekit: may this page keep anything?";
  try {
    const database = await new Promise((resolve, reject) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(FILES);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    try {
      await new Promise((resolve, reject) => {
        const transaction = database.transaction(FILES, "readwrite");
        transaction.objectStore(FILES).put("·".repeat(1e6), "trial");
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
    return true;
  } catch {
    return false;
  } finally {
    globalThis.indexedDB?.deleteDatabase(name);
  }
}

const KEY = (what, path) => `coursekit ${what} ${path}`;

/** Note something about a notebook, or forget it; a browser that keeps nothing is no error. */
export function note(what, path, value) {
  try {
    if (value === null) localStorage.removeItem(KEY(what, path));
    else localStorage.setItem(KEY(what, path), value);
  } catch {}
}

/** What was noted about a notebook, or null. */
export function noted(what, path) {
  try {
    return localStorage.getItem(KEY(what, path));
  } catch {
    return null;
  }
}
