// Deciding by keys and in place: what the forms of a page do anyway, without loading it again. The server makes every
// word of it; here only the statements that changed are put in the place of what they were.

import { bind } from "/static/keys.js";
import { choose, chosen, items, tell } from "/static/detente.js";

const list = document.querySelector("[data-part]");
const token = document.querySelector("meta[name=csrf]").content;
document.documentElement.classList.add("has-scripts");

let queue = Promise.resolve();
let isOpening = false;
const waiting = new Set();
const CLOSED = "Others stand for this statement now; undo that first.";

// One after the other, so that each knows how many reviews the one before left.
function inTurn(act) {
  queue = queue.then(act).catch(() => tell("The server cannot be reached; nothing was recorded. Is it still running?"));
  return queue;
}

const parsed = (html) => new DOMParser().parseFromString(html, "text/html");
const itemOf = (id) => list?.querySelector(`[data-statement="${CSS.escape(id)}"]`);

async function post(address, fields) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "x-csrf-token": token, "x-part": list.dataset.part },
    body: new URLSearchParams(fields),
  });
  return { answer, page: parsed(await answer.text()) };
}

// Puts statements as they stand now in the place of what the page shows of them.
function replace(page) {
  for (const fresh of page.querySelectorAll("[data-statement]")) {
    const old = itemOf(fresh.dataset.statement);
    if (!old) continue;
    const item = document.importNode(fresh, true);
    item.classList.remove("is-shown");
    const wasChosen = old === chosen();
    const hadFocus = old.contains(document.activeElement);
    old.replaceWith(item);
    if (wasChosen && (hadFocus || document.activeElement === document.body)) choose(item);
    else if (wasChosen) item.dataset.chosen = "";
    item.dispatchEvent(new CustomEvent("decided", { bubbles: true, detail: old.dataset }));
  }
  for (const count of document.querySelectorAll("[data-left]")) {
    count.textContent = String(list.querySelectorAll("[data-undecided]").length);
  }
}

// Sends a decision on a statement. Where somebody was faster, both values are shown in its place.
export function decide(id, fields, told) {
  const asked = JSON.stringify([id, fields]);
  if (waiting.has(asked)) return queue;
  waiting.add(asked);
  return inTurn(async () => {
    waiting.delete(asked);
    const item = itemOf(id);
    const address = `/statements/${encodeURIComponent(id)}/reviews`;
    const seen = fields.some(([name]) => name === "seen") ? [] : [["seen", item.dataset.seen]];
    const { answer, page } = await post(address, [...seen, ["back", location.pathname + location.search], ...fields]);
    if (!answer.ok) return refused(item, answer, page);
    replace(page);
    tell(told);
  });
}

function refused(item, answer, page) {
  if (answer.status === 409) {
    open(item, page.querySelector(".stale"));
    tell("Somebody decided before you. Leave theirs, or record yours on top.");
  } else {
    tell(page.querySelector("main .lede")?.textContent ?? `The server answered ${answer.status}; nothing was recorded.`);
  }
}

// What was made stands nowhere on the page yet, so that it is loaded again; a refusal leaves the form as it was filled.
function split(item, form) {
  const own = [...new FormData(form)].filter(([name]) => !["csrf", "back"].includes(name));
  return inTurn(async () => {
    const { answer, page } = await post(form.action, [["back", location.pathname + location.search], ...own]);
    if (!answer.ok) return refused(item, answer, page);
    history.replaceState(null, "", answer.headers.get("location"));
    location.reload();
  });
}

function open(item, content) {
  close();
  tell("");
  if (!content) return;
  const shown = document.importNode(content, true);
  item.querySelector(".slot").replaceChildren(shown);
  for (const issue of shown.querySelectorAll("select[name$=issue]")) fitIssue(issue);
  shown.querySelector("a, button, select, input:not([type=hidden]), textarea")?.focus();
  shown.scrollIntoView({ block: "nearest" });
}

function close() {
  for (const slot of list.querySelectorAll(".slot")) slot.replaceChildren();
}

// A form of the statement's own page, beside the text. What is typed before it is there is no decision.
function openForm(item, name) {
  isOpening = true;
  return inTurn(async () => {
    const answer = await fetch(`/statements/${encodeURIComponent(item.dataset.statement)}`);
    const form = parsed(await answer.text()).getElementById(name);
    if (form) open(item, form);
    else tell(CLOSED);
  }).finally(() => {
    isOpening = false;
  });
}

// The line that asks why is in the page already, so that the reason can be typed at once.
function openReject(item) {
  const line = document.getElementById("reject-line").content.cloneNode(true);
  const form = line.querySelector("form");
  form.action = `/statements/${encodeURIComponent(item.dataset.statement)}/reviews`;
  form.elements.seen.value = item.dataset.seen;
  open(item, form);
}

