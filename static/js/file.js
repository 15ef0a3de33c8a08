/* A file input onto which a file can be dropped, and which says at once what was chosen. Without this file it is a plain one. */
(function () {
  "use strict";

  function of(event) { return event.target.closest ? event.target.closest("[data-upload-field]") : null; }
  function fill(text, words) {
    return text.replace(/\{(\w+)\}/g, function (all, name) { return words[name]; });
  }
  function megabytes(bytes) {
    return (bytes / 1048576).toLocaleString("id", { maximumFractionDigits: 1 });
  }

  // Why this file would be refused, or nothing; the server has the last word.
  function wrong(place, input, file) {
    var kinds = input.accept.split(",");
    var kind = (/\.[^.]*$/.exec(file.name.toLowerCase()) || ["?"])[0];
    if (kinds.indexOf(kind) < 0) {
      return fill(place.dataset.wrongKind, { kind: kind, kinds: kinds.join(", ") });
    }
    if (file.size > Number(place.dataset.most)) {
      return fill(place.dataset.tooBig, { size: megabytes(file.size), most: megabytes(place.dataset.most) });
    }
    return "";
  }

  function tell(place) {
    var input = place.querySelector("input[type=file]"), chosen = place.querySelector("[data-chosen]");
    var file = input.files[0], fault = file ? wrong(place, input, file) : "";
    input.setCustomValidity(fault);
    chosen.classList.toggle("message", Boolean(fault));
    chosen.textContent = fault ||
      (file ? file.name + ", " + Math.ceil(file.size / 1024).toLocaleString("id") + " KB" : "");
    place.querySelector("[data-clear]").hidden = !file;
  }

  document.addEventListener("change", function (event) {
    var place = of(event);
    if (place) { tell(place); }
  });
  document.addEventListener("click", function (event) {
    var place = of(event);
    if (!place || !event.target.closest("[data-clear]")) { return; }
    var input = place.querySelector("input[type=file]");
    input.value = "";
    tell(place);
    input.focus();
  });
  ["dragenter", "dragover", "dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var place = of(event);
      if (!place) { return; }
      event.preventDefault();
      place.classList.toggle("is-over", name === "dragenter" || name === "dragover");
      if (name === "drop" && event.dataTransfer.files.length) {
        place.querySelector("input[type=file]").files = event.dataTransfer.files;
        tell(place);
      }
    });
  });
}());
