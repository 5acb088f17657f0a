// Takes what is marked in the letter over into the excerpt (R8); without it people copy and paste.
"use strict";

const area = document.getElementById("excerpt");
const button = document.getElementById("take-selection");
const state = document.getElementById("selection-state");

function markedText() {
  const selection = window.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) {
    return "";
  }
  const range = selection.getRangeAt(0);
  const isLetter = [...document.querySelectorAll(".letter")].some(
    (letter) => range.intersectsNode(letter),
  );
  return isLetter ? selection.toString().trim() : "";
}

function take() {
  const text = markedText();
  if (text) {
    area.value = [area.value.trim(), text].filter(Boolean).join("\n\n");
  }
  state.textContent = text
    ? "Die Auswahl steht jetzt im Auszug."
    : "Bitte markieren Sie zuerst einen Teil der Nachricht.";
}

if (area && button) {
  button.hidden = false;
  // A click would take the selection away from the letter.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", take);
}
