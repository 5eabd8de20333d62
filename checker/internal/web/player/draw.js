// Draws a Picture as the player's template does. What comes from a program becomes text nodes and nothing else.
function el(tag, properties, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name in e) e[name] = value;
    else e.setAttribute(name, value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
  return e;
}

const badge = (letter, number) => el("b", { className: `badge l${number}` }, letter);

function drawHead(picture) {
  const row = el("tr", {}, el("th", { className: "no" }));
  for (const l of picture.lanes) {
    row.append(el("th", { scope: "col", className: `${l.kind} l${l.number}` }, l.letter ? badge(l.letter, l.number) : "", l.letter ? " " : "", el("span", { title: l.name }, l.name)));
  }
  return el("thead", {}, row);
}

function drawCell(c) {
  if (!c.moves) return el("td", { className: c.held ? "held" : "" }, c.value);
  const code = el("code", { title: c.code }, c.line ? el("i", {}, String(c.line)) : "", c.line ? " " : "", c.code);
  return el("td", { className: `moves l${c.number}` }, code, c.value ? el("span", { title: c.value }, c.value) : "");
}

function drawRow(r, differs) {
  const names = [r.switch ? "switch" : "", r.number === differs ? "differs" : ""].filter(Boolean).join(" ");
  return el("tr", { "data-row": r.number, className: names }, el("th", { scope: "row", className: "no" }, el("span", {}, String(r.number))), ...r.cells.map(drawCell));
}

const svgName = "http://www.w3.org/2000/svg";

function drawEdges(picture) {
  const svg = document.createElementNS(svgName, "svg");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("viewBox", `0 0 ${picture.goroutines * 10} ${picture.rows.length * 10}`);
  svg.setAttribute("preserveAspectRatio", "none");
  for (const edge of picture.edges) {
    const line = document.createElementNS(svgName, "line");
    for (const name of ["x1", "y1", "x2", "y2"]) line.setAttribute(name, edge[name]);
    line.setAttribute("data-row", edge.to);
    line.setAttribute("transform", "scale(5)");
    line.setAttribute("vector-effect", "non-scaling-stroke");
    svg.append(line);
  }
  return svg;
}

// drawSheet draws the lanes of a picture. foot is a row below them, or null; differs is the number of the row that is marked.
function drawSheet(picture, foot, differs) {
  const sheet = el("div", { className: `sheet g${picture.goroutines} o${picture.lanes.length - picture.goroutines}` });
  const table = el("table", {}, drawHead(picture), el("tbody", {}, ...picture.rows.map((r) => drawRow(r, differs))));
  if (foot) table.append(el("tfoot", {}, foot));
  const svg = drawEdges(picture);
  if (foot) svg.style.height = `${picture.rows.length * 4.6}rem`;
  sheet.append(table, svg);
  sheet.style.setProperty("--g", picture.goroutines);
  return sheet;
}

function drawLines(title, lines) {
  if (!lines || !lines.length) return [];
  const items = lines.map((l) => el("li", { className: l.class }, l.letter ? badge(l.letter, l.number) : "", l.letter ? " " : "", el("strong", {}, l.name), " " + l.text,
    l.place ? el("br") : "", l.place ? el("code", {}, `${l.place} ${l.code}`) : ""));
  return [el("h3", {}, title), el("ul", {}, ...items)];
}

// drawState draws how everything stands. titles are those of its parts.
function drawState(s, titles) {
  const section = el("section", { className: "state", "data-marks": s.marks }, el("h2", {}, s.heading), s.step ? el("p", { className: "step" }, s.step) : "");
  for (const note of s.notes || []) section.append(el("p", { className: "why" }, note));
  section.append(el("div", { className: "now" }, ...drawLines(titles.now, s.goroutines), ...drawLines(titles.locks, s.locks),
    ...drawLines(titles.channels, s.channels), ...drawLines(titles.variables, s.variables)));
  return section;
}

function drawFiles(files) {
  const parts = [];
  for (const f of files) {
    const lines = f.lines.map((l) => (l.number === 0 ? el("li", { className: "gap" }, "⋯")
      : el("li", { "data-line": `${f.number}:${l.number}` }, el("i", {}, String(l.number)), el("span", { className: "at" }), el("code", {}, l.text))));
    parts.push(el("h3", {}, f.name), el("ol", { className: "code", tabIndex: 0 }, ...lines));
  }
  return parts;
}
