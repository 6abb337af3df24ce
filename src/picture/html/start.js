// The frame of the page, its keys and its address.
const pageOf = (name) => {
  const n = data.pages.findIndex((p) => !p.map && p.name === name);
  return n < 0 ? undefined : n;
};
const many = data.pages.length > 1;

function toggle(word, tip, action) {
  return el("button", { class: "tool", title: tip, "aria-pressed": "false", onclick: action }, el("span", { class: "word" }, word));
}

function fitSign() {
  const sign = svgEl("svg", { viewBox: "0 0 16 16", width: 17, height: 17, "aria-hidden": "true" });
  sign.append(svgEl("use", { href: "#i-fit" }));
  return sign;
}

function build() {
  ui.input = el("input", { type: "search", placeholder: W.search, "aria-label": W.search, role: "combobox", "aria-expanded": "false", "aria-controls": "hits", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
  ui.hits = el("ul", { class: "hits", id: "hits", role: "listbox", "aria-label": W.search, hidden: true });
  ui.head = el("h1", {});
  ui.under = el("small", {});
  ui.home = el("button", { class: "tool", title: W.all, onclick: () => openIndex(), hidden: !many }, "☰", el("span", { class: "word" }, W.all));
  ui.findings = el("button", { class: "tool", "aria-pressed": "false", onclick: () => setList(ui.list.hidden) }, el("span", { class: "word" }, W.findings), el("span", { class: "count" }));
  ui.heatButton = toggle(W.heat, W.heatTip, () => setHeat(!state.heat));
  ui.foldButton = toggle(W.handlers, W.handlersTip, () => setUnfolded(!state.unfolded));
  const theme = el("button", { class: "tool square", title: W.theme, "aria-label": W.theme, onclick: switchTheme }, "◐");
  const bar = el("header", { class: "bar" }, ui.home, el("div", { class: "where" }, ui.head, ui.under), el("div", { class: "find", role: "search" }, ui.input, el("kbd", { "aria-hidden": "true" }, "/"), ui.hits), ui.findings, ui.heatButton, ui.foldButton, theme);
  ui.stage = el("div", { id: "stage", tabindex: "0", role: "group", "aria-label": W.stage });
  ui.list = el("aside", { id: "list", class: "panel", "aria-label": W.findings, hidden: true });
  ui.side = el("aside", { id: "side", class: "panel", "aria-live": "polite", hidden: true });
  const button = (sign, word, action) => el("button", { class: "tool square", title: word, "aria-label": word, onclick: action }, sign);
  ui.zoom = el("div", { class: "zoom" }, button("−", W.zoomOut, () => zoom(1 / 1.25)), button("+", W.zoomIn, () => zoom(1.25)), button(fitSign(), W.fit, fit));
  ui.legend = el("div", { class: "legend-box", role: "note", "aria-label": W.legend });
  ui.index = el("div", { class: "index", hidden: true });
  ui.floor = el("main", { class: "floor" }, ui.stage, ui.legend, ui.zoom, ui.list, ui.side, ui.index);
  document.getElementById("app").append(bar, ui.floor);
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

function setHeat(on) {
  state.heat = on;
  ui.heatButton.setAttribute("aria-pressed", String(on));
  if (ui.svg) ui.svg.classList.toggle("heat", on);
  fillLegend();
  if (state.card !== null && state.finding === null) showCard();
  remember();
}

function setUnfolded(on) {
  state.unfolded = on;
  ui.foldButton.setAttribute("aria-pressed", String(on));
  const way = state.way;
  drawGraph();
  firstView();
  if (way && ui.svg) showWay(way);
  markChosen();
  const node = state.card === null ? null : cardNode(state.card);
  if (node) centre([node]);
  fillLegend();
  remember();
}

function setList(on) {
  ui.list.hidden = !on;
  ui.findings.setAttribute("aria-pressed", String(on));
}

function fillLegend() {
  if (state.page === null) return;
  if (state.heat) {
    const patch = (n) => el("span", {}, el("i", { class: "patch", style: `background:var(--heat${n})` }), W["heat" + n]);
    ui.legend.replaceChildren(...[0, 1, 2, 3, 4].map(patch));
    return;
  }
  const shown = new Set();
  ui.svg?.querySelectorAll("[data-card]").forEach((n) => shown.add(page(state.page).cards[Number(n.dataset.card)].kind));
  ui.legend.replaceChildren(...data.kinds.filter((k) => shown.has(k)).map((k) => el("span", {}, icon(k), W.kind[k])));
}

function openPage(n) {
  Object.assign(state, { page: n, card: null, finding: null, way: null });
  const info = data.pages[n];
  ui.index.hidden = true;
  for (const part of [ui.stage, ui.legend, ui.zoom]) part.hidden = false;
  ui.stage.style.display = ui.legend.style.display = ui.zoom.style.display = "";
  ui.side.hidden = true;
  ui.head.textContent = info.map ? W.map : info.title || info.name;
  ui.under.textContent = info.map ? data.title : [info.name, info.place && info.place.file + ":" + info.place.line].filter(Boolean).join(" · ");
  document.title = ui.head.textContent + " · " + data.title;
  const all = info.errors + info.warnings + info.notes;
  ui.findings.hidden = Boolean(info.map);
  const count = ui.findings.querySelector(".count");
  count.textContent = all;
  count.className = "count" + (all === 0 ? " none" : info.errors ? "" : " mild");
  ui.heatButton.hidden = info.reached === null;
  drawGraph();
  ui.foldButton.hidden = !document.getElementById("g" + n + "u");
  fillList();
  setList(all > 0 && ui.stage.clientWidth > 1100);
  fillLegend();
  firstView();
  remember();
}

function openScenario(name) {
  const n = pageOf(name);
  if (n !== undefined) openPage(n);
}

function openIndex() {
  Object.assign(state, { page: null, card: null, finding: null, way: null });
  for (const part of [ui.list, ui.side]) part.hidden = true;
  ui.stage.style.display = ui.legend.style.display = ui.zoom.style.display = "none";
  ui.findings.hidden = ui.heatButton.hidden = ui.foldButton.hidden = true;
  ui.head.textContent = document.title = data.title;
  ui.under.textContent = W.all + ": " + data.pages.filter((p) => !p.map).length;
  ui.svg = null;
  ui.index.hidden = false;
  if (!ui.index.childElementCount) fillIndex();
  remember();
}

function fillIndex() {
  const groups = new Map();
  data.pages.forEach((info, n) => {
    if (info.map) return;
    const file = info.place ? info.place.file.split("/").slice(0, -1).join("/") : "";
    if (!groups.has(file)) groups.set(file, []);
    groups.get(file).push(tile(info, n));
  });
  const inner = el("div", { class: "inner" });
  const map = data.pages.findIndex((p) => p.map);
  if (map >= 0 && data.pages[map].drawn) inner.append(el("button", { class: "tool", onclick: () => openPage(map) }, W.map));
  for (const [file, tiles] of groups) inner.append(el("h2", {}, file), el("ul", { class: "tiles" }, tiles.map((t) => el("li", {}, t))));
  ui.index.append(inner);
}

function tile(info, n) {
  const chip = (count, kind) => (count ? el("span", { class: "chip " + kind, title: W.severity[kind] }, count) : null);
  const share = info.reached === null || !info.steps ? null : Math.floor((info.reached * 100) / info.steps);
  const gauge = share === null ? null : [el("span", { class: "gauge", role: "img", "aria-label": `${share} % ${W.covered}`, title: `${share} % ${W.covered}` }, el("i", { style: `width:${share}%` })), el("span", {}, share + " %")];
  return el("button", { class: "tile", onclick: () => openPage(n) }, el("b", {}, info.title || info.name), el("small", {}, info.name), el("span", { class: "foot" }, el("span", {}, say(W.steps, { n: info.steps })), chip(info.errors, "error"), chip(info.warnings, "warning"), chip(info.notes, "note"), gauge));
}

// The address says what is shown, so that a link can be passed on.
function remember() {
  const parts = new URLSearchParams();
  if (state.page !== null && many) parts.set("s", data.pages[state.page].map ? "*" : data.pages[state.page].name);
  if (state.finding !== null) parts.set("f", state.finding);
  else if (state.card !== null) parts.set("c", page(state.page).cards[state.card].name);
  if (state.heat) parts.set("heat", "1");
  if (state.unfolded) parts.set("handlers", "1");
  const text = "#" + parts;
  if (location.hash !== text) history.replaceState(null, "", text === "#" ? location.pathname + location.search : text);
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  state.heat = parts.get("heat") === "1";
  state.unfolded = parts.get("handlers") === "1";
  if (["dark", "light"].includes(parts.get("theme"))) document.documentElement.dataset.theme = parts.get("theme");
  const name = parts.get("s");
  const wanted = name === "*" ? data.pages.findIndex((p) => p.map) : name === null ? (many ? -1 : 0) : pageOf(name) ?? -1;
  if (wanted < 0) return openIndex();
  const [card, finding] = [parts.get("c"), parts.get("f")];
  openPage(wanted);
  setHeat(state.heat && data.pages[wanted].reached !== null);
  ui.foldButton.setAttribute("aria-pressed", String(state.unfolded));
  if (finding !== null && page(wanted).findings[Number(finding)]) chooseFinding(Number(finding));
  else if (card !== null) {
    const n = page(wanted).cards.findIndex((c) => c.name === card);
    if (n >= 0) chooseCard(n, true);
  }
}

function setTabStop(node) {
  ui.svg.querySelectorAll('[tabindex="0"]').forEach((n) => n.setAttribute("tabindex", "-1"));
  node.setAttribute("tabindex", "0");
}

// The nearest card in a direction: what lies straight ahead counts more than what lies aside.
function neighbour(node, dx, dy) {
  const from = placeOf(node);
  let best = null;
  for (const other of ui.svg.querySelectorAll("[data-card],[data-to]")) {
    if (other === node) continue;
    const to = placeOf(other);
    const x = to.x + to.width / 2 - from.x - from.width / 2;
    const y = to.y + to.height / 2 - from.y - from.height / 2;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 8) continue;
    const far = ahead + aside * 2;
    if (!best || far < best.far) best = { far, node: other };
  }
  return best && best.node;
}

function watchKeys() {
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === ui.input;
    if (event.key === "Escape" && !typing) return closeCard();
    if (typing) return;
    if (event.key === "/") {
      event.preventDefault();
      ui.input.focus();
      ui.input.select();
      return;
    }
    if (state.page === null || !ui.svg) return;
    if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-" || event.key === "−") zoom(1 / 1.25);
    else if (event.key === "0") fit();
    else if (ui.stage.contains(event.target)) {
      const node = event.target.closest("[data-card],[data-to]");
      const arrow = arrows[event.key];
      if (arrow && node && !event.shiftKey) {
        const next = neighbour(node, ...arrow);
        if (next) {
          setTabStop(next);
          next.focus({ preventScroll: true });
          reveal(next);
        }
      } else if (arrow) {
        view.x -= arrow[0] * 60;
        view.y -= arrow[1] * 60;
        applyView();
      } else if ((event.key === "Enter" || event.key === " ") && node) openNode(node);
      else return;
      event.preventDefault();
    }
  });
}

// On paper the whole graph is wanted, however it was zoomed.
function watchPrinting() {
  addEventListener("beforeprint", () => {
    if (!ui.svg) return;
    ui.svg.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
    ui.world.removeAttribute("transform");
  });
  addEventListener("afterprint", () => {
    if (!ui.svg) return;
    ui.svg.removeAttribute("viewBox");
    applyView();
  });
}

build();
watchPointers();
watchSearch();
watchKeys();
watchPrinting();
recall();
addEventListener("hashchange", recall);
