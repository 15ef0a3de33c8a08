/* The cells of a roster that are put right on its page: Alt+Down goes to the next, Alt+Up to the one before, Esc gives
   back what stood there, Enter sends. Without this file they are fields of a form like any other. */
(function () {
  "use strict";

  document.addEventListener("keydown", function (event) {
    var field = event.target;
    if (!field.matches || !field.matches("[data-mend]")) { return; }
    if (event.key === "Escape") { field.value = field.defaultValue; }
    if (!event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) { return; }
    var all = Array.prototype.slice.call(document.querySelectorAll("[data-mend]"));
    var next = all[all.indexOf(field) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); next.select(); }
  });
}());
