// Search: over the open graph, or over all from the index.
let hits = [];
let hit = -1;

function searchable(n) {
  const one = page(n);
  if (one.searched) return one.searched;
  const out = one.cards.map((card, i) => ({ page: n, card: i, head: card.head, texts: [card.name === card.head ? "" : card.name, ...card.rows.map((r) => r.text), ...card.grounds] }));
  one.links.forEach((link) => link.label && out[link.from].texts.push(link.label));
  one.findings.forEach((f) => f.card !== null && out[f.card].texts.push(f.code + " " + f.headline));
  one.searched = out.map((entry) => ({ ...entry, folded: [entry.head, ...entry.texts].map(fold) }));
  return one.searched;
}

function findAll(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const pages = state.page === null ? data.pages.map((_, n) => n).filter((n) => !data.pages[n].map) : [state.page];
  const out = [];
  for (const n of pages) {
    if (state.page === null) {
      const info = data.pages[n];
      const texts = [info.title || info.name, info.name];
      if (words.every((w) => texts.some((t) => fold(t).includes(w)))) out.push({ page: n, card: null, head: texts[0], text: info.name, rank: 0 });
    }
    for (const entry of searchable(n)) {
      if (!words.every((w) => entry.folded.some((t) => t.includes(w)))) continue;
      const inHead = words.every((w) => entry.folded[0].includes(w));
      const at = entry.folded.findIndex((t, i) => i > 0 && words.some((w) => t.includes(w)));
      const text = at > 0 ? entry.texts[at - 1] : entry.texts.find(Boolean) || "";
      out.push({ page: n, card: entry.card, head: entry.head, text, rank: inHead ? 1 : 2 });
    }
  }
  return out.sort((a, b) => a.rank - b.rank);
}

function marked(text, query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const folded = fold(text);
  if (folded.length !== text.length) return [text];
  let best = null;
  for (const w of words) {
    const at = folded.indexOf(w);
    if (at >= 0 && (!best || at < best[0])) best = [at, w.length];
  }
  if (!best) return [text];
  const [at, length] = best;
  const from = at > 60 ? at - 40 : 0;
  return [(from ? "…" : "") + text.slice(from, at), el("mark", {}, text.slice(at, at + length)), text.slice(at + length)];
}

function runSearch() {
  const query = ui.input.value.trim();
  hits = query ? findAll(query) : [];
  hit = hits.length ? 0 : -1;
  if (ui.svg) {
    ui.svg.querySelectorAll(".hit").forEach((n) => n.classList.remove("hit"));
    hits.forEach((h) => h.page === state.page && cardNode(h.card)?.classList.add("hit"));
  }
  const shown = hits.slice(0, 60);
  const item = (h, i) => {
    const card = h.card === null ? null : page(h.page).cards[h.card];
    const where = state.page === null && card ? data.pages[h.page].title || data.pages[h.page].name : "";
    const li = el("li", { role: "option", id: "hit" + i, "data-hit": i }, icon(card ? card.kind : "scenario"), el("b", {}, marked(h.head, query)), el("span", { class: "text" }, where ? where + " · " : "", marked(h.text, query)));
    li.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      hit = i;
      goToHit();
    });
    return li;
  };
  const note = query ? [el("li", { class: "note", role: "presentation" }, hits.length ? say(W.matches, { n: hits.length }) : W.nothing)] : [];
  ui.hits.replaceChildren(...note, ...shown.map(item));
  ui.hits.hidden = !query;
  ui.input.setAttribute("aria-expanded", String(Boolean(query)));
  markHit();
}

function markHit() {
  ui.hits.querySelectorAll("[role=option]").forEach((li, i) => li.setAttribute("aria-selected", String(i === hit)));
  const chosen = ui.hits.querySelector("#hit" + hit);
  if (chosen) {
    ui.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  } else ui.input.removeAttribute("aria-activedescendant");
}

function goToHit() {
  const h = hits[hit];
  if (!h) return;
  ui.hits.hidden = true;
  ui.input.setAttribute("aria-expanded", "false");
  if (h.page !== state.page) openPage(h.page);
  if (h.card === null) return;
  if (!cardNode(h.card)) setUnfolded(true);
  chooseCard(h.card, true);
  cardNode(h.card)?.focus({ preventScroll: true });
}

function watchSearch() {
  ui.input.addEventListener("input", runSearch);
  ui.input.addEventListener("focus", () => ui.input.value && runSearch());
  ui.input.addEventListener("blur", () => (ui.hits.hidden = true));
  ui.input.addEventListener("keydown", (event) => {
    const last = Math.min(hits.length, 60) - 1;
    if (event.key === "ArrowDown") hit = Math.min(hit + 1, last);
    else if (event.key === "ArrowUp") hit = Math.max(hit - 1, 0);
    else if (event.key === "Enter") return goToHit();
    else if (event.key === "Escape") {
      ui.input.value = "";
      runSearch();
      ui.stage.focus();
      event.stopPropagation();
      return;
    } else return;
    event.preventDefault();
    markHit();
  });
}
