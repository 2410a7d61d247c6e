// The intake: files are dropped, the queue tells how far it has come. Without this the forms and a link do the same.

const form = document.getElementById("drop");
const PAUSE = 1000;

async function look() {
  const answer = await fetch("/intake").catch(() => undefined);
  if (answer?.ok) {
    const told = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of ["queue", "latest"]) {
      const fresh = told.getElementById(id);
      const here = document.getElementById(id);
      // What the reader opened or stands on stays as it is until there is something new.
      if (fresh && here && fresh.textContent !== here.textContent) {
        const standing = document.activeElement?.closest("[id]")?.id;
        here.replaceWith(document.adoptNode(fresh));
        if (standing && !document.activeElement?.closest("main")) document.getElementById(standing)?.querySelector("a, button, summary")?.focus();
      }
    }
  }
  soon();
}

function soon() {
  if (document.querySelector("#queue[data-busy]")) setTimeout(look, PAUSE);
}

if (form) {
  const field = form.querySelector("input[type=file]");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("is-over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("is-over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("is-over");
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
soon();
