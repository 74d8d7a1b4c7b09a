// Elements of the page.

/** Make an element with properties or attributes, and with what is inside. */
export function h(tag, traits, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...inside);
  return node;
}

export const button = (words, onclick, traits) =>
  h("button", { type: "button", onclick, ...traits }, words);

/** A frame with a name around what belongs together. */
export const group = (name, ...inside) =>
  h("fieldset", { className: "ck-group" }, h("legend", {}, name), ...inside);
