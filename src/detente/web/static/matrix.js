// The matrix: evidence beside it, arrows between cells, days replayed, the explanation put away for good.

import { choose } from "/static/detente.js";
import "/static/replaying.js";

const WIDE = matchMedia("(min-width: 70rem)");
const key = document.querySelector(".key");

// What was read once stays closed in this browser.
if (key) {
  if (localStorage.getItem("detente-key-closed")) key.open = false;
  key.addEventListener("toggle", () => {
    if (key.open) localStorage.removeItem("detente-key-closed");
    else localStorage.setItem("detente-key-closed", "1");
  });
}

// Evidence opens beside the matrix where there is room; elsewhere the link leads to its page.
async function openBeside(cell) {
  const box = document.getElementById("evidence");
  const answer = await fetch(cell.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.getElementById("main");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.textContent = "Close";
  close.addEventListener("click", closeBeside);
  const heading = main.querySelector("h1");
  if (heading) {
    const smaller = document.createElement("h2");
    smaller.textContent = heading.textContent;
    heading.replaceWith(smaller);
  }
  box.replaceChildren(close, ...main.childNodes);
  box.hidden = false;
  document.querySelector(".beside").classList.add("is-open");
  document.querySelector("a.cell[aria-current]")?.removeAttribute("aria-current");
  cell.setAttribute("aria-current", "true");
  box.scrollTop = 0;
  box.focus({ preventScroll: true });
}

function closeBeside() {
  const box = document.getElementById("evidence");
  box.hidden = true;
  document.querySelector(".beside").classList.remove("is-open");
  const cell = document.querySelector("a.cell[aria-current]");
  cell?.removeAttribute("aria-current");
  choose(cell);
}

document.addEventListener("click", (event) => {
  const cell = event.target.closest("a.cell");
  if (!cell || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  openBeside(cell).catch(() => location.assign(cell.href));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.querySelector(".beside.is-open")) {
    closeBeside();
    event.preventDefault();
  }
  const cell = document.activeElement?.closest("a.cell");
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  if (!cell || !steps || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = neighbour(cell.closest("td"), ...steps);
  if (next) {
    choose(next);
    event.preventDefault();
  }
});

function neighbour(place, down, right) {
  const rows = [...place.closest("tbody").rows];
  let row = rows.indexOf(place.parentElement) + down;
  let column = place.cellIndex + right;
  while (row >= 0 && row < rows.length && column > 0 && column < rows[row].cells.length + (down ? 99 : 0)) {
    const found = rows[row].cells[column]?.querySelector("a.cell");
    if (found) return found;
    row += down;
    column += right;
  }
  return null;
}
