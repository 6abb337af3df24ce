// The card of a hand-over as an operator reads it, and the words of the queue in the languages of bases.

import { ground } from "../chat/words.js";

const ru = {
  title: "Очередь операторов", entry: "Вход оператора", key: "Ключ операторов",
  keyNote: "Ключ хранится только в этой вкладке, пока она открыта.", enter: "Войти", leave: "Выйти",
  wrongKey: "Ключ не подошёл. Проверьте, тот ли это ключ.", off: "Нет связи с сервером. Список может быть старым.",
  failed: "Сервер ответил ошибкой", list: "Обращения", byQueue: "Очередь", byState: "Состояние", every: "Все очереди",
  everyState: "Все", open: "Открытые", states: { waiting: "Ждёт", taken: "Взято", done: "Готово" },
  count: (n) => `Показано: ${n}`, empty: "Обращений нет.", news: (n) => `Новых обращений: ${n}`,
  none: "Выберите обращение", take: "Взять", done: "Готово", taken: "Обращение за вами.", finished: "Обращение закрыто.",
  conflict: (by) => (by ? `Обращение уже взял другой оператор: ${by}.` : "Обращение уже взял другой оператор."),
  by: "Ваше имя: его увидят другие операторы", no: "Отмена",
  queue: "Очередь", level: "Уровень", at: "Передано", reason: "Причина", topic: "Тема", position: "Место в сценарии",
  hours: "Часы работы", now: { true: "сейчас открыта", false: "сейчас закрыта" },
  question: "Вопрос", candidates: "Похоже на темы", corrections: "Прочитано иначе",
  facts: "Что известно", fact: "Сведения", value: "Значение", origin: "Откуда", noFacts: "Ничего не известно.",
  said: (n) => `со слов, ход ${n}`, looked_up: (n) => `ответ системы, ход ${n}`, written: (n) => `вывод сценария, ход ${n}`,
  given: () => "известно до разговора", reveal: "Показать", revealOf: (title) => `Показать: ${title}`,
  grounds: "Названные основания", unanswered: "Осталось без ответа", outdated: "Значения, которые могли устареть",
  until: (title, day) => `${title}: известно по ${day}`, transcript: "Переписка", dropped: (n) => `Не сохранилось реплик: ${n}`,
  citizen: "Гражданин", system: "Помощник",
};

const en = {
  title: "Operators’ queue", entry: "Operator’s entry", key: "Operators’ key",
  keyNote: "The key is kept in this tab only, while it is open.", enter: "Enter", leave: "Leave",
  wrongKey: "The key did not fit. Check that it is the right one.", off: "No connection to the server. The list may be old.",
  failed: "The server answered with an error", list: "Cases", byQueue: "Queue", byState: "State", every: "All queues",
  everyState: "All", open: "Open", states: { waiting: "Waiting", taken: "Taken", done: "Done" },
  count: (n) => `Shown: ${n}`, empty: "No cases.", news: (n) => `New cases: ${n}`,
  none: "Choose a case", take: "Take", done: "Done", taken: "The case is yours.", finished: "The case is closed.",
  conflict: (by) => (by ? `Another operator has taken this case: ${by}.` : "Another operator has taken this case."),
  by: "Your name, which other operators will see", no: "Cancel",
  queue: "Queue", level: "Level", at: "Passed on", reason: "Reason", topic: "Topic", position: "Place in the scenario",
  hours: "Hours", now: { true: "open now", false: "closed now" },
  question: "Question", candidates: "Looks like topics", corrections: "Read otherwise",
  facts: "What is known", fact: "Fact", value: "Value", origin: "From", noFacts: "Nothing is known.",
  said: (n) => `said, turn ${n}`, looked_up: (n) => `a system answered, turn ${n}`, written: (n) => `concluded, turn ${n}`,
  given: () => "known before", reveal: "Show", revealOf: (title) => `Show: ${title}`,
  grounds: "Legal grounds given", unanswered: "Left unanswered", outdated: "Values that may be outdated",
  until: (title, day) => `${title}: known until ${day}`, transcript: "Conversation", dropped: (n) => `Lines not kept: ${n}`,
  citizen: "Citizen", system: "Assistant",
};

