// The page of the keys: each field takes the key that is pressed in it.

import { choices, keep, nameOf } from "/static/keys.js";

const form = document.getElementById("key-choices");
const fields = [...form.querySelectorAll("input[data-usual]")];

function show() {
  const { off, keys } = choices();
  form.elements.off.checked = off;
  for (const field of fields) field.value = keys[field.name] ?? field.dataset.usual;
}

function take() {
  const changed = fields.filter((field) => field.value !== field.dataset.usual);
  keep({ off: form.elements.off.checked, keys: Object.fromEntries(changed.map((field) => [field.name, field.value])) });
}

for (const field of fields) {
  field.addEventListener("keydown", (event) => {
    if (["Tab", "Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
    event.preventDefault();
    field.value = event.key === "Backspace" ? "" : nameOf(event);
    take();
  });
}
form.addEventListener("change", take);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  event.preventDefault();
  keep({ off: false, keys: {} });
  show();
});
show();
