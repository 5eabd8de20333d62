// Keeps the page up to date. The server makes all of its HTML; this script gets it again when there is something newer and replaces the sections that differ.

const sections = () => [...document.querySelectorAll("[id]")].filter((e) => e.matches("section, nav, p.verdict"));

// shown is what the server has sent for each section. It is compared with what the server sends next, so that what the reader has opened stays open.
const shown = new Map(sections().map((e) => [e.id, e.outerHTML]));

/** Replaces the sections that differ from those of a page as HTML. Returns whether the page has the same sections. */
function update(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  if (!page.querySelector("live-page")) return false;
  document.title = page.title;
  for (const old of sections()) {
    const now = page.getElementById(old.id);
    if (!now || now.outerHTML === shown.get(old.id)) continue;
    shown.set(old.id, now.outerHTML);
    replace(old, now);
  }
  const live = document.querySelector("live-page"), next = page.querySelector("live-page");
  for (const a of next.attributes) live.setAttribute(a.name, a.value);
  return true;
}

/** Replaces what is in a section, and leaves the focus where it was. */
function replace(old, now) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.key || "" : null;
  const open = [...old.querySelectorAll("details")].map((d) => d.open);
  old.className = now.className;
  now.hasAttribute("aria-busy") ? old.setAttribute("aria-busy", "true") : old.removeAttribute("aria-busy");
  old.replaceChildren(...document.importNode(now, true).childNodes);
  [...old.querySelectorAll("details")].forEach((d, i) => { d.open ||= open[i] ?? false; });
  if (focused !== null) (focused && old.querySelector(`[data-key="${focused}"]`) || document.getElementById("main")).focus();
}

class LivePage extends HTMLElement {
  #events = null;
  #getting = false;
  #again = false;
  #retry = 0;

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#listen);
    addEventListener("pagehide", this.#stop);
    addEventListener("pageshow", this.#listen);
    this.#listen();
  }

  /** Listens while the tab can be seen. A browser has few connections to one server, and a hidden tab needs none: it gets the present state when it is seen again. */
  #listen = () => {
    this.#stop();
    if (document.hidden) return;
    this.#events = new EventSource("/events");
    this.#events.onmessage = () => { this.#connected(true); this.get(); };
    this.#events.onerror = () => {
      this.#connected(false);
      if (this.#events?.readyState === EventSource.CLOSED) this.#retry = setTimeout(this.#listen, 2000);
    };
  };

  #stop = () => {
    clearTimeout(this.#retry);
    this.#events?.close();
    this.#events = null;
  };

  #connected(yes) {
    document.getElementById("connection").hidden = yes;
  }

  /** Gets the page again. What happens meanwhile is got afterwards, so the last state is always shown. */
  async get() {
    if (this.#getting) {
      this.#again = true;
      return;
    }
    this.#getting = true;
    do {
      this.#again = false;
      try {
        const answer = await fetch(location.href);
        if (answer.ok) update(await answer.text());
      } catch {
        this.#connected(false);
      }
    } while (this.#again);
    this.#getting = false;
  }
}

/** Shows a schedule in a frame as soon as the reader comes near. */
class ScheduleFrame extends HTMLElement {
  connectedCallback() {
    const frame = document.createElement("iframe");
    frame.src = this.getAttribute("src");
    frame.title = this.getAttribute("label");
    frame.loading = "lazy";
    this.replaceChildren(frame);
  }
}

customElements.define("live-page", LivePage);
customElements.define("schedule-frame", ScheduleFrame);

// A form is sent without leaving the page.
document.addEventListener("submit", async (e) => {
  e.preventDefault();
  const form = e.target, data = new URLSearchParams(new FormData(form));
  if (e.submitter?.name) data.set(e.submitter.name, e.submitter.value);
  const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
  if (!answer?.ok) {
    document.getElementById("connection").hidden = false;
    return;
  }
  history.replaceState(null, "", answer.url + location.hash);
  update(await answer.text());
});

const live = () => document.querySelector("live-page");
const follow = (view) => document.querySelector(`.views [data-view="${view}"]`)?.click();
const go = (key) => {
  const at = document.querySelector(`[data-key="${key}"]`);
  if (!at) return;
  if (at.matches("button")) { at.click(); return; }
  at.scrollIntoView({ block: "start" });
  at.focus({ preventScroll: true });
};
// By the key's place, so that they work while a Korean keyboard writes Hangul.
const keys = {
  KeyL: () => follow(live().getAttribute("lang-now") === "ko" ? "en" : "ko"),
  KeyB: () => follow("both"),
  KeyH: () => go("h"),
  KeyR: () => go("r"),
  KeyE: () => go("e"),
  KeyS: () => go("s"),
  KeyT: () => go("t"),
  KeyN: () => { const next = live().getAttribute("next"); if (next) location.href = next; },
};
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select")) return;
  const action = keys[e.code];
  if (action) { e.preventDefault(); action(); }
});
