// A form goes once: pressed twice, its second copy would come second to the first, and the person
// would read that somebody was faster. Without this file the desk says just that.
"use strict";

const PATIENCE_FOR_ANSWER_MS = 5000;
const underWay = new Set();

function goOnce(event) {
  const form = event.target;
  if (form.getAttribute("method") !== "post") {
    return;
  }
  if (underWay.has(form)) {
    event.preventDefault();
    return;
  }
  underWay.add(form);
  window.setTimeout(() => underWay.delete(form), PATIENCE_FOR_ANSWER_MS);
}

document.addEventListener("submit", goOnce);
window.addEventListener("pageshow", () => underWay.clear());
