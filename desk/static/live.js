// Says that something new waits, and leaves the page as it is (R10): who reads keeps the place.
"use strict";

const box = document.getElementById("live");
const PAUSE_MS = 20000;
let told = 0;

async function ask() {
  const address = `${box.dataset.address}?seit=${encodeURIComponent(box.dataset.mark)}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (answer.redirected || !answer.ok) {
    throw new Error("not signed in any more, or not answered");
  }
  return answer.json();
}

function tell(state) {
  document.title = document.title.replace(/^\(\d+\) /, "");
  if (state.waiting > 0) {
    document.title = `(${state.waiting}) ${document.title}`;
  }
  if (state.new === told) {
    return;
  }
  told = state.new;
  const [shown, spoken] = box.querySelectorAll("p");
  const words = state.new === 1 ? "1 neue Nachricht" : `${state.new} neue Nachrichten`;
  shown.hidden = state.new === 0;
  shown.querySelector("a").textContent = `${words} anzeigen`;
  spoken.textContent = state.new === 0 ? "" : `${words} in der Liste.`;
}

async function look() {
  try {
    tell(await ask());
  } catch {
    // A line that breaks for a moment, or a session that is over: the next page says so.
  }
  window.setTimeout(look, PAUSE_MS);
}

if (box) {
  window.setTimeout(look, PAUSE_MS);
}
