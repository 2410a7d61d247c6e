// Searching while typing: the server's own page is asked for, and what it found takes the place of what was found before.

import { bind } from "/static/keys.js";

const form = document.getElementById("asking");
const field = form.querySelector("input[name=q]");
const PAUSE = 180;
const LOOK_AGAIN = 1500;
let asked = 0;
let waiting;

function address() {
  const values = [...new FormData(form)].filter(([, value]) => value);
  return `/search?${new URLSearchParams(values)}`;
}

async function look(where) {
  const turn = ++asked;
  const answer = await fetch(where).catch(() => undefined);
  if (!answer?.ok || turn !== asked) return;
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = told.getElementById("found");
  if (!found || turn !== asked) return;
  document.getElementById("found").replaceWith(document.adoptNode(found));
  document.title = told.title;
  document.querySelector("h1").textContent = told.querySelector("h1").textContent;
  history.replaceState(null, "", where);
  again();
}

// While the index is being made, more is found each time.
function again() {
  clearTimeout(waiting);
  if (document.querySelector("#found[data-preparing]")) waiting = setTimeout(() => look(location.href), LOOK_AGAIN);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(() => look(address()), PAUSE);
}

form.addEventListener("input", soon);
bind("search", () => field.focus());
if (!field.value) field.focus();
again();
