//! Pages that the gateway serves as they are, from inside the program: the chat for citizens and the queue for
//! operators. Plain HTML, CSS and JavaScript; no build step, nothing from elsewhere, so that the strictest content
//! security policy holds.

/// A file of a page.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// Where it is served.
    pub path: &'static str,
    /// Its `Content-Type`.
    pub kind: &'static str,
    /// Its text.
    pub text: &'static str,
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

/// Every file of the pages.
pub const PAGES: &[Page] = &[
    page("/chat/", HTML, include_str!("chat.html")),
    page("/chat/chat.css", CSS, include_str!("chat.css")),
    page("/chat/chat.js", JS, include_str!("chat.js")),
    page("/chat/line.js", JS, include_str!("line.js")),
    page("/chat/shown.js", JS, include_str!("shown.js")),
    page("/chat/words.js", JS, include_str!("words.js")),
    page("/chat/embed.js", JS, include_str!("embed.js")),
    page("/chat/icon.svg", SVG, include_str!("icon.svg")),
    page("/queue/", HTML, include_str!("queue.html")),
    page("/queue/queue.css", CSS, include_str!("queue.css")),
    page("/queue/queue.js", JS, include_str!("queue.js")),
    page("/queue/card.js", JS, include_str!("card.js")),
];

const fn page(path: &'static str, kind: &'static str, text: &'static str) -> Page {
    Page { path, kind, text }
}
