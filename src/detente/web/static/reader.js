// The reader: quotes that may overlap shown by highlights, the text beside the chosen statement, other words for it.
// Without it the marks and links of the page do.

import { bind } from "/static/keys.js";
import { choose, chosen, tell } from "/static/detente.js";
import { editSpan } from "/static/span.js";
import { listenFor } from "/static/stating.js";
import { Text } from "/static/text.js";

const article = document.querySelector("article.text");
const list = document.querySelector(".notes");
const canPaint = "highlights" in CSS;
let text = new Text(article);

const rangeOf = (item) => text.range(Number(item.dataset.start), Number(item.dataset.end));

// Every quote in the colour of its voice; where one lies over another it is underlined as well.
function paint() {
  if (!canPaint || !list) return;
  article.classList.add("is-painted");
  const named = { party: [], author: [], "left-out": [], over: [], chosen: [] };
  let reached = 0;
  for (const item of list.querySelectorAll("[data-start]:not([data-orphan])")) {
    const range = rangeOf(item);
    named[item.dataset.voice].push(range);
    if (Number(item.dataset.start) < reached) named.over.push(range);
    reached = Math.max(reached, Number(item.dataset.end));
    if (item === chosen()) named.chosen.push(range);
  }
  for (const [name, ranges] of Object.entries(named)) CSS.highlights.set(name, new Highlight(...ranges));
  CSS.highlights.get("chosen").priority = 2;
  CSS.highlights.get("over").priority = 1;
}

function show(item) {
  paintChosen(item);
  if (!item || getComputedStyle(list.closest("aside")).position !== "sticky") return;
  const box = rangeOf(item).getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) scrollBy({ top: box.top - innerHeight / 3 });
}

function paintChosen(item) {
  if (!canPaint) return;
  const is = item && !item.hasAttribute("data-orphan");
  const highlight = new Highlight(...(is ? [rangeOf(item)] : []));
  highlight.priority = 2;
  CSS.highlights.set("chosen", highlight);
}

// The address names the chosen statement, so that loading it again leads back there.
function note(item) {
  const address = new URL(location);
  address.searchParams.set("statement", item.dataset.statement);
  address.hash = "";
  history.replaceState(null, "", address);
}

list?.addEventListener("chosen", (event) => {
  show(event.target);
  note(event.target);
});

list?.addEventListener("decided", async (event) => {
  const item = event.target;
  if (item.dataset.start === event.detail.start && item.dataset.end === event.detail.end) {
    paint();
    return;
  }
  const answer = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("article.text");
  article.replaceChildren(...document.importNode(fresh, true).childNodes);
  article.dataset.start = fresh.dataset.start;
  for (const asked of article.querySelectorAll(".is-asked")) asked.classList.remove("is-asked");
  text = new Text(article);
  paint();
});

// A click on marked words chooses their statement, the shortest where several quote them.
article.addEventListener("click", (event) => {
  const link = event.target.closest("a.span");
  const id = link && new URL(link.href).searchParams.get("statement");
  const item = id && document.getElementById(`n-${id}`);
  if (!item || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (getSelection().isCollapsed) choose(item);
});

list?.addEventListener("click", (event) => {
  const item = event.target.closest("[data-item]");
  const link = event.target.closest("a[data-source]");
  if (link && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    rangeOf(item).startContainer.parentElement.scrollIntoView({ block: "center" });
  }
  if (item && item !== chosen() && !event.target.closest("a, button, input, select, textarea")) choose(item);
});

if (document.getElementById("decide")) {
  bind("span", () => {
    const item = chosen();
    if (!item?.querySelector("[data-do=span]")) return void tell("Choose a statement first, with j.");
    editSpan(item, text);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-do=span]");
    if (button) editSpan(button.closest("[data-item]"), text);
  });
}

// What was dropped takes a while, and only when it is asked for.
document.querySelector("a[data-explain]")?.addEventListener("click", async (event) => {
  event.preventDefault();
  const link = event.currentTarget;
  const place = document.getElementById("dropped");
  if (place.hasAttribute("aria-busy")) return;
  place.setAttribute("aria-busy", "true");
  tell(`Reading the text again; this takes ${place.querySelector("[data-wait]").textContent}. Go on meanwhile.`);
  const answer = await fetch(link.href);
  const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("dropped");
  place.removeAttribute("aria-busy");
  if (!answer.ok || !found) return tell("It could not be told what was dropped. Try again.");
  place.replaceWith(document.importNode(found, true));
  tell("What was dropped, and why, stands below the text.");
});

const asked = list?.querySelector(".is-shown");
asked?.classList.remove("is-shown");
if (asked) {
  // The list shows which is chosen, and its words are painted; a place that was found stays marked.
  for (const each of article.querySelectorAll(".is-asked")) each.classList.remove("is-asked");
  asked.dataset.chosen = "";
  asked.scrollIntoView({ block: "nearest" });
}
paint();
listenFor(() => text);
