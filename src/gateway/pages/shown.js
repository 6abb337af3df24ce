// Parts of the log. Everything that the citizen or the gateway says becomes text, never markup.

import { ground, say } from "./words.js";

const log = document.getElementById("log");

/** An element with a text. */
export function make(tag, kind, text) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A message in the log. */
export function bubble(who, text) {
  const item = make("div", `message ${who}`);
  item.append(make("span", "unseen", `${who === "citizen" ? say.you : say.system}: `));
  for (const paragraph of text.split(/\n+/)) if (paragraph.trim()) item.append(make("p", "", paragraph));
  log.append(item);
  return item;
}

/** What the page itself has to say. */
export function notice(text, kind = "") {
  const item = make("p", `notice ${kind}`, text);
  log.append(item);
  return item;
}

/** What law an answer stands on, quietly under it. */
export function showGrounds(item, grounds) {
  const lines = [...new Set(grounds.map(ground))];
  if (!lines.length) return;
  const details = make("details");
  const list = make("ul");
  list.append(...lines.map((text) => make("li", "", text)));
  details.append(make("summary", "", lines.length > 1 ? say.grounds(lines.length) : say.ground), list);
  item.append(details);
}
