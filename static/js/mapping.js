/* Says, while columns are being chosen, which of the required ones are there. Without this file the answer says it. */
(function () {
  "use strict";

  var form = document.querySelector("[data-mapping]");

  function tell() {
    var chosen = Array.prototype.map.call(form.querySelectorAll("select"), function (select) { return select.value; });
    form.querySelectorAll("[data-needs]").forEach(function (column) {
      var there = chosen.indexOf(column.dataset.needs) >= 0;
      column.querySelector("[data-there]").hidden = !there;
      column.querySelector("[data-lacking]").hidden = there;
    });
  }

  form.addEventListener("change", tell);
  tell();
})();
