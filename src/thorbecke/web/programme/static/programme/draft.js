/* Keeps a draft while somebody writes. Without this file the button "Bewaar" does the same. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-bewaar]");
  const told = document.getElementById("bewaard");
  if (!form || !told) return;
  const WAIT = 1500;
  let timer = 0, busy = false, again = false, stopped = false;

  const say = (name) => { told.textContent = told.dataset[name] || ""; };

  async function keep() {
    if (busy) { again = true; return; }
    busy = true;
    const body = new FormData(form);
    body.delete("doe");
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { "X-Bewaar": "1" } });
      if (response.status === 409) { stopped = true; say("conflict"); return; }
      if (response.status === 422) { say("wrong"); return; }
      if (!response.ok || response.redirected) { say("failed"); return; }
      const found = await response.json();
      form.elements.version.value = found.version;
      if (form.action !== new URL(found.url, window.location.href).href) {
        form.action = found.url;
        window.history.replaceState(null, "", found.url);
      }
      const link = document.getElementById("eigen-link");
      if (link) {
        link.querySelector("a").href = found.link;
        link.querySelector("a").textContent = found.link;
        link.hidden = false;
      }
      say(found.right ? "done" : "wrong");
    } catch {
      say("failed");
    } finally {
      busy = false;
      if (again && !stopped) { again = false; later(); }
    }
  }

  function later() {
    window.clearTimeout(timer);
    if (!stopped) timer = window.setTimeout(keep, WAIT);
  }

  form.addEventListener("input", later);
  form.addEventListener("submit", (event) => {
    window.clearTimeout(timer);
    stopped = true;
    // A draft that is being made right now would otherwise be made twice.
    if (busy) {
      event.preventDefault();
      const button = event.submitter;
      const go = () => (busy ? window.setTimeout(go, 50) : form.requestSubmit(button));
      go();
    }
  });
})();
