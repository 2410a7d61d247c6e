// What if: a switch or a number that is changed is answered at once, by the page that the form would lead to.

import { chosen } from "/static/detente.js";
import { bind } from "/static/keys.js";

const form = document.getElementById("what-if");
const PAUSE = 250;
let asked = 0;
let waiting;

function address() {
  const values = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${form.getAttribute("action")}?${new URLSearchParams(values)}`;
}

async function answer() {
  const turn = ++asked;
  document.body.setAttribute("aria-busy", "true");
  const told = await fetch(address()).catch(() => undefined);
  if (turn !== asked) return;
  document.body.removeAttribute("aria-busy");
  if (!told) return;
  const page = new DOMParser().parseFromString(await told.text(), "text/html");
  if (turn !== asked) return;
  const main = page.getElementById("main");
  if (!page.getElementById("answer")) {
    document.getElementById("answer").replaceChildren(...[...main.childNodes].map((node) => document.adoptNode(node)));
    return;
  }
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceWith(document.adoptNode(fresh));
  }
  for (const line of document.querySelectorAll(".line")) {
    line.classList.toggle("is-muted", line.querySelector("input[name=without]").checked);
  }
  history.replaceState(null, "", told.url);
  say(document.querySelector("#answer .compared p")?.textContent ?? "As things stand.");
}

function say(words) {
  const told = document.getElementById("told");
  told.hidden = false;
  told.textContent = words;
  clearTimeout(say.waiting);
  say.waiting = setTimeout(() => (told.hidden = true), 6000);
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(answer, PAUSE);
}

const UNFINISHED = ["giver", "taker", "issue", "option"];

form?.addEventListener("change", (event) => {
  if (UNFINISHED.includes(event.target.name) || event.target.name.startsWith("worth:")) return;
  if (event.target.name !== "amount") soon();
});
form?.addEventListener("submit", (event) => {
  const makes = ["amount", "option"].some((name) => form.elements[name]?.value);
  if (makes) return;
  event.preventDefault();
  clearTimeout(waiting);
  answer();
});

bind("mute", () => {
  const field = chosen()?.querySelector("input[name=without]");
  if (!field) return false;
  field.click();
});
