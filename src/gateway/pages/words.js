// The words of the chat in the languages of bases.

const ru = {
  chat: "Чат", you: "Вы", system: "Помощник",
  label: "Ваше сообщение", send: "Отправить", keys: "Enter отправляет, Shift и Enter начинают новую строку.",
  letters: "Ответить словами", typing: "Готовим ответ…",
  operator: "Оператор", operatorText: "оператор", anew: "Начать заново", forget: "Удалить переписку",
  ground: "Основание", grounds: (n) => `Основания: ${n}`, options: "Варианты ответа",
  left: (n) => `Осталось знаков: ${n}`, tooLong: (n) => `Слишком длинно: уберите знаков — ${n}`,
  off: "Нет связи. Сообщения уйдут, как только она появится.",
  busy: "Сейчас много обращений. Подождите немного, ответ придёт.",
  waiting: "Ждём оператора. Ему видна вся переписка, повторять ничего не нужно.",
  taken: "Оператор взял обращение и читает переписку.",
  done: "Оператор закончил работу с обращением.",
  handover: (queue) => `Обращение передано: ${queue}`,
  closed: "Сейчас операторы не работают. Обращение дождётся их.",
  identify: "Дальше нужно подтвердить личность, а в этом чате это сделать нельзя. Нажмите «Оператор».",
  over: "Разговор окончен.", gone: "Эта переписка больше не хранится. Начните заново, пожалуйста.",
  forgotten: "Переписка удалена.", notForgotten: "Удалить не получилось: нет связи. Попробуйте ещё раз.",
  refused: "Сообщение не принято.", dropped: "Начало переписки не показано.",
  rate: "Оцените, пожалуйста, разговор с помощником", worst: "плохо", best: "отлично",
  star: (n) => ["", "1 — плохо", "2", "3", "4", "5 — отлично"][n],
  comment: "Комментарий, если хотите", rateSend: "Отправить оценку",
  rated: "Спасибо за оценку.", notRated: "Оценка не отправлена. Попробуйте ещё раз.",
  sureAnew: "Начать разговор заново? Эта переписка закроется.", sureForget: "Удалить всю переписку? Вернуть её будет нельзя.",
  yesAnew: "Начать заново", yesForget: "Удалить", no: "Отмена",
};

const en = {
  chat: "Chat", you: "You", system: "Assistant",
  label: "Your message", send: "Send", keys: "Enter sends, Shift and Enter begin a new line.",
  letters: "Answer in words", typing: "Preparing the answer…",
  operator: "Operator", operatorText: "operator", anew: "Start again", forget: "Delete the conversation",
  ground: "Legal ground", grounds: (n) => `Legal grounds: ${n}`, options: "Possible answers",
  left: (n) => `Characters left: ${n}`, tooLong: (n) => `Too long by ${n} characters`,
  off: "No connection. Messages will be sent as soon as it is back.",
  busy: "Many people are asking now. Please wait a little, the answer will come.",
  waiting: "Waiting for an operator, who sees the whole conversation: nothing needs repeating.",
  taken: "An operator has taken your case and is reading the conversation.",
  done: "The operator has finished with your case.",
  handover: (queue) => `Passed on: ${queue}`,
  closed: "The operators are not working now. Your case will wait for them.",
  identify: "You need to prove who you are to go on, and this chat cannot do that. Press “Operator”.",
  over: "The conversation is over.", gone: "This conversation is no longer kept. Please start again.",
  forgotten: "The conversation is deleted.", notForgotten: "It could not be deleted: no connection. Please try again.",
  refused: "The message was not accepted.", dropped: "The beginning of the conversation is not shown.",
  rate: "How was the assistant?", worst: "poor", best: "excellent",
  star: (n) => ["", "1, poor", "2", "3", "4", "5, excellent"][n],
  comment: "Your comment, if you like", rateSend: "Send the rating",
  rated: "Thank you for rating.", notRated: "The rating was not sent. Please try again.",
  sureAnew: "Start again? This conversation will be closed.", sureForget: "Delete the whole conversation? It cannot be brought back.",
  yesAnew: "Start again", yesForget: "Delete", no: "Cancel",
};

/** The words of the page. */
export let say = ru;

/** Takes up a language, and puts its words into every element of the page that names one in `data-words`. */
export function speak(lang) {
  say = lang === "en" ? en : ru;
  document.documentElement.lang = lang === "en" ? "en" : "ru";
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say[element.dataset.words];
}

/** A legal ground in one line; a bare number of a point gets the word it lacks, in the language of the act. */
export function ground({ act, point }) {
  if (!point) return act;
  const word = /^\d/.test(point) ? (/[а-я]/.test(act) ? "пункт " : "point ") : "";
  return `${act}, ${word}${point}`;
}
