// The panels: findings of a graph, and everything about one card.
function chooseCard(n, move) {
  const one = page(state.page);
  const card = one.cards[n];
  if (one.map && card.leads.length) return openScenario(card.leads[0]);
  if (state.finding !== null) {
    state.finding = null;
    clearWay();
  }
  state.card = n;
  markChosen();
  showCard();
  const node = cardNode(n);
  if (node) move ? centre([node]) : reveal(node);
  remember();
}

function closeCard() {
  state.card = null;
  state.finding = null;
  clearWay();
  markChosen();
  ui.side.hidden = true;
  fillList();
  remember();
}

function markChosen() {
  if (!ui.svg) return;
  ui.svg.querySelectorAll(".chosen,.by").forEach((n) => n.classList.remove("chosen", "by"));
  ui.svg.classList.toggle("near", state.card !== null && !state.way);
  const node = state.card === null ? null : cardNode(state.card);
  if (!node) return;
  node.classList.add("chosen");
  setTabStop(node);
  const one = page(state.page);
  for (const n of [...one.outOf[state.card], ...one.into[state.card]]) {
    ui.svg.querySelectorAll(`.wire[data-link="${n}"]`).forEach((w) => w.classList.add("by"));
  }
}

const shut = (action) => el("button", { class: "tool square shut", "aria-label": W.close, title: W.close, onclick: action }, "×");
const heading = (text) => el("h3", {}, text);

function source(place) {
  if (!place) return null;
  const text = place.file + ":" + place.line;
  const copy = () => {
    navigator.clipboard?.writeText(text).then(() => toast(W.copied), () => {});
  };
  return [heading(W.source), el("div", { class: "src" }, el("code", {}, text), el("button", { class: "small", onclick: copy }, W.copy))];
}

function toast(text) {
  const node = el("div", { class: "toast", role: "status" }, text);
  ui.floor.append(node);
  setTimeout(() => node.remove(), 1600);
}

function rowsOf(card) {
  if (!card.rows.length) return null;
  const kinds = { ask: "question", derive: "question", measures: "question", menu: "menu", lookup: "lookup", identify: "identification", call: "call" };
  const row = (r) => el("li", { class: "k-" + (kinds[r.deed] || "text") }, r.deed === "note" ? null : el("small", {}, W.deed[r.deed]), el("span", {}, r.text));
  return [heading(W.does), el("ul", { class: "rows" }, card.rows.map(row))];
}

function goList(title, links, other) {
  if (!links.length) return null;
  const one = page(state.page);
  const item = (n) => {
    const link = one.links[n];
    const end = one.cards[link[other]];
    if (!end) return null;
    const words = other === "to" ? [el("span", { class: "soft" }, link.label), el("span", {}, "→ ", el("i", {}, end.head))] : [el("span", {}, el("i", {}, end.head)), el("span", { class: "soft" }, link.label)];
    const count = link.visits === null || !state.heat ? null : el("span", { class: "chip k-end" }, link.visits);
    return el("li", {}, el("button", { class: "go", onclick: () => chooseCard(link[other], true) }, words, count));
  };
  return [heading(title), el("ul", {}, links.map(item))];
}

function showCard() {
  const one = page(state.page);
  const card = one.cards[state.card];
  const found = one.findings.map((f, i) => [f, i]).filter(([f]) => f.card === state.card);
  const parts = [
    shut(closeCard),
    el("div", { class: "kind k-" + card.kind }, icon(card.kind), el("span", {}, W.kind[card.kind])),
    el("h2", { tabindex: "-1" }, card.head),
    card.below ? el("p", { class: "soft" }, card.below) : null,
    found.map(([f, i]) => findingBox(f, i, true)),
    rowsOf(card),
  ];
  if (card.known.length) {
    parts.push(heading(W.known), el("dl", { class: "facts" }, card.known.map((k) => [el("dt", {}, k.fact), el("dd", {}, k.words)])));
  }
  if (card.grounds.length) parts.push(heading(W.grounds), el("ul", { class: "grounds" }, card.grounds.map((g) => el("li", {}, g))));
  if (card.visits !== null && data.tests !== null) {
    parts.push(heading(W.heat), el("p", {}, card.visits ? say(W.visits, { n: card.visits, of: data.tests }) : W.unvisited));
  }
  parts.push(
    goList(W.exits, one.outOf[state.card], "to"),
    goList(W.entrances, one.into[state.card], "from"),
    el("button", { class: "tool wide", onclick: toggleWayHere, "aria-pressed": state.way ? "true" : "false" }, state.way ? W.hideWay : W.wayHere),
    card.leads.filter((name) => pageOf(name) !== undefined).map((name) => el("button", { class: "tool wide", onclick: () => openScenario(name) }, W.open + ": " + name)),
    source(card.place),
  );
  ui.side.replaceChildren(...parts.flat(3).filter(Boolean));
  ui.side.setAttribute("aria-label", W.kind[card.kind] + " " + card.head);
  ui.side.hidden = false;
  ui.side.scrollTop = 0;
}

