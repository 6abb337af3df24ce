// The queue for operators. The key and the operator's name stay in the tab; nothing of a ticket is kept.

import { card, make, words } from "./card.js";

const API = new URL("../v1/", location.href);
const OFTEN = 3000; // milliseconds between looks at the queue
const PAGE = 100;
const $ = (id) => document.getElementById(id);

let say = words(document.documentElement.lang);
let key = null;
let tickets = new Map();
let rows = new Map(); // buttons by ticket
let chosen = null;
let next = null;

function remembered(name, value) {
  try {
    if (value === undefined) return sessionStorage.getItem(`lotsman.${name}`);
    if (value === null) sessionStorage.removeItem(`lotsman.${name}`);
    else sessionStorage.setItem(`lotsman.${name}`, value);
  } catch { /* storage is closed: asked again after the page is loaded anew */ }
  return value ?? null;
}

async function call(method, path, body) {
  try {
    const response = await fetch(new URL(path, API), {
      method,
      headers: {
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
        ...(body ? { "Content-Type": "application/json" } : {}),
      },
      body: body && JSON.stringify(body),
      cache: "no-store",
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  } catch {
    return { status: 0, body: null };
  }
}

const trouble = ({ status, body }) => (status === 0 ? say.off : body?.detail ?? body?.title ?? `${say.failed} (${status})`);

// --- The key ---

function enter(wrong = "") {
  clearTimeout(next);
  key = remembered("key", null);
  tickets = new Map();
  chosen = null;
  draw();
  open(null);
  $("desk").hidden = $("leave").hidden = true;
  $("entry").hidden = false;
  $("connection").textContent = "";
  $("wrong").textContent = wrong;
  $("key").value = "";
  $("key").focus();
}

$("entry").addEventListener("submit", async (event) => {
  event.preventDefault();
  key = $("key").value.trim();
  $("wrong").textContent = "";
  if (/[^\x21-\x7e]/.test(key)) enter(say.wrongKey); // such letters cannot be sent in a header
  else await look(true);
});
$("leave").addEventListener("click", () => enter());

// --- The list ---

async function all() {
  const found = [];
  for (let after = ""; ;) {
    const answer = await call("GET", `tickets?limit=${PAGE}${after && `&after=${encodeURIComponent(after)}`}`);
    if (answer.status !== 200) return answer;
    const page = answer.body.tickets;
    found.push(...page);
    const last = page.at(-1)?.id;
    if (page.length < PAGE || last === after) return { status: 200, found };
    after = last;
  }
}

async function look(first = false) {
  clearTimeout(next);
  const asked = key;
  const answer = await all();
  if (asked !== key) return;
  if (answer.status === 401 || answer.status === 403) {
    enter(say.wrongKey);
    return;
  }
  if (answer.status === 200) {
    if (first) {
      remembered("key", key);
      $("entry").hidden = true;
      $("desk").hidden = $("leave").hidden = false;
      $("listTitle").tabIndex = -1;
      $("listTitle").focus();
    }
    const fresh = answer.found.filter((t) => !tickets.has(t.id) && t.state === "waiting").length;
    if (!first && fresh) $("news").textContent = say.news(fresh);
    tickets = new Map(answer.found.map((t) => [t.id, t]));
    $("connection").textContent = "";
    draw();
    if (chosen) buttons();
  } else if (first) {
    $("wrong").textContent = trouble(answer);
    return;
  } else $("connection").textContent = trouble(answer);
  next = setTimeout(look, OFTEN);
}

function choices(select, options) {
  const before = select.options.length ? select.value : null;
  const same = [...select.options].map((o) => `${o.value}\n${o.text}`).join() === options.map((o) => o.join("\n")).join();
  if (same) return;
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
  select.value = options.some(([value]) => value === before) ? before : options[0][0];
}

const time = (at) => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
const states = ["waiting", "taken", "done"];

/** Rows that are there stay, and keep the focus. */
function draw() {
  const queues = new Map([...tickets.values()].map((t) => [t.queue, t.title || t.queue]));
  choices($("byQueue"), [["", say.every], ...queues]);
  choices($("byState"), [["open", say.open], ...states.map((s) => [s, say.states[s]]), ["", say.everyState]]);
  const [queue, state] = [$("byQueue").value, $("byState").value];
  const fits = (t) => (!queue || t.queue === queue) && (!state || t.state === state || (state === "open" && t.state !== "done"));
  const seen = [...tickets.values()].filter((t) => fits(t) || t.id === chosen);
  const wanted = new Map(seen.map((t) => [t.id, rows.get(t.id) ?? row(t)]));
  for (const [id, button] of rows) if (!wanted.has(id)) button.parentElement.remove();
  rows = wanted;
  for (const [index, ticket] of seen.entries()) {
    const button = rows.get(ticket.id);
    const place = $("tickets").children[index];
    if (place !== button.parentElement) $("tickets").insertBefore(button.parentElement, place ?? null);
    const now = say.states[ticket.state] + (ticket.by ? `: ${ticket.by}` : "");
    const shown = button.querySelector(".state");
    if (shown.textContent !== now) shown.textContent = now;
    button.dataset.state = ticket.state;
    button.setAttribute("aria-current", String(ticket.id === chosen));
  }
  $("count").textContent = seen.length ? say.count(seen.length) : say.empty;
}

function row(ticket) {
  const button = make("button", "ticket");
  button.type = "button";
  button.append(
    make("strong", "", ticket.card.topic?.[1] ?? ticket.card.reason ?? ticket.title),
    make("span", "", `${ticket.title || ticket.queue}, ${time(ticket.at)}`),
    make("span", "state"),
  );
  button.addEventListener("click", () => open(ticket.id, true));
  const item = make("li");
  item.append(button);
  return button;
}

// --- The card ---

function open(id, focus = false) {
  chosen = id;
  const ticket = tickets.get(id);
  $("said").textContent = "";
  $("cardTitle").textContent = ticket ? ticket.card.topic?.[1] ?? ticket.title ?? ticket.queue : say.none;
  $("content").replaceChildren(...(ticket ? card(ticket, say, time) : []));
  $("actions").hidden = !ticket;
  if (!ticket) return;
  buttons();
  draw();
  if (focus) $("cardTitle").focus();
}

function buttons() {
  const state = tickets.get(chosen)?.state;
  const focused = $("actions").contains(document.activeElement);
  $("take").hidden = state !== "waiting";
  $("done").hidden = state !== "taken";
  if (focused && $("take").hidden && $("done").hidden) $("cardTitle").focus();
}

async function act(path, body, text) {
  const id = chosen;
  const ticket = tickets.get(id);
  const answer = await call("POST", `tickets/${encodeURIComponent(id)}/${path}`, body);
  if (answer.status === 401 || answer.status === 403) {
    enter(say.wrongKey);
    return;
  }
  const went = answer.status === 200 || answer.status === 204;
  if (went) tickets.set(id, { ...ticket, ...(answer.body ?? { state: path === "done" ? "done" : "taken" }) });
  else if (answer.status === 409) await look();
  if (chosen !== id) return;
  const by = tickets.get(id)?.by;
  $("said").textContent = went ? text : answer.status === 409 ? say.conflict(by) : trouble(answer);
  $("said").className = went ? "" : "trouble";
  buttons();
  if (!went) return;
  if (path === "take") $("done").focus();
  draw();
}

$("take").addEventListener("click", () => {
  const by = remembered("by");
  if (by) act("take", { by }, say.taken);
  else $("name").showModal();
});
$("done").addEventListener("click", () => act("done", undefined, say.finished));
$("nameNo").addEventListener("click", () => $("name").close("no"));
$("name").addEventListener("close", () => {
  const by = $("by").value.trim();
  if ($("name").returnValue !== "yes" || !by) return;
  remembered("by", by);
  act("take", { by }, say.taken);
});
$("byQueue").addEventListener("change", draw);
$("byState").addEventListener("change", draw);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && key && !$("desk").hidden) look();
});

const { body } = await call("GET", "about");
say = words(body?.lang);
$("title").textContent = `${say.title}${body?.title ? `: ${body.title}` : ""}`;
document.title = $("title").textContent;
key = remembered("key");
if (key) await look(true);
if (!key || $("desk").hidden) enter($("wrong").textContent);