/** The words of a language, put into every element of the page that names one in `data-words`. */
export function words(lang) {
  const chosen = lang === "en" ? en : ru;
  document.documentElement.lang = lang === "en" ? "en" : "ru";
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = chosen[element.dataset.words];
  return chosen;
}

/** An element with a text. */
export function make(tag, kind, text) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text !== undefined) element.textContent = text;
  return element;
}

function list(title, lines) {
  if (!lines.length) return [];
  const items = make("ul");
  items.append(...lines.map((text) => make("li", "", text)));
  return [make("h3", "", title), items];
}

function brief(pairs) {
  const all = make("dl");
  for (const [title, text] of pairs) {
    if (text !== undefined && text !== null && text !== "") all.append(make("dt", "", title), make("dd", "", String(text)));
  }
  return all;
}

/** A personal value is not shown to whoever looks over the shoulder until the operator wants it. */
function value(fact, say) {
  const cell = make("td");
  if (!fact.personal) {
    cell.textContent = fact.shown;
    return cell;
  }
  const button = make("button", "reveal", say.reveal);
  button.type = "button";
  button.setAttribute("aria-label", say.revealOf(fact.title));
  button.addEventListener("click", () => {
    const shown = make("span", "", fact.shown);
    shown.tabIndex = -1;
    cell.replaceChildren(shown);
    shown.focus();
  });
  cell.append(button);
  return cell;
}

function facts(known, say) {
  if (!known.length) return [make("h3", "", say.facts), make("p", "", say.noFacts)];
  const table = make("table");
  const head = make("tr");
  for (const title of [say.fact, say.value, say.origin]) {
    const cell = make("th", "", title);
    cell.scope = "col";
    head.append(cell);
  }
  const body = make("tbody");
  for (const fact of known) {
    const line = make("tr");
    const title = make("th", "", fact.title);
    title.scope = "row";
    line.append(title, value(fact, say), make("td", "", say[fact.origin.origin]?.(fact.origin.turn) ?? ""));
    body.append(line);
  }
  const top = make("thead");
  top.append(head);
  table.append(top, body);
  return [make("h3", "", say.facts), table];
}

function transcript({ lines, dropped }, say) {
  const all = make("ol", "transcript");
  for (const { who, text } of lines) {
    const line = make("li", who);
    line.append(make("b", "", say[who] ?? who), make("p", "", text));
    all.append(line);
  }
  const parts = [make("h3", "", say.transcript)];
  if (dropped) parts.push(make("p", "note", say.dropped(dropped)));
  return [...parts, all];
}

const date = (day) => new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

function understood(question, say) {
  if (!question) return [];
  const { words: asked, candidates, corrections } = question;
  const likely = candidates.map(([, title, chance]) => `${title} (${Math.round(chance * 100)} %)`).join("; ");
  const read = corrections.map(([was, now]) => `${was} → ${now}`).join("; ");
  return [[say.question, asked], [say.candidates, likely], [say.corrections, read]];
}

/** The parts of a ticket's card. */
export function card(ticket, say, time) {
  const { card: it } = ticket;
  return [
    brief([
      [say.reason, it.reason],
      [say.topic, it.topic?.[1]],
      [say.queue, it.queue_title || it.queue],
      [say.level, it.level],
      [say.hours, say.now[it.open]],
      [say.at, time(ticket.at)],
      [say.position, it.position?.join(" / ")],
      ...understood(it.question, say),
    ]),
    ...facts(it.facts, say),
    ...list(say.unanswered, (it.unanswered ?? []).map(([, title]) => title)),
    ...list(say.outdated, (it.outdated ?? []).map(([title, day]) => say.until(title, date(day)))),
    ...list(say.grounds, it.grounds.map(ground)),
    ...transcript(it.transcript, say),
  ];
}