function toggleWayHere() {
  if (state.way) {
    clearWay();
    markChosen();
    showCard();
    return;
  }
  const way = wayTo(state.card);
  if (!way) return toast(W.noWay);
  showWay(way);
  markChosen();
  showCard();
  centre(way.cards.map(cardNode));
}

function findingBox(f, n, full) {
  const box = el(
    "button",
    { class: "finding " + f.severity + (state.finding === n ? " chosen" : ""), onclick: () => chooseFinding(n), "data-finding": n },
    el("span", { class: "code" }, f.code + " · " + W.severity[f.severity]),
    el("p", {}, f.headline),
    full ? null : el("p", { class: "soft" }, f.card === null ? W.whole : page(state.page).cards[f.card].head, f.way ? " · " + W.way : ""),
  );
  return box;
}

function chooseFinding(n) {
  const one = page(state.page);
  const f = one.findings[n];
  state.finding = n;
  state.card = f.card;
  clearWay();
  if (f.way) showWay(f.way);
  markChosen();
  showFinding();
  fillList();
  const nodes = f.way ? f.way.cards : f.card === null ? [] : [f.card];
  centre(nodes.map(cardNode));
  remember();
}

function showFinding() {
  const one = page(state.page);
  const f = one.findings[state.finding];
  const parts = [
    shut(closeCard),
    el("div", { class: "kind " + f.severity }, f.code + " · " + W.severity[f.severity]),
    el("h2", { tabindex: "-1" }, f.headline),
    heading(W.why),
    el("p", {}, f.why),
    heading(W.help),
    el("p", {}, f.help),
  ];
  if (f.way) {
    const step = (n) => el("li", {}, el("button", { class: "go", onclick: () => centre([cardNode(n)]) }, el("i", {}, one.cards[n].head)));
    parts.push(heading(W.way), el("ol", { class: "steps" }, f.way.cards.map(step)), f.way.doubt ? el("p", { class: "soft" }, f.way.doubt) : f.way.replayed ? el("p", { class: "soft" }, W.certain) : null);
    if (f.way.case.length) parts.push(heading(W.said), el("ul", { class: "grounds case" }, f.way.case.map((c) => el("li", {}, c))));
    if (f.way.script) parts.push(heading(W.script), el("pre", {}, f.way.script));
  }
  if (f.card !== null) parts.push(el("button", { class: "tool wide", onclick: () => chooseCard(f.card, true) }, W.openStep + ": " + one.cards[f.card].head));
  parts.push(source(f.place));
  ui.side.replaceChildren(...parts.flat(3).filter(Boolean));
  ui.side.setAttribute("aria-label", f.code + " " + f.headline);
  ui.side.hidden = false;
  ui.side.scrollTop = 0;
}

function fillList() {
  const one = page(state.page);
  const order = { error: 0, warning: 1, note: 2 };
  const sorted = one.findings.map((f, i) => [f, i]).sort((a, b) => order[a[0].severity] - order[b[0].severity] || a[1] - b[1]);
  ui.list.replaceChildren(
    shut(() => setList(false)),
    el("h2", {}, W.findings),
    ...(sorted.length ? sorted.map(([f, i]) => findingBox(f, i, false)) : [el("p", { class: "soft" }, W.clean)]),
  );
}
