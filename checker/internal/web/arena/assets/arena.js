// The game. The server knows where a list of choices leads; the page shows it and holds the list, also in its address.
const game = one("#game"), words = game.dataset, nav = one("nav");
const text = (parent, tag, value, className = "") => parent.append(el(tag, { className }, value));

let answer = null; // of the choices that are shown
let past = []; // lists of choices that "take back" goes back to
let typed = "";

// ask sends choices to the server. It returns null where the server cannot be reached.
async function ask(action, body) {
  try {
    const r = await fetch(`${location.pathname}/${action}?lang=${words.lang}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
    return r.headers.get("Content-Type") === "application/json" ? await r.json() : null;
  } catch {
    return null;
  }
}

// tell shows a message, and a button that does something about it.
function tell(message, label, action) {
  const box = one("#message");
  box.replaceChildren(message || "");
  if (label) box.append(el("button", { type: "button", onclick: action }, label));
  box.hidden = !message;
}

// Requests are made one after the other, so that quick keys act on what the key before has led to.
let queue = Promise.resolve();
const then = (action) => { queue = queue.then(action).catch((e) => { tell(String(e), words.again, () => location.reload()); }); };

// reach makes choices and shows where they lead. It reports whether they could be made.
async function reach(body) {
  game.setAttribute("aria-busy", "true");
  let a = await ask("moves", body);
  while (a && a.state === "building") {
    tell(words.building);
    a = await ask("moves", body);
  }
  game.removeAttribute("aria-busy");
  if (!a) tell(words.offline, words.again, () => then(() => reach(body)));
  else if (a.problem) tell(a.problem, answer || !body.moves ? words.again : words.start, () => then(() => reach({ ...body, moves: answer ? answer.moves : null })));
  if (!a || a.problem) return false;
  tell(a.changed ? words.changed : "", words.fresh, () => then(fresh));
  answer = a;
  draw();
  return true;
}

// forward makes choices that "take back" takes back.
async function forward(body) {
  const before = answer && answer.moves;
  if (await reach(body) && before) past.push(before);
}

async function fresh() {
  past = [];
  await reach({ moves: null, fresh: true });
}

const same = (a, b) => a.length === b.length && a.every((m, i) => m === b[i]);

function draw() {
  history.replaceState(null, "", location.search + "#" + (answer.moves.join(",") || "0"));
  const focused = document.activeElement.closest("#choices, #sheet tfoot") && "#" + document.activeElement.closest("#choices, #sheet").id;
  one("#stage").hidden = nav.hidden = false;
  one("#case").textContent = answer.case;
  one("#case").hidden = !answer.case;
  one("#omitted").textContent = answer.picture.omitted;
  one("#omitted").hidden = !answer.picture.omitted;
  const ways = answer.choices ? answer.choices.ways : [];
  one("#stage").classList.toggle("wide", answer.picture.goroutines > 3);
  one("#sheet").replaceChildren(drawSheet(answer.picture, foot(ways), 0));
  drawVerdict();
  drawChoices(ways);
  one("#known").textContent = answer.ended ? answer.known : "";
  one("#state").replaceChildren(drawState(answer.picture.state, words));
  one("#source").replaceChildren(...drawFiles(answer.picture.files));
  one("#text").replaceChildren(...answer.picture.steps.map((s) => el("li", {}, s)));
  showRows(one("#stage"), answer.picture.rows.length);
  one("#sheet").scrollTop = one("#sheet").scrollHeight;
  markSource(one("#stage"), one("#state .state"));
  one("[data-go=start]").disabled = same(answer.moves, answer.start);
  one("[data-go=undo]").disabled = !past.length && !answer.moves.length;
  one("[data-go=finish]").disabled = answer.ended;
  if (focused) (one(`${focused} button[data-way]`) || one("#verdict")).focus();
  if (!one("#machine").hidden) then(machine);
  if (answer.failed && !answer.alone) remember();
  if (answer.counting) setTimeout(count, 1500, answer);
}

// count asks again how many schedules break, while that is being counted.
async function count(of) {
  if (answer !== of) return;
  const a = await ask("moves", { moves: of.moves });
  if (answer !== of || !a || a.problem) return;
  if (of.ended) one("#known").textContent = a.known || "";
  if (a.counting) setTimeout(count, 1500, of);
}

function choiceButton(w, ...children) {
  return el("button", { type: "button", "data-way": w.number, onclick: () => then(() => choose(w.number)) }, ...children);
}

// foot is the row below the lanes: for each goroutine a button that moves it, or why it cannot move.
function foot(ways) {
  if (!answer.choices) return null;
  const row = el("tr", {}, el("th", { className: "no" }));
  for (const l of answer.picture.lanes) {
    const cell = el("th", { className: `${l.kind} l${l.number}` });
    const w = l.kind === "goroutine" && ways.find((w) => w.goroutine === l.name);
    const other = l.kind === "goroutine" && answer.choices.others.find((o) => o.goroutine === l.name);
    if (w) cell.append(choiceButton(w, `${w.number} ▶`));
    else if (other) cell.append(el("span", { className: "why", title: other.why }, other.why));
    row.append(cell);
  }
  for (const b of all("button", row)) b.setAttribute("aria-label", `${b.dataset.way}: ${ways[b.dataset.way - 1].goroutine}`);
  return row;
}

function drawVerdict() {
  const box = one("#verdict");
  box.replaceChildren();
  box.className = "verdict " + (answer.ended ? answer.state : "");
  box.tabIndex = -1;
  if (answer.choices) text(box, "p", answer.choices.question);
  if (!answer.ended) return;
  if (answer.failed) text(box, "h2", answer.alone ? words.alone : words.broken, "bad");
  else if (answer.state === "held") text(box, "h2", words.held, "good");
  text(box, "p", answer.finding);
  if (answer.expected || answer.actual) {
    text(box, "p", `${words.expected} ${answer.expected}`);
    text(box, "p", `${words.actual} ${answer.actual}`);
  }
}

function drawChoices(ways) {
  const list = el("ol", {});
  for (const w of ways) {
    const lane = answer.picture.lanes.find((l) => l.kind === "goroutine" && l.name === w.goroutine);
    const what = [w.goroutine, w.goroutine ? ": " : "", w.text, w.preempts ? " " + words.preempts : ""].join("");
    const b = choiceButton(w, el("b", {}, String(w.number)), lane ? badge(lane.letter, lane.number) : "", lane ? " " : "", what, w.place || w.code ? el("code", {}, `${w.place} ${w.code}`.trim()) : "");
    if (lane) b.classList.add(`l${lane.number}`);
    list.append(el("li", {}, b));
  }
  const others = el("ul", { className: "others" }, ...(answer.choices ? answer.choices.others : []).map((o) => el("li", {}, `${o.goroutine}: ${o.why}`)));
  one("#choices").replaceChildren(...(ways.length ? [list, others] : []));
}

async function choose(way) {
  if (!answer || !answer.choices || way > answer.choices.ways.length) return;
  await forward({ moves: [...answer.moves, way] });
}

async function undo() {
  if (!answer) return;
  if (past.length) {
    if (await reach({ moves: past[past.length - 1] })) past.pop();
  } else if (answer.moves.length) {
    await reach({ moves: answer.moves.slice(0, -1) });
  }
}

// machine shows the machine's schedule beside the player's.
async function machine() {
  if (!answer) return;
  const m = await ask("machine", { moves: answer.moves });
  if (!m || m.problem) {
    tell(m ? m.problem : words.offline, words.again, () => then(machine));
    return;
  }
  one("#machine-known").textContent = m.known;
  one("#machine .two").hidden = !m.pictures;
  one("#difference").textContent = m.pictures ? m.difference.text : words.empty;
  one("#machine-end").textContent = m.end;
  const ids = ["yours", "machines"];
  (m.pictures || []).forEach((p, i) => {
    const box = one("#" + ids[i]);
    box.replaceChildren(drawSheet(p, null, m.difference.rows[i]));
    intoView(box, one("tr.differs", box), 60);
  });
}

async function toggleMachine() {
  const box = one("#machine"), open = box.hidden;
  if (open) await machine();
  box.hidden = !open;
  one("[data-go=machine]").setAttribute("aria-pressed", String(open));
  if (open) { box.scrollIntoView({ block: "start" }); box.focus({ preventScroll: true }); }
}

// remember keeps in this browser that the level was broken.
function remember() {
  try {
    const known = new Set(JSON.parse(localStorage.getItem("checker-broken")) || []);
    localStorage.setItem("checker-broken", JSON.stringify([...known.add(words.level)]));
  } catch { /* it is not remembered */ }
}

const go = {
  start: () => then(() => answer && !same(answer.moves, answer.start) ? forward({ moves: answer.start }) : undefined),
  undo: () => then(undo),
  finish: () => then(() => answer && !answer.ended ? forward({ moves: answer.moves, finish: true }) : undefined),
  machine: () => then(toggleMachine),
  language: () => { location.href = one("#language").href + location.hash; },
  ...appearance,
};

// digit takes a digit of a way's number. It is the whole number unless another digit can follow.
function digit(d) {
  const ways = answer && answer.choices ? answer.choices.ways.length : 0;
  typed += d;
  if (Number(typed) > 0 && Number(typed) * 10 <= ways) return;
  const n = Number(typed);
  typed = "";
  if (n) then(() => choose(n));
}

// By the key's place, so that they work while a Korean keyboard writes Hangul.
const keys = { KeyU: go.undo, KeyM: go.machine, KeyR: go.finish, KeyL: go.language, KeyT: go.theme, Backspace: go.undo, Home: go.start };

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (/^[0-9]$/.test(e.key)) { e.preventDefault(); digit(e.key); return; }
  if (e.key === "Enter" && typed) { const n = Number(typed); typed = ""; e.preventDefault(); then(() => choose(n)); return; }
  typed = "";
  const action = e.key === "+" ? go.bigger : e.code === "KeyU" && e.shiftKey ? go.start : keys[e.code];
  if (action) { e.preventDefault(); action(); }
});
nav.addEventListener("click", (e) => {
  const b = e.target.closest("button");
  if (b) go[b.dataset.go]();
});
one("#language").addEventListener("click", (e) => { e.preventDefault(); go.language(); });

// The choices stand behind the # of the address, 0 for none. Without a #, the game begins at the start of the case that breaks.
function fromAddress() {
  const found = location.hash.match(/^#([\d,]+)$/);
  return found ? found[1].split(",").map(Number).filter((n) => n > 0) : null;
}
addEventListener("hashchange", () => then(() => forward({ moves: fromAddress() })));
then(() => reach({ moves: fromAddress() }));
