// The kernel as a grid of number boxes, with names and sizes to choose from.
import { group, h } from "../kit/elements.js";
import { table } from "./places.js";

const LARGEST = 1000;
const SIZES = [1, 2, 3, 4, 5];
const BY_HAND = "by hand";

/** Add the kernel to `root`; return the function that shows a state. */
export function addKernel(root, view) {
  const { kernels } = view.given;
  const [named, nameLabel] = chooser("name ", [...Object.keys(kernels), BY_HAND], () => {
    if (named.value in kernels) view.go({ kernel: kernels[named.value] });
  });
  const [sized, sizeLabel] = chooser("size ", SIZES, () => {
    view.go({ kernel: resized(view.state.kernel, Number(sized.value)) });
  });
  const grid = new Grid(view);
  const frame = group("Kernel", nameLabel, sizeLabel, grid.root, grid.error);
  root.append(frame);
  return ({ kernel, kind }) => {
    frame.hidden = kind !== "convolution";
    named.value = nameOf(kernel, kernels);
    sized.value = kernel.length === kernel[0].length ? kernel.length : "";
    grid.show(kernel);
  };
}

function chooser(words, options, onchange) {
  const select = h("select", { onchange }, ...options.map((option) => h("option", {}, option)));
  return [select, h("label", {}, words, select)];
}

function nameOf(kernel, kernels) {
  const isSame = (name) => String(kernels[name]) === String(kernel);
  return Object.keys(kernels).find(isSame) || BY_HAND;
}

/** A kernel cut or filled with zeros to n × n around its middle. */
function resized(kernel, n) {
  const down = Math.floor((kernel.length - n) / 2);
  const across = Math.floor((kernel[0].length - n) / 2);
  return table(n, n, (i, j) => kernel[i + down]?.[j + across] ?? 0);
}

class Grid {
  constructor(view) {
    this.view = view;
    this.error = h("p", { className: "ck-error", id: view.name("kernel-error") });
    this.root = h("div", { className: "ck-kernel" });
    this.boxes = [];
  }

  show(kernel) {
    const isSameShape =
      kernel.length === this.boxes.length && kernel[0].length === this.boxes[0].length;
    if (!isSameShape) {
      this.boxes = kernel.map((row, i) => row.map((_, j) => this.box(i, j)));
      this.root.style.gridTemplateColumns = `repeat(${kernel[0].length}, minmax(0, 5em))`;
      this.root.replaceChildren(...this.boxes.flat());
    }
    this.boxes.forEach((row, i) => {
      row.forEach((box, j) => {
        if (box !== document.activeElement) this.fill(box, kernel[i][j]);
      });
    });
  }

  fill(box, weight) {
    if (box.ariaInvalid === "true") this.error.textContent = "";
    box.ariaInvalid = false;
    box.value = Number(weight.toFixed(4));
  }

  box(i, j) {
    const { view, error } = this;
    const box = h("input", {
      type: "number",
      step: "any",
      ariaLabel: `weight in row ${i + 1}, column ${j + 1}`,
      "aria-describedby": error.id,
      oninput() {
        const value = box.value.trim() ? Number(box.value) : NaN;
        const isRight = Math.abs(value) <= LARGEST;
        box.ariaInvalid = !isRight;
        error.textContent = isRight ? "" : "A weight must be a number from −1000 to 1000.";
        const { kernel } = view.state;
        if (isRight) view.set({ kernel: kernel.with(i, kernel[i].with(j, value)) });
      },
      onchange: () => view.commit(),
      onblur: () => view.set({}),
    });
    return box;
  }
}
