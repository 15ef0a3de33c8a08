/* Writing an agreement: an official chosen from the list fills in name, office and NIP; the length of the term follows
   its days. Without this file the same happens when the form is sent. */
(function () {
  "use strict";

  var form = document.querySelector("[data-agreement]");
  if (!form) { return; }
  var officials = JSON.parse(document.getElementById("pejabat").textContent);
  var FILLED = ["signer_name", "signer_office", "signer_identity"];

  form.addEventListener("change", function (event) {
    var list = event.target, known = officials[list.value];
    if (!/-official$/.test(list.name) || !known) { return; }
    FILLED.forEach(function (name) {
      form.elements[list.name.replace(/official$/, name)].value = known[name];
    });
  });

  // Enter where a unit is looked for adds it; anywhere else it saves.
  form.addEventListener("keydown", function (event) {
    if (event.key !== "Enter" || !/-add$/.test(event.target.name)) { return; }
    event.preventDefault();
    event.target.closest(".filters").querySelector("button").click();
  });

  var term = form.querySelector("[data-term]"), start = form.elements.start_date, end = form.elements.end_date;

  function tell() {
    var first = window.payung.day(start.value), last = window.payung.day(end.value);
    var days = first && last ? Math.round((last - first) / 86400000) + 1 : 0;
    term.textContent = days > 0
      ? window.payung.said(first) + " sampai " + window.payung.said(last) + ": " + String(days).replace(/\B(?=(\d{3})+$)/g, ".") + " hari."
      : "";
  }
  term.setAttribute("role", "status");
  start.addEventListener("input", tell);
  end.addEventListener("input", tell);
}());
