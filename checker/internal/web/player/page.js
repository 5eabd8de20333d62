// Shows one of the states that stand in the page. What they say was computed when the page was written.
const slider = one("nav input"), nav = one("nav");

// Stage is a schedule of the page.
class Stage {
  constructor(root) {
    this.root = root;
    this.states = all(".state", root);
    this.questions = all(".question", root);
    this.open = new Set(this.questions.map((q) => Number(q.dataset.state)));
    this.last = this.states.length - 1;
    this.now = 0;
  }
  get decisive() { return Number(this.root.dataset.decisive); }
  get differs() { return Number(this.root.dataset.differs); }
  get asked() { return this.questions.find((q) => !q.hidden); }
  show(n) {
    this.now = Math.min(this.last, Math.max(0, n));
    this.states.forEach((s, i) => { s.hidden = i !== this.now; });
    this.questions.forEach((q) => { q.hidden = Number(q.dataset.state) !== this.now; });
    showRows(this.root, this.now);
    markSource(this.root, this.states[this.now]);
  }
  // settle ends a question. button is the answer, or null.
  settle(q, button) {
    this.open.delete(this.now);
    if (!button) return;
    all(".verdict", q).forEach((v) => { v.hidden = v.classList.contains("good") !== (button.dataset.right === "true"); });
    all("ol button", q).forEach((b) => b.classList.toggle("chosen", b === button));
  }
}

const stages = all(".stage").map((root) => new Stage(root));
const bad = stages[0];
const views = stages.length > 1 ? ["breaks", "holds", "both"] : ["breaks"];
let view = "breaks", now = 0;

const seen = () => stages.filter((s) => view === "both" || s.root.classList.contains(view));
const asks = () => view === "breaks"; // beside the other schedule the answers stand already

function hide() {
  document.body.classList.toggle("asking", asks() && bad.open.has(now));
  document.body.classList.toggle("secret", asks() && bad.open.size > 0 && now < bad.last);
}

function show(n) {
  const last = Math.max(...seen().map((s) => s.last));
  now = Math.min(last, Math.max(0, n));
  for (const s of stages) {
    s.root.hidden = !seen().includes(s);
    s.show(now);
    if (!asks()) s.questions.forEach((q) => { q.hidden = true; });
  }
  hide();
  slider.max = last;
  slider.value = now;
  slider.setAttribute("aria-valuetext", one("h2", seen()[0].states[seen()[0].now]).textContent);
  history.replaceState(null, "", "#" + now + (view === "breaks" ? "" : view));
}

function look(name) {
  view = name;
  document.body.dataset.view = name;
  all("[data-view]", nav).forEach((b) => b.setAttribute("aria-pressed", b.dataset.view === name));
  show(now);
}

function settle(q, button) {
  bad.settle(q, button);
  hide();
}

const go = {
  first: () => show(0), last: () => show(Infinity), back: () => show(now - 1), forward: () => show(now + 1), decisive: () => show(seen()[0].decisive),
  differs: () => { if (stages.length > 1) { look("both"); show(bad.differs); } },
  next: () => { if (stages.length > 1) look(views[(views.indexOf(view) + 1) % views.length]); },
  ...appearance,
};
const keys = {
  ArrowRight: go.forward, ArrowDown: go.forward, PageDown: go.forward, " ": go.forward, ArrowLeft: go.back, ArrowUp: go.back, PageUp: go.back,
  Home: go.first, End: go.last, s: go.decisive, S: go.decisive, d: go.differs, D: go.differs, v: go.next, V: go.next, t: go.theme, T: go.theme, "+": go.bigger,
  Escape: () => bad.asked && settle(bad.asked),
};

document.addEventListener("click", (e) => {
  const b = e.target.closest("button");
  if (!b) return;
  const q = b.closest(".question");
  if (q) settle(q, b.classList.contains("skip") ? null : b);
  else if (b.dataset.to) show(Number(b.dataset.to));
  else if (b.dataset.view) look(b.dataset.view);
  else if (go[b.dataset.go]) go[b.dataset.go]();
});
document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === " " && e.target.closest("button, summary")) return;
  const option = /^[1-9]$/.test(e.key) && bad.asked && all("ol button", bad.asked)[Number(e.key) - 1];
  const action = option ? () => settle(bad.asked, option) : keys[e.key];
  if (action) { e.preventDefault(); action(); }
});
slider.addEventListener("input", () => show(Number(slider.value)));
nav.hidden = false;
const [, at, which] = location.hash.match(/^#(\d+)(\w*)$/) || [];
now = Number(at) || 0;
look(views.includes(which) ? which : "breaks");
