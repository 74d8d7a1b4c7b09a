// Questions that answer. Without this script each choice unfolds its explanation.
(() => {
  const RECORD = "coursekit-quizzes";

  /** The answers of earlier visits, with one more if there is one. */
  function record(name, answer) {
    try {
      const answers = JSON.parse(localStorage.getItem(RECORD) || "{}");
      if (name) localStorage.setItem(RECORD, JSON.stringify({ ...answers, [name]: answer }));
      return answers;
    } catch {
      return {}; // A private window keeps nothing, and the question answers all the same.
    }
  }

  function element(tag, traits, ...inside) {
    const node = Object.assign(document.createElement(tag), traits);
    node.append(...inside);
    return node;
  }

  /** A choice as the stored output folds it: its words, and ✔ or ✘ with the reason. */
  function choiceOf(fold) {
    const words = fold.querySelector("summary").innerHTML;
    const [mark, ...why] = fold.querySelector("blockquote").innerHTML.trim();
    return { words, why: why.join(""), right: mark === "✔" };
  }

  function ask(quiz) {
    const name = quiz.dataset.quiz;
    const choices = [...quiz.querySelectorAll("details")].map(choiceOf);
    const verdict = element("p", { className: "quiz-verdict", role: "status" });
    const buttons = choices.map(({ words }) =>
      element("button", { type: "button", innerHTML: words, ariaPressed: "false" }),
    );

    function show(k) {
      const { right, why } = choices[k];
      for (const button of buttons) button.ariaPressed = String(button === buttons[k]);
      buttons[k].dataset.right = verdict.dataset.right = right;
      verdict.innerHTML = right ? `<b>✔ Right.</b> ${why}` : `<b>✘ Not so.</b> ${why}`;
    }

    for (const [k, button] of buttons.entries()) {
      button.addEventListener("click", () => {
        show(k);
        record(name, k);
      });
    }
    const legend = element("legend", { innerHTML: quiz.querySelector("p").innerHTML });
    quiz.replaceChildren(element("fieldset", {}, legend, ...buttons), verdict);
    const before = record()[name];
    if (before in choices) show(before);
  }

  for (const quiz of document.querySelectorAll("[data-quiz]")) ask(quiz);
})();
