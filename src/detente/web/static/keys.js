// Keys: which key means what, as the page lists it and as the user changed it, and who listens.

const STORE = "detente-keys";
const actions = new Map();
let waiting = "";

export function choices() {
  try {
    return { off: false, keys: {}, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") };
  } catch {
    return { off: false, keys: {} };
  }
}

export function keep(chosen) {
  localStorage.setItem(STORE, JSON.stringify(chosen));
}

// What an action does on this page. Where it gives false, the key is left to the browser.
export function bind(action, act) {
  actions.set(action, act);
}

export function nameOf(event) {
  return `${event.ctrlKey || event.metaKey ? "Control+" : ""}${event.altKey ? "Alt+" : ""}${event.key}`;
}

function actionOf(name) {
  const { keys } = choices();
  for (const row of document.querySelectorAll("#keys-help [data-action]")) {
    if ((keys[row.dataset.action] ?? row.dataset.key) === name) return row.dataset.action;
  }
  return "";
}

function isWriting(target) {
  return target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio], [type=range]), textarea, select");
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || choices().off || event.isComposing) return;
  const name = nameOf(event);
  if (isWriting(event.target) && !name.startsWith("Control+")) return;
  if (waiting) {
    const act = actions.get(waiting);
    waiting = "";
    if (act?.(name) !== false) event.preventDefault();
    return;
  }
  if (name === "Enter" && event.target.matches?.("a, button, summary, input")) return;
  if (document.querySelector("dialog[open]") && name !== "Escape") return;
  const action = actionOf(name);
  if (!action || !actions.has(action)) return;
  if (action === "go") {
    waiting = "go";
    event.preventDefault();
  } else if (actions.get(action)(name) !== false) {
    event.preventDefault();
  }
});

for (const row of document.querySelectorAll("[data-action]")) {
  const key = choices().keys[row.dataset.action];
  if (key !== undefined) row.querySelector("kbd").textContent = key || "no key";
}
