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
// Where a form was refused, reading begins at what is wrong with it.
document.addEventListener("DOMContentLoaded", () => document.querySelector(".error-summary")?.focus());
