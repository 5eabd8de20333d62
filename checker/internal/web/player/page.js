// Shows one of the states that stand in the page. What they say was computed when the page was written.
const all = (query, from = document) => [...from.querySelectorAll(query)];
const one = (query, from = document) => from.querySelector(query);
const states = all(".state"), questions = all(".question"), slider = one("nav input"), nav = one("nav");
const last = states.length - 1;
let now = 0;
const open = new Set(questions.map((q) => Number(q.dataset.state)));
const decisive = Number(one("[data-go=decisive]").dataset.state);

function intoView(box, part, head) {
  if (!box || !part) return;
  const b = box.getBoundingClientRect(), p = part.getBoundingClientRect();
  if (p.top < b.top + head || p.bottom > b.bottom - head) box.scrollTop += p.top - b.top - b.height / 2;
  if (p.left < b.left || p.right > b.right) box.scrollLeft += p.left - b.left - b.width / 3;
}

function mark(state) {
  for (const li of all(".code li")) {
    li.classList.remove("here");
    const at = one(".at", li);
    if (at) at.replaceChildren();
  }
  for (const text of state.dataset.marks.split(" ").filter(Boolean)) {
    const [file, line, lane] = text.split(":");
    const li = one(`.code li[data-line="${file}:${line}"]`);
    if (!li) continue;
    li.classList.add("here");
    const badge = one(`.badge.l${lane}`, state);
    if (badge) one(".at", li).append(badge.cloneNode(true));
  }
  const next = one("li.moves code", state) && one("li.moves .badge", state);
  const lane = next && [...next.classList].find((c) => /^l\d/.test(c));
  const li = lane && one(`.code .${lane}`);
  for (const box of all(".code")) if (li && box.contains(li)) intoView(box, li.closest("li"), 10);
}

function show(n) {
  now = Math.min(last, Math.max(0, n));
  states.forEach((s, i) => { s.hidden = i !== now; });
  questions.forEach((q) => { q.hidden = Number(q.dataset.state) !== now; });
  document.body.classList.toggle("asking", open.has(now));
  document.body.classList.toggle("secret", open.size > 0 && now < last);
  for (const row of all("[data-row]")) {
    const k = Number(row.dataset.row);
    row.classList.toggle("future", k > now);
    row.classList.toggle("current", k === now);
  }
  slider.value = now;
  slider.setAttribute("aria-valuetext", one("h2", states[now]).textContent);
  intoView(one(".scroll"), one("tr.current td.moves"), 50);
  mark(states[now]);
  history.replaceState(null, "", "#" + now);
}

function settle(q, button) {
  open.delete(now);
  if (button) {
    all(".verdict", q).forEach((v) => { v.hidden = v.classList.contains("good") !== (button.dataset.right === "true"); });
    all("ol button", q).forEach((b) => b.classList.toggle("chosen", b === button));
  }
  document.body.classList.remove("asking");
  document.body.classList.toggle("secret", open.size > 0 && now < last);
}

const asked = () => questions.find((q) => !q.hidden);
const go = {
  first: () => show(0), last: () => show(last), back: () => show(now - 1), forward: () => show(now + 1), decisive: () => show(decisive),
  bigger: () => document.documentElement.classList.toggle("big"),
  theme: () => {
    const c = document.documentElement.classList;
    const dark = c.contains("dark") || !c.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches;
    c.toggle("dark", !dark);
    c.toggle("light", dark);
  },
};
const keys = {
  ArrowRight: go.forward, ArrowDown: go.forward, PageDown: go.forward, " ": go.forward, ArrowLeft: go.back, ArrowUp: go.back, PageUp: go.back,
  Home: go.first, End: go.last, s: go.decisive, S: go.decisive, t: go.theme, T: go.theme, "+": go.bigger,
  Escape: () => asked() && settle(asked()),
};

document.addEventListener("click", (e) => {
  const b = e.target.closest("button");
  if (!b) return;
  const q = b.closest(".question");
  if (q) settle(q, b.classList.contains("skip") ? null : b);
  else if (b.dataset.to) show(Number(b.dataset.to));
  else if (go[b.dataset.go]) go[b.dataset.go]();
});
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === " " && e.target.closest("button, summary")) return;
  const option = /^[1-9]$/.test(e.key) && asked() && all("ol button", asked())[Number(e.key) - 1];
  const action = option ? () => settle(asked(), option) : keys[e.key];
  if (action) { e.preventDefault(); action(); }
});
slider.addEventListener("input", () => show(Number(slider.value)));
nav.hidden = false;
show(Number(location.hash.slice(1)) || 0);
