// The page of a contest: the key for correcting leads into the form, a ticked side chooses the verdict that it belongs to.

import { bind } from "/static/keys.js";

const form = document.querySelector("form.resolve");

bind("edit", () => {
  if (!form) return false;
  form.elements.verdict[0].closest("form").querySelector("input:checked, input[type=radio]").focus();
});

form?.addEventListener("change", (event) => {
  const upheld = form.querySelector("input[value=upheld]");
  if (event.target.name === "upheld" && event.target.checked && upheld) upheld.checked = true;
});
