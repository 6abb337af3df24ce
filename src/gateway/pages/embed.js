// Puts the chat on another site: <script src="https://…/chat/embed.js" defer></script>. It adds one button and, when
// pressed, one frame; styles of the two pages do not touch each other.
(() => {
  const script = document.currentScript;
  const chat = new URL("./", script.src);
  const english = (script.dataset.lang ?? document.documentElement.lang).startsWith("en");
  const words = english
    ? { open: "Ask a question", close: "Close the chat", title: "Chat with the assistant" }
    : { open: "Задать вопрос", close: "Закрыть чат", title: "Чат с помощником" };
  const styles = `
    :host { all: initial; }
    button {
      position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; min-height: 48px; padding: 0 20px;
      border: 2px solid #fff; border-radius: 24px; background: #1b4d89; color: #fff;
      font: 600 17px/1.3 system-ui, "Segoe UI", Roboto, Arial, sans-serif; cursor: pointer;
    }
    button:hover { background: #163f70; }
    button:focus-visible { outline: 3px solid #1b4d89; outline-offset: 2px; }
    iframe {
      position: fixed; right: 1rem; bottom: calc(2rem + 48px); z-index: 2147483000;
      width: min(440px, calc(100vw - 2rem)); height: min(720px, calc(100vh - 3rem - 48px));
      border: 1px solid #8793a0; border-radius: 12px; background: #f5f6f8; box-shadow: 0 8px 32px rgb(0 0 0 / .25);
    }
    iframe[hidden] { display: none; }
    @media (max-width: 480px), (max-height: 480px) {
      iframe { inset: 0 0 auto 0; width: 100vw; height: calc(100dvh - 64px); border-width: 0 0 1px; border-radius: 0; box-shadow: none; }
      button { bottom: 8px; }
    }`;

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet(); // a site that forbids styles in the page allows this
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.open;
  button.setAttribute("aria-expanded", "false");
  root.append(button);
  let frame = null;

  function open() {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = words.title;
      frame.src = chat.href;
      frame.addEventListener("load", () => frame.hidden || frame.focus());
      root.append(frame);
    }
    frame.hidden = false;
    frame.focus();
    button.textContent = words.close;
    button.setAttribute("aria-expanded", "true");
  }

  // The conversation goes on in the hidden frame.
  function close() {
    if (!frame || frame.hidden) return;
    frame.hidden = true;
    button.textContent = words.open;
    button.setAttribute("aria-expanded", "false");
    button.focus();
  }

  button.addEventListener("click", () => (frame && !frame.hidden ? close() : open()));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  // The frame tells of Escape pressed inside it.
  addEventListener("message", (event) => {
    if (event.origin === chat.origin && event.source === frame?.contentWindow && event.data?.lotsman === "close") close();
  });
  document.body.append(host);
})();
