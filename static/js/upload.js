/* The roster's upload: how much of it is sent. Without this file the form sends itself. */
(function () {
  "use strict";

  function prepare(form) {
    var file = form.querySelector("input[type=file]");
    var button = form.querySelector("button[type=submit]");
    var chosen = form.querySelector("[data-chosen]");
    var progress = form.querySelector("progress");

    form.addEventListener("submit", function (event) {
      if (!file.files.length) { return; }
      event.preventDefault();
      if (button.hasAttribute("aria-disabled")) { return; }
      button.setAttribute("aria-disabled", "true");
      var request = new XMLHttpRequest();
      request.open("POST", form.action);
      // Asks for the address alone: a page fetched here would have said already what it says once.
      request.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      request.upload.addEventListener("progress", function (sent) {
        if (!sent.lengthComputable) { return; }
        progress.hidden = false;
        progress.value = Math.round(100 * sent.loaded / sent.total);
      });
      request.addEventListener("load", function () {
        if (request.status === 201) { location.assign(request.getResponseHeader("Location")); return; }
        show(request.responseText);
      });
      request.addEventListener("error", function () {
        progress.hidden = true;
        button.removeAttribute("aria-disabled");
        chosen.textContent = form.dataset.broken;
      });
      request.send(new FormData(form));
    });
  }

  // The answer is the page again, with what was wrong.
  function show(html) {
    var page = new DOMParser().parseFromString(html, "text/html");
    document.title = page.title;
    document.querySelector("main").replaceWith(page.querySelector("main"));
    var form = document.querySelector("form[data-upload]");
    if (form) { prepare(form); }
    (document.querySelector("[data-focus]") || document.querySelector("main")).focus();
  }

  prepare(document.querySelector("form[data-upload]"));
}());
