// Runs cells in Pyodide in Node, with the Python side of JupyterLite's kernel.
//
//   node node_run.mjs FOLDER LOCK SCRIPT    one JSON job a line in, one JSON answer a line out
//
// FOLDER holds Pyodide, LOCK names the packages, all of which are loaded, SCRIPT defines `answer`.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, lock, script] = process.argv.slice(2);
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));

const cpuSeconds = () => Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1e6;
const names = Object.keys(JSON.parse(readFileSync(lock, "utf8")).packages);
const pyodide = await loadPyodide({
  indexURL: folder,
  lockFileURL: lock,
  stdout: () => {},
  stderr: (line) => process.stderr.write(`${line}\n`),
});
await pyodide.loadPackage(names, { messageCallback: () => {}, checkIntegrity: false });
pyodide.runPython(readFileSync(script, "utf8"));
const answer = pyodide.globals.get("answer");
say({ ready: cpuSeconds() });

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${await answer(line)}\n`);
}
