// The chat for citizens. Everything that the citizen or the gateway says becomes text, never markup.

import { call, Line, passing, pause } from "./line.js";
import { bubble, make, notice, showGrounds } from "./shown.js";
import { say, speak } from "./words.js";

const LIMIT = 2000; // characters of a message
const KEPT = "lotsman" + new URL("..", location.href).pathname;
const $ = (id) => document.getElementById(id);
const [log, box, composer, rating] = ["log", "box", "composer", "rating"].map($);
const embedded = window.parent !== window;

let kept = { name: null, turns: [] }; // all that the browser holds, until its tab is closed
let line = null;
let question = null; // the options that can be pressed, and what is expected
let handover = null;
let slow = null;
const sent = new Map(); // messages on their way
const coarse = matchMedia("(pointer: coarse)");

// --- What is kept ---

function recall() {
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT)) ?? kept;
  } catch { /* storage is closed to a page inside another: the conversation lives as long as the page */ }
}

function keep(change) {
  kept = { ...kept, ...change };
  try {
    if (kept.name) sessionStorage.setItem(KEPT, JSON.stringify(kept));
    else sessionStorage.removeItem(KEPT);
  } catch { /* as above */ }
}

// --- Showing ---

function showQuestion(item, { hint, options, expects }) {
  if (hint) item.append(make("p", "hint", hint));
  question = { expects, group: null };
  if (options.length) {
    const group = make("div", "options");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", say.options);
    for (const { name, label } of options) {
      const button = make("button", "", label);
      button.type = "button";
      button.onclick = () => send({ event: "option", name }, label);
      group.append(button);
    }
    log.append(group);
    question.group = group;
  }
  fit(expects);
}

function showHandover({ queue, title, open }, state = "waiting") {
  handover ??= notice("", "handover");
  const now = make("span", "");
  now.setAttribute("role", "status");
  handover.replaceChildren(make("strong", "", say.handover(title || queue)), now);
  handover.state = now;
  if (open === false && state === "waiting") handover.append(make("span", "", say.closed));
  operatorIs(state);
}

function operatorIs(state) {
  if (!handover) return;
  handover.state.textContent = say[state] ?? "";
  handover.dataset.state = state;
  if (state === "done") line?.close();
  else line?.expect();
}

function show(replies) {
  for (const reply of replies) {
    const item = reply.text ? bubble("system", reply.text) : null;
    if (reply.kind === "say" && item) showGrounds(item, reply.grounds ?? []);
    else if (reply.kind === "ask" || reply.kind === "menu") showQuestion(item ?? log, reply);
    else if (reply.kind === "handover") showHandover(reply);
    else if (reply.kind === "identify") notice(say.identify);
  }
}

// Phones show keys that fit the answer; words can be written all the same.
function fit(expects) {
  const mode = { number: "numeric", snils: "numeric", money: "decimal", phone: "tel" }[expects] ?? "text";
  box.inputMode = mode;
  $("letters").hidden = mode === "text" || !coarse.matches;
}

function retire() {
  question?.group?.remove();
  question = null;
  fit("text");
}

/** The buttons wait until everything sent is answered. */
function offer() {
  if (question?.group) question.group.hidden = line.turns.length > 0;
}

/** The keys of a phone would cover the answer: they come up only for whoever writes. */
function focus(written) {
  if (written || !coarse.matches) box.focus({ preventScroll: true });
  else log.focus({ preventScroll: true });
}

function scrollTo(element, behavior = "auto") {
  const header = document.querySelector("header");
  const above = (getComputedStyle(header).position === "sticky" ? header.offsetHeight : 0) + 16;
  window.scrollTo({ top: element.getBoundingClientRect().top + window.scrollY - above, behavior });
}

function state(now) {
  const text = { off: say.off, busy: say.busy }[now] ?? "";
  if ($("connection").textContent !== text) $("connection").textContent = text;
  document.body.dataset.line = now;
}

function working(yes) {
  clearTimeout(slow);
  slow = null;
  if (yes === "soon") slow = setTimeout(() => working(true), 400);
  else $("typing").hidden = !yes;
}

