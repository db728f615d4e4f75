/* Small comforts; every page works without them. No sinks: nothing here turns text into markup. */
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Menus close on Escape and on a click beside them. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.menu[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.menu[open]")) {
    if (!open.contains(event.target)) open.open = false;
  }
});

/* A long job tells how far it is: {"value": 12, "max": 200, "text": "…", "next": "/where/to/go/when/done/"}. */
for (const box of document.querySelectorAll("[data-poll]")) {
  for (const link of box.querySelectorAll("[data-without-script]")) link.hidden = true;
  const bar = box.querySelector("progress");
  const words = box.querySelector("[data-poll-text]");
  const look = async () => {
    try {
      const answer = await fetch(box.dataset.poll, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const now = await answer.json();
      bar.max = now.max;
      bar.value = now.value;
      if (words.textContent !== now.text) words.textContent = now.text;
      if (now.next) {
        const next = new URL(now.next, window.location.href);
        if (next.origin === window.location.origin) window.location.assign(next);
        return;
      }
    } catch {
      /* no network for a moment: look again later */
    }
    window.setTimeout(look, 1500);
  };
  window.setTimeout(look, 800);
}

/* Where the tabs do not fit side by side, the current one is brought into sight. */
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const bar = tab.parentElement;
  const [seen, all] = [tab.getBoundingClientRect(), bar.getBoundingClientRect()];
  bar.scrollLeft += seen.left + seen.width / 2 - (all.left + all.width / 2);
}
