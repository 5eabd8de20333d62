// What pages with a picture of a schedule have in common. It is joined with the page's own script, so it exports nothing.
const all = (query, from = document) => [...from.querySelectorAll(query)];
const one = (query, from = document) => from.querySelector(query);

// intoView scrolls a box until a part of it is seen. The box's first and last head pixels are covered.
function intoView(box, part, head) {
  if (!box || !part) return;
  const b = box.getBoundingClientRect(), p = part.getBoundingClientRect();
  if (p.top < b.top + head || p.bottom > b.bottom - head) box.scrollTop += p.top - b.top - b.height / 2;
  if (p.left < b.left || p.right > b.right) box.scrollLeft += p.left - b.left - b.width / 3;
}

// markSource puts the badges of the goroutines at the lines where they stand in a state.
function markSource(stage, state) {
  for (const li of all(".code li", stage)) {
    li.classList.remove("here");
    const at = one(".at", li);
    if (at) at.replaceChildren();
  }
  for (const text of state.dataset.marks.split(" ").filter(Boolean)) {
    const [file, line, lane] = text.split(":");
    const li = one(`.code li[data-line="${file}:${line}"]`, stage);
    if (!li) continue;
    li.classList.add("here");
    const badge = one(`.badge.l${lane}`, state);
    if (badge) one(".at", li).append(badge.cloneNode(true));
  }
  const next = one("li.moves code", state) && one("li.moves .badge", state);
  const lane = next && [...next.classList].find((c) => /^l\d/.test(c));
  const li = lane && one(`.code .${lane}`, stage);
  for (const box of all(".code", stage)) if (li && box.contains(li)) intoView(box, li.closest("li"), 10);
}

// showRows shows the rows of a picture up to a step.
function showRows(stage, now) {
  for (const row of all("[data-row]", stage)) {
    const k = Number(row.dataset.row);
    row.classList.toggle("future", k > now);
    row.classList.toggle("current", k === now);
  }
  intoView(one(".scroll", stage), one("tr.current td.moves", stage), 50);
}

const appearance = {
  bigger: () => document.documentElement.classList.toggle("big"),
  theme: () => {
    const c = document.documentElement.classList;
    const dark = c.contains("dark") || !c.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches;
    c.toggle("dark", !dark);
    c.toggle("light", dark);
  },
};