// --- Talking ---

function send(event, text) {
  const written = document.activeElement === box;
  if (question?.group) question.group.hidden = true;
  const item = bubble("citizen", text);
  item.classList.add("pending");
  const turn = { id: crypto.getRandomValues(new Uint32Array(4)).reduce((all, n) => all + n.toString(36), ""), event };
  sent.set(turn.id, { item, text });
  focus(written);
  scrollTo(item);
  working("soon");
  line.send(turn);
}

function heard() {
  return {
    answer(turn, { replies, over }) {
      const { item } = take(turn);
      working(line.turns.length > 0 && "soon");
      if (replies.length) retire();
      show(replies);
      offer();
      if (item) scrollTo(item);
      if (over) finish(null);
    },
    refused(turn, problem) {
      const { item, text } = take(turn);
      working(false);
      item?.classList.add("refused");
      notice(problem?.detail ?? problem?.title ?? say.refused, "trouble");
      offer();
      if (turn.event.event === "text" && !box.value) write(text ?? "");
    },
    typing: () => working(true),
    handover: operatorIs,
    state,
    gone: () => close(say.gone),
    over: restore,
    left: (turns) => keep({ turns }),
  };
}

function take(turn) {
  const known = sent.get(turn.id) ?? {};
  sent.delete(turn.id);
  known.item?.classList.remove("pending");
  return known;
}

/** The conversation is over: what remains is to rate it. */
function finish(stars) {
  const focused = composer.contains(document.activeElement) || document.activeElement === document.body;
  retire();
  working(false);
  if (!handover) {
    notice(say.over);
    line?.close();
  }
  composer.hidden = $("operator").hidden = true;
  if (stars) {
    notice(say.rated);
    return;
  }
  rating.hidden = false;
  if (focused) rating.focus({ preventScroll: true });
}

/** Nothing can be said any more: the conversation expired or was deleted. */
function close(text) {
  line?.close();
  keep({ name: null, turns: [] });
  retire();
  working(false);
  state("on");
  notice(text);
  composer.hidden = rating.hidden = $("operator").hidden = $("forget").hidden = true;
  $("anew").className = "main";
  $("anew").focus({ preventScroll: true });
}

// --- Beginning, and going on after the page was loaded anew ---

let beginnings = 0;

/** Asks until there is an answer; none is wanted any more where the conversation was begun anew meanwhile. */
async function insist(method, path, body) {
  const mine = beginnings;
  for (let tries = 0; ; tries += 1) {
    const answer = await call(method, path, body);
    if (mine !== beginnings) return null;
    if (!passing(answer.status)) return answer;
    state(answer.status === 429 ? "busy" : "off");
    await new Promise((done) => setTimeout(done, answer.after || pause(tries, 8000)));
  }
}

function clear() {
  beginnings += 1;
  line?.close();
  line = question = handover = null;
  sent.clear();
  log.replaceChildren();
  log.setAttribute("aria-busy", "true");
  composer.hidden = $("operator").hidden = $("forget").hidden = false;
  rating.hidden = $("more").hidden = true;
  rating.reset();
  $("anew").className = "quiet";
  fit("text");
}

async function begin() {
  clear();
  working("soon");
  const answer = await insist("POST", "conversations", {});
  if (!answer) return;
  const { status, body } = answer;
  working(false);
  log.setAttribute("aria-busy", "false");
  if (status !== 201) {
    close(body?.detail ?? body?.title ?? say.refused);
    return;
  }
  keep({ name: body.conversation, turns: [] });
  line = new Line(body.conversation, [], heard());
  state("on");
  show(body.replies);
  if (body.over) finish(null);
  else focus(false);
}

