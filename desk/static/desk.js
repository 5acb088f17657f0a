// Shortcuts of the keyboard (WCAG 2.1.4: none in fields, and they can be switched off).
// Everything works without this file: a shortcut only moves to what stands on the page anyway.
"use strict";

const SWITCH = "krm-keys";
const PATIENCE_MS = 1500;
const LINES = "main tbody tr, main article.item, main .lines > li";
let begun = "";
let timer = 0;

function areOff() {
  return window.localStorage.getItem(SWITCH) === "off";
}

function isWriting(target) {
  return target.isContentEditable || target.matches("input, textarea, select, dialog *");
}

function isShown(element) {
  return element.getClientRects().length > 0;
}

/** Move to the next or the last line of the page's lists; its first link gets the focus. */
function step(by) {
  const links = [...document.querySelectorAll(LINES)]
    .filter(isShown)
    .map((line) => line.querySelector("a[href]"))
    .filter(Boolean);
  const here = links.findIndex((link) => link.closest(LINES).contains(document.activeElement));
  const next = links[here < 0 && by < 0 ? links.length - 1 : here + by];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

function search() {
  document.querySelector("input[type=search]")?.focus();
}

/** Show the list of shortcuts over the page; where that fails, go to its page. */
async function help(link) {
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const dialog = document.createElement("dialog");
    const close = document.createElement("button");
    close.textContent = "Schließen";
    close.addEventListener("click", () => dialog.close());
    dialog.setAttribute("aria-label", "Tastenkürzel");
    dialog.append(close, ...page.querySelectorAll(".keys"));
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  } catch {
    link.click();
  }
}

/** Follow a link; a button only gets the focus, so that nothing is decided by a slip. */
function reach(element) {
  element.closest("details:not([open])")?.setAttribute("open", "");
  if (element.dataset.key === "?") {
    help(element);
  } else if (element.matches("a")) {
    element.click();
  } else {
    element.focus();
  }
}

const FIXED = { j: () => step(1), k: () => step(-1), "/": search };

function press(event) {
  if (areOff() || event.ctrlKey || event.altKey || event.metaKey || isWriting(event.target)) {
    return;
  }
  const keys = begun ? `${begun} ${event.key}` : event.key;
  const named = [...document.querySelectorAll("[data-key]")];
  const found = named.find((element) => element.dataset.key === keys);
  window.clearTimeout(timer);
  begun = "";
  if (found) {
    reach(found);
  } else if (FIXED[keys]) {
    FIXED[keys]();
  } else if (named.some((element) => element.dataset.key.startsWith(`${keys} `))) {
    begun = keys;
    timer = window.setTimeout(() => { begun = ""; }, PATIENCE_MS);
  } else {
    return;
  }
  event.preventDefault();
}

/** Let people switch the shortcuts off and on, on the page that lists them. */
function offerSwitch(box) {
  const button = box.querySelector("button");
  const state = box.querySelector("[role=status]");
  const show = () => {
    button.textContent = areOff() ? "Tastenkürzel einschalten" : "Tastenkürzel ausschalten";
    state.textContent = areOff() ? "Sie sind ausgeschaltet." : "Sie sind eingeschaltet.";
  };
  button.addEventListener("click", () => {
    window.localStorage.setItem(SWITCH, areOff() ? "on" : "off");
    show();
  });
  show();
  box.hidden = false;
}

document.addEventListener("keydown", press);
document.querySelectorAll(".keys-switch").forEach(offerSwitch);
