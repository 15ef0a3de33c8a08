/* Passkeys: the browser makes one or answers with one, and the form carries what it said. */
(function () {
  "use strict";
  document.querySelectorAll("form[data-key]").forEach(function (form) {
    var button = form.querySelector("button[type=button]");
    if (!window.PublicKeyCredential) { form.hidden = true; return; }
    button.addEventListener("click", function () {
      var given = JSON.parse(document.getElementById(form.dataset.options).textContent);
      var creates = form.dataset.key === "create";
      var failed = document.querySelector("[data-key-failed]");
      if (failed) { failed.hidden = true; }
      window.webauthnJSON[form.dataset.key](creates ? given.creation_options : given.request_options).then(function (said) {
        form.querySelector("input[name$=credential]").value = JSON.stringify(said);
        form.submit();
      }).catch(function () {
        if (failed) { failed.hidden = false; }
      });
    });
  });
}());