document.addEventListener(
  "keydown",
  (event) => {
    if (!isOpening || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);

// Only the options of the chosen issue, and no number of another one.
export function fitIssue(issue) {
  const field = (name) => issue.form.elements[issue.name.replace("issue", name)];
  const [option, number, unit] = [field("option"), field("value"), field("unit")];
  if (!option) return;
  const units = JSON.parse(unit.dataset.units);
  let before = units[issue.value];
  const fit = () => {
    for (const group of option.querySelectorAll("optgroup")) group.hidden = group.disabled = group.dataset.issue !== issue.value;
    if (option.selectedOptions[0]?.parentElement.disabled) option.value = "";
  };
  issue.addEventListener("change", () => {
    fit();
    const after = units[issue.value];
    if (after !== before && (after || unit.value === before)) {
      if (unit.value !== after) number.value = after === unit.defaultValue ? number.defaultValue : "";
      unit.value = after ?? "";
    }
    before = after;
  });
  fit();
}

function refresh(item) {
  return inTurn(async () => {
    const answer = await fetch(`/parts/${list.dataset.part}s/${encodeURIComponent(item.dataset.statement)}`);
    if (answer.ok) replace(parsed(await answer.text()));
    tell("Theirs stands.");
  });
}

// What is wholly in view, and no other, is accepted.
function inView() {
  const pane = list.closest("aside")?.getBoundingClientRect();
  const top = Math.max(0, pane?.top ?? 0);
  const bottom = Math.min(innerHeight, pane?.bottom ?? innerHeight);
  return items().filter((item) => {
    const box = item.getBoundingClientRect();
    return item.hasAttribute("data-undecided") && box.top >= top - 1 && box.bottom <= bottom + 1;
  });
}

function acceptSeveral(several) {
  if (!several.length) return tell("Nothing in view is undecided.");
  return inTurn(async () => {
    const named = several.map((item) => ["several", `${item.dataset.statement} ${item.dataset.seen}`]);
    const { answer, page } = await post("/reviews", [["do", "accept"], ...named]);
    if (!answer.ok) return tell(page.querySelector("main .lede")?.textContent ?? "Nothing was recorded.");
    replace(page);
    const refused = Number(answer.headers.get("x-refused"));
    tell(`Accepted ${several.length - refused}.` + (refused ? ` ${refused} had been decided by somebody else, and are shown as they stand.` : ""));
  });
}

const TOLD = { accept: "Accepted.", reject: "Rejected.", correct: "Corrected.", undo: "Taken back." };

document.addEventListener("submit", (event) => {
  const form = event.target;
  const fields = [...new FormData(form, event.submitter)].filter(([name]) => !["csrf", "back", "seen"].includes(name));
  if (form.id === "several") {
    if (event.submitter?.value === "merge") return;
    event.preventDefault();
    acceptSeveral(fields.filter(([name]) => name === "several").map(([, value]) => itemOf(value.split(" ")[0])));
    return;
  }
  const item = (event.submitter ?? form).closest("[data-statement]");
  if (!item) return;
  event.preventDefault();
  if (form.action.endsWith("/split")) return split(item, form);
  const [decision] = fields.find(([name]) => name === "decision")[1].split(" ");
  // A form that was made before says how many reviews it had seen then; a button says so itself.
  const seen = form.elements.seen ? [["seen", form.elements.seen.value]] : [];
  const others = fields.filter(([name, value]) => name !== "decision" && !isUnchanged(form.elements[name], value));
  decide(item.dataset.statement, [...seen, ["decision", decision], ...others], TOLD[decision]);
});

function isUnchanged(field, value) {
  if (field instanceof HTMLSelectElement) return [...field.options].some((each) => each.defaultSelected && each.value === value);
  return field?.type !== "hidden" && field?.defaultValue === value && field.name !== "reason";
}

document.addEventListener("click", (event) => {
  const asked = event.target.closest?.("[data-do]");
  if (!asked) return;
  const item = asked.closest("[data-statement]");
  switch (asked.dataset.do) {
    case "accept-view":
      acceptSeveral(inView());
      break;
    case "theirs":
      if (!item) return;
      refresh(item);
      break;
    case "reject":
      openReject(item);
      break;
    case "edit":
    case "split":
      openForm(item, asked.dataset.do);
      break;
    default:
      return;
  }
  event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest?.(".slot")) return;
  const item = event.target.closest("[data-item]");
  close();
  choose(item);
  event.preventDefault();
});

// Does something with the chosen statement; tells how to choose one where none is.
function withChosen(act) {
  return () => {
    const item = chosen();
    if (!item?.dataset.statement) return tell("Choose a statement first, with j.");
    act(item);
  };
}

function press(name, otherwise) {
  return withChosen((item) => {
    const found = item.querySelector(`[data-do="${name}"]`);
    if (found) found.click();
    else tell(otherwise);
  });
}

// In the list an address leads to one of its statements.
if (location.hash && list?.dataset.part === "item") choose(itemOf(location.hash.slice(1)));

if (document.getElementById("decide")) {
  bind("accept", press("accept", CLOSED));
  bind("reject", press("reject", CLOSED));
  bind("edit", press("edit", CLOSED));
  bind("split", press("split", CLOSED));
  bind("undo", press("undo", "There is nothing to take back here. A split or merge is taken back on what it was made of."));
  bind("accept-view", () => void acceptSeveral(inView()));
  ["unclear", "flexible", "firm", "red_line"].forEach((firmness, at) => {
    bind(`firmness-${at + 1}`, withChosen((item) => {
      decide(item.dataset.statement, [["decision", "correct"], ["firmness", firmness]], `Now ${firmness.replace("_", " ")}.`);
    }));
  });
}
