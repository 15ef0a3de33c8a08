/* A button that copies the field it names. Without this file the field is copied by hand, and there is no button. */
(function () {
  "use strict";
  document.querySelectorAll("[data-copy]").forEach(function (place) {
    var field = document.getElementById(place.dataset.copy), told = place.querySelector("[role=status]");
    function tell(what) { return function () { told.textContent = told.dataset[what]; }; }
    place.hidden = false;
    place.querySelector("button").addEventListener("click", function () {
      field.select();
      // A site without HTTPS has no clipboard: what is marked is copied by hand.
      if (!navigator.clipboard) { tell("marked")(); return; }
      navigator.clipboard.writeText(field.value).then(tell("copied"), tell("marked"));
    });
  });
}());
