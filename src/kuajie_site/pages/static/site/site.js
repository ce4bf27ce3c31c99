"use strict";
// The list of sections opens and closes on a telephone; a menu closes when one leaves it.
document.addEventListener("click", (event) => {
  const button = event.target.closest(".open-sections");
  if (button) {
    const open = button.closest(".sections").classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
// A step of long work is told to those who listen, once and not every second (#told stays in its place).
document.addEventListener("htmx:afterSwap", () => {
  const step = document.querySelector(".job .step")?.textContent.trim() ?? "";
  const told = document.getElementById("told");
  if (step && told.textContent !== step) told.textContent = step;
});
// Where a form was refused, reading begins at what is wrong with it.
document.addEventListener("DOMContentLoaded", () => document.querySelector(".error-summary")?.focus());
