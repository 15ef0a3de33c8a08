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
