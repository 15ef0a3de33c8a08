/* Writing letters: finding units among many. Without this file every field still works. */
(function () {
  "use strict";

  var units = document.querySelector("[data-units]");
  if (!units) { return; }
  var search = units.querySelector("input[type=search]"), groups = units.querySelectorAll("details");
  var opened = Array.prototype.map.call(groups, function (group) { return group.open; });

  var told = document.createElement("p");
  told.className = "hint";
  told.setAttribute("role", "status");
  search.parentElement.insertAdjacentElement("afterend", told);

  search.addEventListener("input", function () {
    var wanted = search.value.trim().toLowerCase(), all = 0;
    groups.forEach(function (group, place) {
      var found = 0;
      group.querySelectorAll("li").forEach(function (line) {
        line.hidden = wanted !== "" && line.textContent.toLowerCase().indexOf(wanted) < 0;
        found += line.hidden ? 0 : 1;
      });
      all += found;
      group.hidden = found === 0;
      group.open = wanted === "" ? opened[place] : found > 0;
    });
    told.textContent = wanted === "" ? "" : units.dataset.found.replace("0", all);
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
