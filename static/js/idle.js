/* A warning before an unused session ends. The server counts for itself; another tab may have gone on meanwhile. */
(function () {
  "use strict";
  var warning = document.querySelector("[data-idle]");
  if (!warning) { return; }
  var limit = Number(warning.dataset.idle) * 60000;
  var warned = Math.min(120000, limit / 2);
  var key = "payung-used";
  var left = warning.querySelector("[data-left]");

  function used() { try { localStorage.setItem(key, String(Date.now())); } catch (full) { started = Date.now(); } }
  var started = Date.now();
  function last() {
    try { return Math.max(started, Number(localStorage.getItem(key)) || 0); } catch (shut) { return started; }
  }

  function look() {
    var rest = last() + limit - Date.now();
    warning.hidden = rest > warned;
    if (!warning.hidden) {
      left.textContent = rest > 0 ? Math.floor(rest / 60000) + "." + ("0" + Math.floor(rest / 1000) % 60).slice(-2) : "0.00";
    }
  }

  warning.querySelector("button").addEventListener("click", function () {
    fetch(warning.dataset.stay, { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
      if (answer.status === 204) { used(); look(); } else { location.reload(); }
    });
  });
  used();
  setInterval(look, 1000);
}());
