// A statement that the coder missed: the words that are selected in the text stand in the form. Without it they are
// typed or pasted there.

import { bind } from "/static/keys.js";
import { fitIssue } from "/static/deciding.js";

export function listenFor(text) {
  const form = document.querySelector("#state form");
  if (!form) return;
  const [folded, quote] = [form.closest("details"), form.elements.quote];
  let last = null;

  function take() {
    if (!last) return;
    quote.value = last.words;
    place(last.start);
  }

  // Once the words are others, or there is a choice of places no more, where they began tells nothing.
  function place(start) {
    const choice = form.elements.start;
    if (choice instanceof HTMLSelectElement) {
      const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "start" });
      choice.closest("label").replaceWith(hidden);
    }
    form.elements.start.value = start;
  }

  document.addEventListener("selectionchange", () => {
    const selected = text().selected();
    if (!selected) return;
    const words = getSelection().getRangeAt(0).toString();
    const begun = words.length - words.trimStart().length;
    if (!words.trim()) return;
    last = { words: words.trim(), start: selected.start + begun };
    if (folded.open) take();
  });
  folded.addEventListener("toggle", () => {
    if (folded.open && !quote.value) take();
  });
  quote.addEventListener("input", () => place(""));
  fitIssue(form.elements.issue);
  bind("state", () => {
    folded.open = true;
    if (last) take();
    (quote.value ? form.elements.party : quote).focus();
  });
}
