// Ways: that of a finding, and the shortest to a card.
function clearWay() {
  state.way = null;
  if (!ui.svg) return;
  ui.svg.classList.remove("dim");
  ui.svg.querySelectorAll(".on").forEach((n) => n.classList.remove("on"));
  ui.svg.querySelectorAll(".order").forEach((n) => n.remove());
}

function showWay(way) {
  const one = page(state.page);
  const isFolded = (n) => one.links[n].kind === "handler" && !ui.svg.querySelector(`[data-link="${n}"]`);
  if (!state.unfolded && way.links.some(isFolded)) setUnfolded(true);
  clearWay();
  state.way = way;
  ui.svg.classList.add("dim");
  way.cards.forEach((n, i) => {
    const node = cardNode(n);
    if (!node) return;
    node.classList.add("on");
    if (node.matches(".stub")) return;
    if (way.cards.indexOf(n) === i) node.append(orderSign(node, i + 1));
  });
  way.links.forEach((n) => ui.svg.querySelectorAll(`[data-link="${n}"]`).forEach((w) => w.classList.add("on")));
}

function orderSign(node, number) {
  const width = placeOf(node).width;
  const sign = svgEl("g", { class: "order", transform: `translate(${width - 13},-9)` });
  sign.append(svgEl("rect", { width: 24, height: 20, rx: 10 }));
  const text = svgEl("text", { x: 12, y: 14, "text-anchor": "middle" });
  text.textContent = number;
  sign.append(text);
  return sign;
}

// Fewest steps from the start; ways that handlers open are taken only where no other leads.
function wayTo(card) {
  const one = page(state.page);
  for (const handlers of [false, true]) {
    const from = new Map([[0, null]]);
    const open = [0];
    while (open.length && !from.has(card)) {
      const now = open.shift();
      const links = one.cards[now].kind === "everywhere" ? [] : one.outOf[now];
      for (const n of links) {
        const link = one.links[n];
        if (from.has(link.to) || (link.kind === "handler" && !handlers)) continue;
        from.set(link.to, n);
        open.push(link.to);
      }
    }
    if (!from.has(card)) continue;
    const way = { cards: [card], links: [] };
    for (let n = from.get(card); n !== null; n = from.get(one.links[n].from)) {
      way.links.unshift(n);
      way.cards.unshift(one.links[n].from);
    }
    return way;
  }
  return null;
}
