// What every screen listens to: moving in lists, going to screens, search, palette, help. Reading needs none of it.

import { bind } from "/static/keys.js";

const token = document.querySelector("meta[name=csrf]").content;

// Sends a change to the API. Gives what it answers; throws an Error that says what is wrong, with the answer as its cause.
export async function send(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": token },
    body: JSON.stringify(body),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.error ?? `The server answered ${answer.status}.`, { cause: told });
  return told;
}

// Says a line to everybody, seen and heard.
export function tell(line) {
  const told = document.getElementById("told");
  told.hidden = !line;
  told.textContent = line;
}

// What can be chosen on this page, in order; and the one that is.
export function items() {
  return [...document.querySelectorAll("[data-item]")].filter((each) => each.checkVisibility());
}

export function chosen() {
  return document.querySelector("[data-item][data-chosen]");
}

// The item itself, or the first thing in it that takes the focus; else the item is made to take it.
function focus(item) {
  const takes = "a, button, [tabindex]";
  const target = item.matches(takes) ? item : [...item.querySelectorAll(takes)].find((each) => each.checkVisibility());
  if (!target) item.tabIndex = -1;
  (target ?? item).focus({ preventScroll: true });
}

export function choose(item) {
  chosen()?.removeAttribute("data-chosen");
  if (!item) return;
  item.dataset.chosen = "";
  if (!item.contains(document.activeElement)) focus(item);
  item.scrollIntoView({ block: "nearest" });
  item.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

export function step(by, fits = () => true) {
  const all = items();
  const here = all.indexOf(chosen());
  const rest = by > 0 ? all.slice(here + 1) : all.slice(0, Math.max(here, 0)).reverse();
  const found = rest.find(fits);
  if (found) choose(found);
  return Boolean(found);
}

// What was told of the one before is told no more.
function move(by, otherwise, fits) {
  tell(step(by, fits) || !items().length ? "" : otherwise);
}

// What is chosen opens and moves what is below it: under a pointer that is down, a click would miss what it was meant for.
let isPointerDown = false;
document.addEventListener("pointerdown", () => void (isPointerDown = true), true);
for (const kind of ["pointerup", "pointercancel"]) document.addEventListener(kind, () => void (isPointerDown = false), true);

document.addEventListener("focusin", (event) => {
  const item = event.target.closest?.("[data-item]");
  if (!item) return;
  if (isPointerDown) document.addEventListener("pointerup", () => setTimeout(() => follows(item)), { once: true });
  else follows(item);
});

// The focus is there already.
function follows(item) {
  if (item === chosen() || !item.contains(document.activeElement)) return;
  chosen()?.removeAttribute("data-chosen");
  item.dataset.chosen = "";
  item.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

const isUndecided = (item) => item.hasAttribute("data-undecided");

bind("next", () => move(1, "There is none further down."));
bind("previous", () => move(-1, "There is none further up."));
bind("next-undecided", () => move(1, "None further down is undecided.", isUndecided));
bind("previous-undecided", () => move(-1, "None further up is undecided.", isUndecided));
bind("open", () => follow("a[data-open], a[href]"));
bind("source", () => follow("a[data-source]"));
bind("search", () => document.querySelector(".search input[type=search]")?.focus());
bind("help", () => document.getElementById("keys-help")?.showModal());
bind("go", (name) => document.querySelector(`nav a[data-go="${CSS.escape(name)}"]`)?.click());
bind("palette", () => openPalette());

function follow(selector) {
  const item = chosen();
  const link = item?.matches(selector) ? item : item?.querySelector(selector);
  if (!link) return false;
  link.click();
}

// The palette: screens at once, parties, issues and documents from the server as soon as they are there.

let places;

async function openPalette() {
  const palette = document.getElementById("palette");
  const field = palette.querySelector("input");
  palette.showModal();
  field.value = "";
  places ??= [...document.querySelectorAll("nav a[data-go]")].map((link) => ({ words: link.textContent, href: link.href, kind: "screen" }));
  list("");
  field.focus();
  if (places.every((place) => place.kind === "screen")) {
    const answer = await fetch(`/api/places${location.search}`);
    if (answer.ok) places = [...places, ...(await answer.json())];
    list(field.value);
  }
}

function list(asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = places.filter((place) => words.every((word) => place.words.toLowerCase().includes(word))).slice(0, 12);
  const box = document.getElementById("palette-found");
  box.replaceChildren(
    ...found.map((place, at) => {
      const entry = document.createElement("li");
      const link = document.createElement("a");
      const kind = document.createElement("span");
      entry.role = "option";
      entry.ariaSelected = String(at === 0);
      link.href = place.href;
      link.tabIndex = -1;
      kind.className = "quiet";
      kind.textContent = place.kind;
      link.append(`${place.words} `, kind);
      entry.append(link);
      return entry;
    }),
  );
}

const palette = document.getElementById("palette");
palette?.addEventListener("input", (event) => list(event.target.value));
palette?.addEventListener("keydown", (event) => {
  const all = [...palette.querySelectorAll("[role=option]")];
  const here = all.findIndex((each) => each.ariaSelected === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const next = all[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      all[here].ariaSelected = "false";
      next.ariaSelected = "true";
      next.scrollIntoView({ block: "nearest" });
    }
    event.preventDefault();
  } else if (event.key === "Enter") {
    all[here]?.querySelector("a").click();
    event.preventDefault();
  }
});
