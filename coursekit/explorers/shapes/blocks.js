// The blocks as a list: arguments to type, buttons to move and remove, the sums written out.
import { button, h } from "../kit/elements.js";
import { wrong } from "../kit/words.js";
import { group } from "./counts.js";

/** Add the list to `root`; return the function that shows a state. */
export function addBlocks(root, view) {
  const list = new BlockList(view);
  const { kinds, most } = view.given;
  const options = Object.keys(kinds).map((kind) => h("option", {}, kind));
  const chosen = h("select", {}, ...options);
  const fresh = (kind) => [kind, ...kinds[kind].map(([, usual]) => usual)];
  const add = () => view.go({ blocks: [...view.state.blocks, fresh(chosen.value)] });
  list.addButton = button("Add at the end", add);
  const code = h("pre", {});
  const head = h("label", {}, "New block ", chosen);
  root.append(
    h("div", { className: "ck-moves" }, h("b", {}, "Blocks"), head, list.addButton),
    list.root,
  );
  view.below.append(h("details", {}, h("summary", {}, "Python code"), code));
  return (state, frame) => {
    list.show(state, frame);
    list.addButton.disabled = state.blocks.length >= most;
    code.textContent = frame.code || "There is code as soon as every block fits.";
  };
}

class BlockList {
  constructor(view) {
    this.view = view;
    this.root = h("ol", { className: "ck-blocks" });
    this.rows = [];
    this.kinds = null; // of the blocks that have rows
  }

  show({ blocks }, frame) {
    const kinds = blocks.map(([kind]) => kind).join();
    if (kinds !== this.kinds) {
      this.rows = blocks.map(([kind], k) => new BlockRow(this, kind, k, blocks.length));
      this.root.replaceChildren(...this.rows.map((row) => row.root));
      this.kinds = kinds;
    }
    this.rows.forEach((row, k) => {
      row.show(blocks[k], frame.blocks[k], k + 1 === frame.now);
    });
  }

  /** Move a block; the focus goes with it, to the same button if it still can act. */
  move(from, to) {
    const blocks = [...this.view.state.blocks];
    const [block] = blocks.splice(from, 1);
    blocks.splice(to, 0, block);
    this.view.go({ blocks });
    const { up, down } = this.rows[to];
    const [same, other] = to < from ? [up, down] : [down, up];
    (same.disabled ? other : same).focus();
  }

  remove(k) {
    this.view.go({ blocks: this.view.state.blocks.filter((_, other) => other !== k) });
    const next = this.rows[Math.min(k, this.rows.length - 1)];
    (next?.away || this.addButton).focus();
  }
}

class BlockRow {
  constructor(list, kind, k, count) {
    const { view } = list;
    Object.assign(this, { list, view, k });
    this.error = h("span", { className: "ck-error", id: view.name(`error${k}`) });
    this.says = h("span", {});
    const words = (act) => `${act} block ${k + 1}, ${kind}`;
    const act = (sign, name, disabled, does) =>
      button(sign, does, { disabled, ariaLabel: words(name) });
    this.up = act("↑", "Move up", k === 0, () => list.move(k, k - 1));
    this.down = act("↓", "Move down", k === count - 1, () => list.move(k, k + 1));
    this.away = act("✕", "Remove", false, () => list.remove(k));
    this.inputs = view.given.kinds[kind].map((rule, j) => this.input(rule, j));
    const labels = view.given.kinds[kind].map(([name], j) =>
      h("label", {}, `${name} `, this.inputs[j]),
    );
    const traits = { className: "ck-block", role: "group", ariaLabel: `Block ${k + 1}, ${kind}` };
    const head = h("div", traits, h("b", {}, kind), ...labels, this.up, this.down, this.away);
    this.root = h("li", {}, head, this.says, " ", this.error);
  }

  /** A box for argument j; its rule is [name, usual, low, high] or [name, usual, …words]. */
  input([name, usual, ...ends], j) {
    const { view } = this;
    const isWord = typeof usual === "string";
    const traits = {
      "aria-describedby": this.error.id,
      oninput: () => this.take(input, name, isWord ? null : ends, j),
      onchange: () => view.commit(),
      onblur: () => {
        view.set({});
        view.commit();
      },
    };
    const input = isWord ? chooser(traits, ends) : numberBox(traits, name, ends);
    return input;
  }

  take(input, name, ends, j) {
    const { view, k } = this;
    const value = ends ? numberIn(input) : input.value;
    const rule = ends && { label: name, low: ends[0], high: ends[1], whole: isWhole(name) };
    const reason = ends ? wrong(rule, value) : "";
    input.ariaInvalid = reason !== "";
    this.error.textContent = reason;
    if (reason) return;
    const { blocks } = view.state;
    view.set({ step: k + 1, blocks: blocks.with(k, blocks[k].with(j + 1, value)) });
  }

  show(block, done, isNow) {
    this.inputs.forEach((input, j) => {
      if (input === document.activeElement) return;
      input.value = block[j + 1];
      input.ariaInvalid = false;
    });
    const isRefused = this.inputs.some((input) => input.ariaInvalid === "true");
    if (!isRefused) this.error.textContent = done.problem || done.note;
    this.says.textContent = done.problem ? "" : sums(done);
    this.root.className = isNow ? "ck-now" : "";
    this.root.ariaCurrent = isNow;
  }
}

const isWhole = (name) => name !== "rate";
const numberIn = (input) => (input.value.trim() ? Number(input.value) : NaN);

const chooser = (traits, words) =>
  h("select", traits, ...words.map((word) => h("option", {}, word)));

const numberBox = (traits, name, [min, max]) =>
  h("input", { type: "number", step: isWhole(name) ? 1 : 0.05, min, max, ...traits });

function sums({ output, size, count, work, effort }) {
  const adds = work ? `${group(work)} = ${effort}` : "none";
  const shape = output.map(group).join(" × ");
  return `→ ${shape}. Size: ${size}. Parameters: ${count}. Multiply-adds: ${adds}.`;
}
