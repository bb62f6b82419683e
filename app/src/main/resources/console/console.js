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

  // Live parts: <div data-live="URL">. An event named "part" replaces the inside of the element whose
  // id it starts with (first line), "add" appends to it, "end" closes, "go" loads a page.

  function applyPart(element, data, append) {
    const line = data.indexOf("\n");
    const target = document.getElementById(data.slice(0, line));
    if (!target || !element.isConnected) {
      return;
    }
    if (append) {
      target.insertAdjacentHTML("beforeend", data.slice(line + 1));
    } else {
      target.innerHTML = data.slice(line + 1);
    }
    prepare(target);
  }

  function connect(element) {
    const source = new EventSource(element.dataset.live);
    element.dataset.liveState = "open";
    const close = (state) => {
      source.close();
      element.dataset.liveState = state;
    };
    source.addEventListener("part", (event) => applyPart(element, event.data, false));
    source.addEventListener("add", (event) => applyPart(element, event.data, true));
    source.addEventListener("end", () => {
      close("ended");
      element.dispatchEvent(new CustomEvent("live:end", { bubbles: true }));
    });
    source.addEventListener("error", () => {
      // A cut connection is opened again by the browser where the server lets it; else it is over.
      if (source.readyState === EventSource.CLOSED || element.dataset.liveOnce !== undefined) {
        close("failed");
        notice("The connection was lost. Reload the page to see how it stands.");
        element.dispatchEvent(new CustomEvent("live:end", { bubbles: true }));
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
  });
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
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
    showHighlight(document);
  });
})();
