/* The roster's upload: what was chosen, and how much of it is sent. Without this file the form sends itself. */
(function () {
  "use strict";
  var form = document.querySelector("form[data-upload]");
  var file = form.querySelector("input[type=file]");
  var chosen = form.querySelector("[data-chosen]");
  var progress = form.querySelector("progress");

  file.addEventListener("change", function () {
    var picked = file.files[0];
    chosen.textContent = picked ? picked.name + ", " + Math.ceil(picked.size / 1024).toLocaleString("id") + " KB" : "";
  });

  form.addEventListener("submit", function (event) {
    if (!file.files.length || event.defaultPrevented) { return; }
    event.preventDefault();
    var button = form.querySelector("button[type=submit]");
    button.setAttribute("aria-disabled", "true");
    var request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", function (sent) {
      if (!sent.lengthComputable) { return; }
      progress.hidden = false;
      progress.value = Math.round(100 * sent.loaded / sent.total);
    });
    request.addEventListener("load", function () {
      // A redirect was followed: show where it led. Anything else is the form again, with its errors.
      if (request.status < 300 && request.responseURL !== form.action) { location.assign(request.responseURL); return; }
      document.open();
      document.write(request.responseText);
      document.close();
    });
    request.addEventListener("error", function () {
      progress.hidden = true;
      button.removeAttribute("aria-disabled");
      chosen.textContent = "Kiriman terputus. Berkas masih terpilih: periksa sambungan, lalu unggah lagi.";
    });
    request.send(new FormData(form));
  });
}());
