/* Writing letters: finding units among many. Without this file every field still works. */
(function () {
  "use strict";

  var units = document.querySelector("[data-units]");
  if (!units) { return; }
  var search = units.querySelector("input[type=search]"), groups = units.querySelectorAll("details");
  var opened = Array.prototype.map.call(groups, function (group) { return group.open; });

  search.addEventListener("input", function () {
    var wanted = search.value.trim().toLowerCase();
    groups.forEach(function (group, place) {
      var found = 0;
      group.querySelectorAll("li").forEach(function (line) {
        line.hidden = wanted !== "" && line.textContent.toLowerCase().indexOf(wanted) < 0;
        found += line.hidden ? 0 : 1;
      });
      group.hidden = found === 0;
      group.open = wanted === "" ? opened[place] : found > 0;
    });
  });
  search.addEventListener("keydown", function (event) {
    if (event.key === "Enter") { event.preventDefault(); }
  });
  units.addEventListener("click", function (event) {
    var all = event.target.closest("[data-all]"), none = event.target.closest("[data-none]");
    if (!all && !none) { return; }
    event.target.closest("details").querySelectorAll("li:not([hidden]) input").forEach(function (box) {
      box.checked = Boolean(all);
    });
  });
})();
