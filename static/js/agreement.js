/* Writing an agreement: an official chosen from the list fills in name, office and NIP; the length of the term follows
   its days. Without this file the same happens when the form is sent. */
(function () {
  "use strict";

  var form = document.querySelector("[data-agreement]");
  if (!form) { return; }
  var officials = JSON.parse(document.getElementById("pejabat").textContent);
  var FILLED = ["signer_name", "signer_office", "signer_identity"];
  var MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember"];
  var DAYS = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];

  form.addEventListener("change", function (event) {
    var list = event.target, known = officials[list.value];
    if (!/-official$/.test(list.name) || !known) { return; }
    FILLED.forEach(function (name) {
      form.elements[list.name.replace(/official$/, name)].value = known[name];
    });
  });

  var term = form.querySelector("[data-term]"), start = form.elements.start_date, end = form.elements.end_date;

  function day(field) {
    var parts = field.value.split("-");
    return parts.length === 3 ? new Date(Date.UTC(+parts[0], parts[1] - 1, +parts[2])) : null;
  }
  function said(date) {
    return DAYS[date.getUTCDay()] + ", " + date.getUTCDate() + " " + MONTHS[date.getUTCMonth()] + " " +
      date.getUTCFullYear();
  }
  function tell() {
    var first = day(start), last = day(end);
    var days = first && last ? Math.round((last - first) / 86400000) + 1 : 0;
    term.textContent = days > 0
      ? said(first) + " sampai " + said(last) + ": " + String(days).replace(/\B(?=(\d{3})+$)/g, ".") + " hari."
      : "";
  }
  term.setAttribute("role", "status");
  start.addEventListener("input", tell);
  end.addEventListener("input", tell);
}());
