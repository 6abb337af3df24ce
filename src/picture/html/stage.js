// The graph: drawn from its template, moved and zoomed.
const view = { x: 0, y: 0, k: 1, width: 1, height: 1 };
const LEAST = 0.01;
const MOST = 3;

function drawGraph() {
  const n = state.page;
  const unfolded = state.unfolded && document.getElementById("g" + n + "u");
  const template = unfolded || document.getElementById("g" + n + "f");
  ui.stage.replaceChildren();
  if (!template) {
    ui.stage.append(el("p", { class: "soft", style: "padding:2rem" }, W.tooLarge));
    ui.svg = null;
    return;
  }
  ui.svg = document.importNode(template.content, true).querySelector("svg");
  ui.world = ui.svg.querySelector(".world");
  view.width = Number(ui.svg.dataset.width);
  view.height = Number(ui.svg.dataset.height);
  ui.stage.append(ui.svg);
  ui.svg.classList.toggle("heat", state.heat);
  const first = ui.svg.querySelector("[data-card]");
  if (first) first.setAttribute("tabindex", "0");
}

function applyView() {
  if (!ui.world) return;
  ui.svg.classList.toggle("far", view.k < 0.3);
  ui.world.setAttribute("transform", `translate(${view.x.toFixed(2)},${view.y.toFixed(2)}) scale(${view.k.toFixed(4)})`);
}

// The part of the stage that no panel covers.
function room() {
  const box = ui.stage.getBoundingClientRect();
  const wide = box.width > 700;
  const left = wide && !ui.list.hidden ? ui.list.offsetWidth + 24 : 0;
  const right = wide && !ui.side.hidden ? ui.side.offsetWidth + 24 : 0;
  const covered = !wide && (!ui.side.hidden || !ui.list.hidden);
  const below = covered ? box.height * 0.5 : ui.legend.offsetHeight + 14;
  return { left, width: Math.max(box.width - left - right, 80), height: box.height - below };
}

function fit() {
  const free = room();
  view.k = Math.min((free.width - 24) / view.width, (free.height - 24) / view.height, 1.25);
  view.k = Math.max(view.k, LEAST);
  view.x = free.left + (free.width - view.width * view.k) / 2;
  view.y = (free.height - view.height * view.k) / 2;
  applyView();
}

// What can be read is shown whole; of what cannot, the beginning.
function firstView() {
  fit();
  if (view.k >= 0.5) return;
  const first = cardNode(0);
  if (!first || page(state.page).map) return;
  view.k = Math.max(0.75, view.k);
  const free = room();
  const box = placeOf(first);
  view.x = free.left + free.width / 2 - (box.x + box.width / 2) * view.k;
  view.y = 40 - box.y * view.k;
  applyView();
}

function placeOf(node) {
  const at = node.transform.baseVal.consolidate().matrix;
  const body = node.querySelector(".body").getBBox();
  return { x: at.e, y: at.f, width: body.width, height: body.height };
}

const cardNode = (n) => ui.svg && ui.svg.querySelector(`[data-card="${n}"]`);

function zoom(factor, x, y) {
  const free = room();
  const [cx, cy] = x === undefined ? [free.left + free.width / 2, free.height / 2] : [x, y];
  const k = Math.min(MOST, Math.max(LEAST, view.k * factor));
  view.x = cx - ((cx - view.x) * k) / view.k;
  view.y = cy - ((cy - view.y) * k) / view.k;
  view.k = k;
  applyView();
}

function centre(nodes) {
  const boxes = nodes.filter(Boolean).map(placeOf);
  if (!boxes.length) return;
  const left = Math.min(...boxes.map((b) => b.x));
  const top = Math.min(...boxes.map((b) => b.y));
  const right = Math.max(...boxes.map((b) => b.x + b.width));
  const bottom = Math.max(...boxes.map((b) => b.y + b.height));
  const free = room();
  const whole = Math.min((free.width - 80) / (right - left), (free.height - 80) / (bottom - top));
  view.k = boxes.length > 1 ? Math.max(LEAST, Math.min(1, whole)) : Math.min(Math.max(view.k, 0.8), 1.25);
  view.x = free.left + free.width / 2 - ((left + right) / 2) * view.k;
  view.y = free.height / 2 - ((top + bottom) / 2) * view.k;
  applyView();
}

// Moves only when the card cannot be seen.
function reveal(node) {
  const box = placeOf(node);
  const free = room();
  const x = box.x * view.k + view.x;
  const y = box.y * view.k + view.y;
  const inside = x >= free.left && y >= 0 && x + box.width * view.k <= free.left + free.width && y + box.height * view.k <= free.height;
  if (!inside || view.k < 0.45) centre([node]);
}

function watchPointers() {
  const down = new Map();
  let moved = false;
  let grip = null;
  const at = (event) => {
    const box = ui.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const measure = () => {
    const [a, b] = [...down.values()];
    return b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, far: Math.hypot(a.x - b.x, a.y - b.y) } : { ...a, far: 0 };
  };
  ui.stage.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    down.set(event.pointerId, at(event));
    grip = measure();
    if (down.size === 1) moved = false;
  });
  ui.stage.addEventListener("pointermove", (event) => {
    if (!down.has(event.pointerId)) return;
    down.set(event.pointerId, at(event));
    const now = measure();
    if (!moved && Math.hypot(now.x - grip.x, now.y - grip.y) < 5 && down.size < 2) return;
    if (!moved) ui.stage.setPointerCapture(event.pointerId);
    moved = true;
    ui.stage.classList.add("held");
    view.x += now.x - grip.x;
    view.y += now.y - grip.y;
    if (grip.far > 0 && now.far > 0) zoom(now.far / grip.far, now.x, now.y);
    else applyView();
    grip = now;
  });
  const up = (event) => {
    down.delete(event.pointerId);
    ui.stage.classList.remove("held");
    if (down.size) grip = measure();
  };
  ui.stage.addEventListener("pointerup", up);
  ui.stage.addEventListener("pointercancel", up);
  ui.stage.addEventListener("click", (event) => {
    if (moved) {
      moved = false;
      return;
    }
    const node = event.target.closest("[data-card],[data-to]");
    if (node) openNode(node);
    else closeCard();
  });
  ui.stage.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const lines = event.deltaMode === 1 ? 16 : 1;
      const where = at(event);
      zoom(Math.exp(-event.deltaY * lines * 0.0016), where.x, where.y);
    },
    { passive: false },
  );
}

function openNode(node) {
  if (node.dataset.to !== undefined) chooseCard(Number(node.dataset.to), true);
  else chooseCard(Number(node.dataset.card), false);
}
