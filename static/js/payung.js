/* What every page shares. Each page works without it. */
(function () {
  "use strict";

  document.documentElement.classList.add("js");

  // The error summary takes the focus, so that it is the first thing heard.
  var summary = document.querySelector("[data-focus]");
  if (summary) { summary.focus(); }

  // "/" goes to the search field, Esc closes the menu and gives the focus back.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !typing) {
      var search = document.querySelector("input[type=search]");
      if (search) { event.preventDefault(); search.focus(); }
    }
    if (event.key === "Escape" && location.hash === "#menu") {
      location.hash = "isi";
      document.querySelector(".to-menu").focus();
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-print]")) { window.print(); }
  });

  // A question before an act opens as a dialog; Esc and "Jangan dulu" close it and give the focus back.
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-dialog] > summary");
    if (opener && window.HTMLDialogElement) { event.preventDefault(); ask(opener); }
    if (event.target.closest("[data-close]")) { event.target.closest("dialog").close(); }
  });
  function ask(opener) {
    var body = opener.nextElementSibling, place = opener.parentElement;
    var dialog = document.createElement("dialog");
    dialog.className = "dialog";
    dialog.setAttribute("aria-label", body.querySelector("h2").textContent);
    dialog.appendChild(body);
    document.body.appendChild(dialog);
    dialog.addEventListener("close", function () {
      place.appendChild(body);
      dialog.remove();
      opener.focus();
    });
    dialog.showModal();
  }

  // A date is typed as text, day first. What is read of it stands below with its weekday, and a calendar is offered.
  var MONTHS = "jan feb mar apr mei jun jul agu sep okt nov des".split(" ");
  var SAID = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC"
  });
  var HOUR = /(T|,?\s+(pukul\s+|jam\s+)?)\d{1,2}[.:]\d{2}\s*$/i;
  window.payung = {
    day: function (text) {
      var typed = text.replace(HOUR, "").trim(), named = /^(\d{1,2})[-\/. ]*([A-Za-z]{3,9})[-\/., ]*(\d{4})$/.exec(typed);
      var parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
      if (parts) { parts = [0, parts[3], parts[2], parts[1]]; }
      parts = parts || /^(\d{1,2})\s*[-\/. ]\s*(\d{1,2})\s*[-\/. ]\s*(\d{4})$/.exec(typed) || /^(\d\d)(\d\d)(\d{4})$/.exec(typed);
      if (!parts && named) {
        parts = [0, named[1], 1 + MONTHS.indexOf(named[2].slice(0, 3).toLowerCase()), named[3]];
      }
      var day = parts && new Date(Date.UTC(+parts[3], parts[2] - 1, +parts[1]));
      return day && day.getUTCDate() === +parts[1] && day.getUTCMonth() === parts[2] - 1 ? day : null;
    },
    said: function (day) { return SAID.format(day); }
  };
  document.querySelectorAll(".field input[data-date]").forEach(function (field) {
    var said = document.createElement("p");
    said.className = "hint day-said";
    said.setAttribute("role", "status");
    field.parentElement.appendChild(said);
    function tell() {
      var day = window.payung.day(field.value);
      said.textContent = day ? window.payung.said(day) : "";
    }
    field.addEventListener("input", tell);
    tell();
    if (window.HTMLInputElement.prototype.showPicker && field.dataset.date && !field.closest(".filters, table")) { offer(field); }
  });
  function offer(field) {
    var button = document.createElement("button"), calendar = document.createElement("input");
    var label = field.labels[0];
    button.type = "button";
    button.className = "button button-second calendar";
    button.textContent = field.dataset.date;
    button.setAttribute("aria-label", field.dataset.date + ": " + (label ? label.firstChild.textContent.trim() : ""));
    calendar.type = "date";
    calendar.tabIndex = -1;
    calendar.setAttribute("aria-hidden", "true");
    field.insertAdjacentElement("afterend", button);
    button.insertAdjacentElement("afterend", calendar);
    calendar.className = "calendar-day";
    button.addEventListener("click", function () {
      var day = window.payung.day(field.value);
      calendar.value = day ? day.toISOString().slice(0, 10) : "";
      calendar.showPicker();
    });
    calendar.addEventListener("change", function () {
      if (calendar.value) {
        field.value = calendar.value.split("-").reverse().join("-") + (HOUR.exec(field.value) || [""])[0];
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  }

  // What was just done is laid over the page while its place in the page is out of sight, for a moment and no longer.
  var toast = document.querySelector("[data-toast]"), AFLOAT = 10000, waiting;
  function lift() {
    toast.style.minHeight = toast.offsetHeight + "px";
    toast.classList.add("is-afloat");
    wait();
  }
  function sink() {
    toast.classList.remove("is-afloat");
    toast.style.minHeight = "";
    clearTimeout(waiting);
  }
  function wait() {
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      if (toast.matches(":hover") || toast.contains(document.activeElement)) { wait(); } else { sink(); }
    }, AFLOAT);
  }
  if (toast && toast.dataset.toast !== "still" && window.IntersectionObserver) {
    window.addEventListener("load", function () {
      new IntersectionObserver(function (entries, observer) {
        if (!entries[0].isIntersecting && !toast.classList.contains("is-afloat")) { lift(); }
        observer.disconnect();
      }).observe(toast);
    });
  }
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-sink]")) { sink(); }
    if (event.target.closest("[data-afloat]")) { lift(); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && toast && toast.classList.contains("is-afloat")) { sink(); }
  });

  // A long form that is left with something typed asks first. Nothing typed is kept in the browser: the PCs of an office
  // are shared, and what is typed names people. What is sent when the session is over is kept on the server.
  var long = document.querySelector("form[data-unsaved]"), opened = long && written(long);
  function written(form) { return new URLSearchParams(new FormData(form)).toString(); }
  window.addEventListener("beforeunload", function (event) {
    if (!long || long.dataset.sent || (long.dataset.unsaved === "" && written(long) === opened)) { return; }
    event.preventDefault();
    event.returnValue = "";
  });

  // A fault in a part that is folded: its link opens the folds around it.
  function unfold(place) {
    for (var fold = place && place.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest(".error-summary a[href^='#']"), place = link && document.getElementById(link.hash.slice(1));
    if (place) { unfold(place); }
  });

  // A second click on a slow link sends nothing twice; the server would refuse it as well. Whatever is still here after
  // a while was answered with a file, and may be asked for again.
  var ANSWERED = 8000;
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || event.defaultPrevented) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    var button = event.submitter;
    if (button) { button.setAttribute("aria-disabled", "true"); }
    setTimeout(function () { release(form); }, ANSWERED);
  });
  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach(function (button) { button.removeAttribute("aria-disabled"); });
  }
  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(release);
  });
}());