async function restore() {
  clear();
  working("soon");
  const path = `conversations/${encodeURIComponent(kept.name)}`;
  // What was not answered goes first: the answers are in the transcript then.
  for (const { id, event } of kept.turns) {
    if (!(await insist("POST", `${path}/turns`, { id, event }))) return;
  }
  const answer = await insist("GET", path);
  if (!answer) return;
  const { status, body } = answer;
  keep({ turns: [] });
  working(false);
  if (status !== 200) {
    log.setAttribute("aria-busy", "false");
    close(status === 404 ? say.gone : body?.detail ?? say.refused);
    return;
  }
  if (!body.over || (body.handover && body.handover.state !== "done")) line = new Line(kept.name, [], heard());
  if (body.dropped) notice(say.dropped);
  // The last lines are told again as replies, with their grounds and buttons.
  const last = body.replies.filter((reply) => reply.text);
  const before = body.lines.slice(0, body.lines.length - last.length);
  for (const { who, text } of before) bubble(who, text);
  show(body.replies);
  if (body.handover) showHandover(body.handover, body.handover.state);
  state("on");
  if (body.over) finish(body.rating);
  else focus(false);
  window.scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
  requestAnimationFrame(() => log.setAttribute("aria-busy", "false"));
}

// --- The box ---

function write(text) {
  box.value = text;
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  const left = LIMIT - [...text].length;
  const counter = $("left");
  counter.hidden = left > 200;
  counter.textContent = left < 0 ? say.tooLong(-left) : say.left(left);
  box.setAttribute("aria-invalid", String(left < 0));
  if (left < 0 || left === 100) $("told").textContent = counter.textContent;
}

box.addEventListener("input", () => write(box.value));
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    composer.requestSubmit();
  } else if (event.key === "ArrowUp" && !box.value) {
    const first = question?.group?.querySelector("button");
    if (first) event.preventDefault();
    first?.focus();
  }
});
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || !line || [...text].length > LIMIT) return;
  write("");
  send({ event: "text", text }, text);
});
$("letters").addEventListener("click", () => {
  fit("text");
  box.focus();
});

// --- Buttons ---

function sure(text, yes) {
  const dialog = $("sure");
  $("question").textContent = text;
  $("yes").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true });
  });
}

$("operator").addEventListener("click", () => {
  if (line) send({ event: "text", text: say.operatorText }, say.operatorText);
});
$("anew").addEventListener("click", async () => {
  const running = kept.name && !composer.hidden && log.querySelector(".citizen");
  if (!running || (await sure(say.sureAnew, say.yesAnew))) begin();
});
$("forget").addEventListener("click", async () => {
  if (!kept.name || !(await sure(say.sureForget, say.yesForget))) return;
  const { status } = await call("DELETE", `conversations/${encodeURIComponent(kept.name)}`);
  if (status === 204 || status === 404) {
    clear();
    log.setAttribute("aria-busy", "false");
    close(say.forgotten);
  } else $("told").textContent = notice(say.notForgotten, "trouble").textContent;
});

for (const stars of [1, 2, 3, 4, 5]) {
  const label = make("label");
  const radio = make("input");
  Object.assign(radio, { type: "radio", name: "stars", value: stars, required: true });
  radio.addEventListener("change", () => {
    $("more").hidden = false;
    $("more").scrollIntoView({ block: "nearest" });
  });
  const face = make("span", "", stars);
  face.setAttribute("aria-hidden", "true");
  label.append(radio, face, make("span", "unseen star"));
  $("stars").append(label);
}
rating.addEventListener("submit", async (event) => {
  event.preventDefault();
  const stars = Number(new FormData(rating).get("stars"));
  const comment = $("comment").value.trim();
  const path = `conversations/${encodeURIComponent(kept.name)}/rating`;
  const { status } = await call("POST", path, comment ? { stars, comment } : { stars });
  rating.hidden = status === 204;
  notice(status === 204 ? say.rated : say.notRated, status === 204 ? "" : "trouble");
  if (status === 204) $("anew").focus();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && embedded && !$("sure").open) window.parent.postMessage({ lotsman: "close" }, "*");
});

async function open() {
  speak(document.documentElement.lang);
  recall();
  working("soon");
  const { body } = await insist("GET", "about");
  speak(body?.lang);
  document.title = $("title").textContent = body?.title ?? say.chat;
  for (const [n, star] of document.querySelectorAll(".star").entries()) star.textContent = say.star(n + 1);
  document.querySelector("footer").hidden = false;
  await (kept.name ? restore() : begin());
}
open();
