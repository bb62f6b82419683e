// Before the page is painted: the theme that the visitor chose, else the system's.
(function () {
  "use strict";
  let chosen = null;
  try {
    chosen = localStorage.getItem("millrace.theme");
  } catch (e) {
    // Storage may be forbidden; the system's theme it is.
  }
  if (chosen === "dark" || chosen === "light") {
    document.documentElement.dataset.theme = chosen;
  }
})();
