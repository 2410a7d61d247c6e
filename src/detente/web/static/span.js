// Other words for a statement: a cursor that goes by words with the arrow keys, where they begin, where they end.

import { bind } from "/static/keys.js";
import { choose, tell } from "/static/detente.js";
import { decide } from "/static/deciding.js";

const HINT = "Arrow keys move by word and line; [ begins the words, ] ends them. Enter records, Esc leaves.";
let editing = null;

export function editSpan(item, text) {
  leave();
  const start = Number(item.dataset.start);
  const end = Number(item.dataset.end);
  editing = { id: item.dataset.statement, text, start, end, at: text.wordAt(start) };
  const hint = document.createElement("p");
  hint.className = "hint";
  hint.textContent = HINT;
  item.querySelector(".slot").replaceChildren(hint);
  choose(item);
  show();
  tell(HINT);
}

function leave() {
  if (!editing) return;
  const item = document.getElementById(`n-${editing.id}`);
  editing = null;
  item?.querySelector(".slot").replaceChildren();
  for (const name of ["span", "cursor"]) CSS.highlights?.delete(name);
  getSelection().removeAllRanges();
}

function show() {
  const { text, start, end, at } = editing;
  const word = text.words[at];
  const cursor = text.range(word.start, word.end);
  paint("span", text.range(start, end), 3);
  paint("cursor", cursor, 4);
  const box = cursor.getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight - 60) scrollBy({ top: box.top - innerHeight / 2 });
}

function paint(name, range, priority) {
  if (!CSS.highlights) return;
  const highlight = new Highlight(range);
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}

function move(by) {
  editing.at = Math.max(0, Math.min(editing.text.words.length - 1, editing.at + by));
  show();
  tell(editing.text.words[editing.at].text);
}

// The word above or below: of the next line, the one that lies nearest.
function moveLine(by) {
  const { text, at } = editing;
  const boxOf = (place) => text.range(text.words[place].start, text.words[place].end).getBoundingClientRect();
  const here = boxOf(at);
  let best = at;
  let line = null;
  for (let place = at + by; place >= 0 && place < text.words.length; place += by) {
    const box = boxOf(place);
    if (Math.abs(box.top - here.top) < box.height / 2) continue;
    line ??= box.top;
    if (Math.abs(box.top - line) > box.height / 2) break;
    const isNearer = best === at || Math.abs(box.left - here.left) < Math.abs(boxOf(best).left - here.left);
    if (isNearer) best = place;
  }
  move(best - at);
}

function settle(edge) {
  if (!editing) return false;
  const selected = editing.text.selected();
  const word = editing.text.words[editing.at];
  editing[edge] = (selected ?? word)[edge];
  if (editing.start >= editing.end) editing[edge === "start" ? "end" : "start"] = word[edge === "start" ? "end" : "start"];
  show();
  const words = editing.text.range(editing.start, editing.end).toString();
  tell(words.length > 90 ? `${words.slice(0, 40)} … ${words.slice(-40)}` : words);
}

bind("span-start", () => settle("start"));
bind("span-end", () => settle("end"));

const MOVES = { ArrowRight: () => move(1), ArrowLeft: () => move(-1), ArrowDown: () => moveLine(1), ArrowUp: () => moveLine(-1) };

// Before any other listener: while the words are chosen these keys mean nothing else.
document.addEventListener(
  "keydown",
  (event) => {
    if (!editing || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, dialog")) return;
    if (MOVES[event.key]) MOVES[event.key]();
    else if (event.key === "Escape") leave();
    else if (event.key === "Enter") {
      const { id, start, end } = editing;
      leave();
      decide(id, [["decision", "correct"], ["start", start], ["end", end]], "The words are recorded.");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  },
  true,
);
