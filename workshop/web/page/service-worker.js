// Keeps the files of this site and Pyodide's packages, so that a lesson opens again at once and
// without a network. JupyterLite's own worker, which comes after, sees the rest.
const SITE = "coursekit @BUILD@";
const PACKAGES = "coursekit Pyodide @PYODIDE@"; // outlives a new build
const ROOT = new URL("./", self.location.href);
const CHANGING = ["open.html", "lessons.json"]; // a newer one is wanted where there is a network
// The first visit loads these before there is a worker, which then never sees them.
const FIRST = ["open.html", "open.css", "open.js", "store.js", "lessons.json"];

self.addEventListener("install", (event) => {
  const fresh = FIRST.map((file) => new Request(new URL(file, ROOT), { cache: "reload" }));
  const kept = caches.open(SITE).then((cache) => cache.addAll(fresh));
  event.waitUntil(kept.catch(() => {})); // where storage is full nothing is kept
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const old = names.filter((name) => name.startsWith("coursekit ") && name !== PACKAGES);
      return Promise.all(old.filter((name) => name !== SITE).map((name) => caches.delete(name)));
    }),
  );
});

/** The name of the cache for an address, or undefined where nothing is kept. */
function cacheFor(url) {
  const inside = url.href.startsWith(ROOT.href);
  if (inside && /\/api\/(drive|stdin|service-worker)/.test(url.pathname)) return undefined;
  if (/\/pyodide\.|_wasm32\.whl$/.test(url.pathname)) return PACKAGES;
  if (inside) return SITE;
  return url.pathname.includes("/pyodide/v@PYODIDE@/") ? PACKAGES : undefined;
}

/** A page is kept once, whatever its address asks. */
function keyOf(request) {
  const url = new URL(request.url);
  return request.mode === "navigate" ? url.origin + url.pathname : request.url;
}

async function fetched(request, cache) {
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    cache.put(keyOf(request), copy).catch(() => {}); // where storage is full nothing is kept
  }
  return answer;
}

async function answer(request, name, changing) {
  const cache = await caches.open(name);
  const kept = () => cache.match(keyOf(request));
  if (!changing) return (await kept()) ?? fetched(request, cache);
  try {
    return await fetched(request, cache);
  } catch (error) {
    const old = await kept();
    if (old) return old;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const name = event.request.method === "GET" ? cacheFor(url) : undefined;
  if (!name) return;
  const changing = CHANGING.some((file) => url.pathname.endsWith(`/${file}`));
  event.stopImmediatePropagation();
  event.respondWith(answer(event.request, name, changing));
});

importScripts("jupyterlite-worker.js");
