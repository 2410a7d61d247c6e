// Replaying days on a slider: the words follow the hand at once, the page's parts when it rests.

import { tell } from "/static/detente.js";

const replay = document.querySelector(".replay");

if (replay) {
  const slider = replay.querySelector("input[type=range]");
  const field = replay.elements.as_of;
  const words = replay.querySelector("output");
  const first = Date.parse(`${replay.dataset.first}T00:00Z`);
  let waiting = 0;
  let asked = 0;
  replay.hidden = false;

  const day = () => new Date(first + Number(slider.value) * 86_400_000);

  const show = async () => {
    const query = new URLSearchParams(new FormData(replay));
    if (!query.get("as_of")) query.delete("as_of");
    const address = `${replay.getAttribute("action")}${query.size ? `?${query}` : ""}`;
    const turn = ++asked;
    const answer = await fetch(address);
    const told = await answer.text();
    if (turn !== asked) return; // a later day was asked for meanwhile
    if (!answer.ok) return location.assign(address);
    const page = new DOMParser().parseFromString(told, "text/html");
    for (const part of [".past", ...replay.dataset.parts.split(", ")]) {
      const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
      if (old && fresh) old.replaceWith(fresh);
      else if (old) old.remove();
      else if (fresh && part === ".past") document.querySelector(".top").after(fresh);
    }
    document.title = page.title;
    history.replaceState(null, "", address);
    tell("");
  };

  slider.addEventListener("input", () => {
    const shown = day();
    words.textContent = shown.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    slider.setAttribute("aria-valuetext", words.textContent);
    field.value = slider.value === slider.max ? "" : shown.toISOString().slice(0, 10);
    clearTimeout(waiting);
    waiting = setTimeout(() => show().catch(() => replay.submit()), 150);
  });
}

