// Helpers and data. Texts of the base go into the page only as text nodes and attribute values.
const SVG = "http://www.w3.org/2000/svg";
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const data = read("data");
const W = data.words;
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(3)) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

function svgEl(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  return node;
}

function icon(kind) {
  const box = el("span", { class: "dot k-" + kind, "aria-hidden": "true" });
  const sign = svgEl("svg", { viewBox: "0 0 16 16", class: "picture" });
  sign.append(svgEl("use", { href: "#i-" + kind }));
  box.append(sign);
  return box;
}

// Each graph is read when it is first wanted.
const read_pages = new Map();
function page(n) {
  if (!read_pages.has(n)) {
    const one = Object.assign(read("p" + n), data.pages[n], { n });
    one.outOf = one.cards.map(() => []);
    one.into = one.cards.map(() => []);
    one.links.forEach((link, i) => {
      one.outOf[link.from].push(i);
      if (one.into[link.to]) one.into[link.to].push(i);
    });
    read_pages.set(n, one);
  }
  return read_pages.get(n);
}

// Case, ё and accents do not matter to a search.
const fold = (text) => text.toLowerCase().replaceAll("ё", "е").normalize("NFC");

const state = { page: null, card: null, finding: null, heat: false, unfolded: false, way: null };
const ui = {};
