// What pages do beyond links and htmx: the theme, menus, times, and parts that arrive live.
(function () {
  "use strict";

  const root = document.documentElement;

  // Theme

  function isDark() {
    return root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function showTheme() {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.setAttribute("aria-pressed", String(isDark()));
    }
  }

  function toggleTheme() {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("millrace.theme", root.dataset.theme);
    } catch (e) {
      // It holds for this page then.
    }
    showTheme();
  }

  // Menus close when the focus or a click goes elsewhere, and on Escape.

  function closeMenus(except) {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!except || !menu.contains(except)) {
        menu.open = false;
      }
    }
  }

  // Times in the visitor's own zone

  const moment = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });

  function localTimes(within) {
    for (const time of within.querySelectorAll("time[datetime]:not([data-local])")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) {
        time.title = time.textContent;
        time.textContent = moment.format(at);
        time.dataset.local = "";
      }
    }
  }

  // Notices

  function notice(text) {
    const place = document.getElementById("notices");
    if (!place) {
      return;
    }
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = text;
    place.append(line);
    setTimeout(() => line.remove(), 6000);
  }

  // Live parts: an element with data-live="URL". An event "part" replaces the inside of an element,
  // "add" appends to it, "address" says where the page is found from now on, "end" closes.

  function applyPart(data, append) {
    const part = JSON.parse(data);
    const target = document.getElementById(part.to);
    if (!target) {
      return;
    }
    if (append) {
      target.insertAdjacentHTML("beforeend", part.html);
    } else {
      target.innerHTML = part.html;
    }
    prepare(target);
  }

  function connect(element) {
    const source = new EventSource(element.dataset.live);
    element.dataset.liveState = "open";
    const close = (state) => {
      source.close();
      element.dataset.liveState = state;
      element.removeAttribute("aria-busy");
    };
    source.addEventListener("part", (event) => applyPart(event.data, false));
    source.addEventListener("add", (event) => applyPart(event.data, true));
    source.addEventListener("address", (event) => history.replaceState(null, "", event.data));
    source.addEventListener("end", () => close("ended"));
    source.addEventListener("error", () => {
      // A cut connection is opened again by the browser, unless what it told cannot be told twice.
      if (source.readyState === EventSource.CLOSED || element.dataset.liveOnce !== undefined) {
        close("failed");
        notice("The connection was lost. Reload the page to see how it stands.");
      }
    });
    addEventListener("pagehide", () => source.close());
  }

  function connectAll(within) {
    const found = [...within.querySelectorAll("[data-live]:not([data-live-state])")];
    if (within.matches && within.matches("[data-live]:not([data-live-state])")) {
      found.push(within);
    }
    found.forEach(connect);
  }

  function showHighlight(within) {
    const mark = within.querySelector("[data-highlight]");
    if (mark) {
      mark.scrollIntoView({ block: "center" });
    }
  }

  // Asking: Enter sends, Shift and Enter makes a new line.

  function sendOnEnter(event) {
    const field = event.target.closest("[data-send]");
    if (field && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (field.value.trim()) {
        field.form.requestSubmit();
      }
    }
  }

  function afterAsking(form) {
    form.querySelector("[data-send]").value = "";
    for (const welcome of document.querySelectorAll("[data-welcome]")) {
      welcome.remove();
    }
    document.querySelector("#thread > :last-child").scrollIntoView({ block: "start" });
  }

  // Citations open beside the answer where there is room for it.

  const roomy = matchMedia("(min-width: 64.01rem)");
  let citedFrom = null;

  function openBeside(link) {
    const panel = document.getElementById("panel");
    if (!panel || !roomy.matches || !window.htmx) {
      return false;
    }
    const source = link.getAttribute("href");
    for (const other of document.querySelectorAll("[data-cite][aria-current]")) {
      other.removeAttribute("aria-current");
    }
    link.setAttribute("aria-current", "true");
    citedFrom = link;
    window.htmx
      .ajax("GET", source, { target: "#panel-body", select: ".text", swap: "innerHTML" })
      .then(() => {
        const place = link.querySelector(".place-title");
        const name = place ? place.textContent : link.getAttribute("aria-label").replace(/^Source \d+: /, "");
        document.getElementById("panel-title").textContent = name;
        document.getElementById("panel-link").href = source;
        panel.hidden = false;
        panel.parentElement.classList.add("with-panel");
        showHighlight(panel);
      });
    return true;
  }

  function closePanel() {
    const panel = document.getElementById("panel");
    panel.hidden = true;
    panel.parentElement.classList.remove("with-panel");
    if (citedFrom) {
      citedFrom.removeAttribute("aria-current");
      citedFrom.focus();
    }
  }

  function prepare(within) {
    localTimes(within);
    connectAll(within);
    if (window.htmx) {
      window.htmx.process(within);
    }
  }

  document.addEventListener("click", (event) => {
    closeMenus(event.target);
    const button = event.target.closest("[data-theme-toggle]");
    if (button) {
      toggleTheme();
    }
    const cited = event.target.closest("[data-cite]");
    if (cited && !event.ctrlKey && !event.metaKey && !event.shiftKey && openBeside(cited)) {
      event.preventDefault();
    }
    if (event.target.closest("[data-panel-close]")) {
      closePanel();
    }
  });
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    sendOnEnter(event);
    if (event.key === "Escape") {
      const open = document.querySelector("details[data-menu][open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  });
  document.addEventListener("htmx:load", (event) => {
    localTimes(event.detail.elt);
    connectAll(event.detail.elt);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt;
    if (event.detail.successful && form.matches("[data-composer]")) {
      afterAsking(form);
    }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const said = answer.querySelector(".notice");
    notice(said ? said.textContent : "That did not work. Reload the page and try again.");
  });
  document.addEventListener("htmx:sendError", () =>
    notice("The server does not answer. Try again in a moment."));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
  document.addEventListener("DOMContentLoaded", () => {
    showTheme();
    localTimes(document);
    connectAll(document);
    for (const fold of document.querySelectorAll("[data-fold]")) {
      fold.open = roomy.matches;
    }
    showHighlight(document);
  });
})();
