"""What holds on every page: words stay words, everybody can use it, other sites can show it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from chat import box, option, press, said, to_the_end, write
from conftest import Visitor
from gateway import Gateway, sample
from playwright.sync_api import Page, expect
from test_operators import enter

SCRIPT = "<img src=x onerror='window.hacked=1'><script>window.hacked=1</script><a href='javascript:window.hacked=1'>a</a>"


def clean(page: Page, where: str) -> None:
    assert page.evaluate("window.hacked") is None
    foreign = "img, svg, a, b, i:not(.dots i), u, [onerror], [onload], body script"
    assert page.locator(where).locator(foreign).count() == 0


def test_markup_is_shown_as_words(visit: Visitor, rough: Gateway) -> None:
    chat = visit(f"{rough.address}/chat/")
    expect(chat.get_by_role("heading", level=1)).to_have_text("Проверка <b>страниц</b>")
    expect(chat.get_by_text("Здравствуйте! <script>window.hacked=1</script>")).to_be_visible()
    expect(chat.get_by_text("Как вас зовут? <img src=x onerror=window.hacked=1>")).to_be_visible()
    write(chat, SCRIPT)
    expect(chat.get_by_text(f"Вы написали: {SCRIPT}")).to_be_visible()
    chat.locator("summary").first.click()
    expect(chat.locator("details li").first).to_have_text("Порядок <b>№ 1</b>, пункт 7")
    expect(chat.get_by_text("Какой у вас телефон?")).to_be_visible()
    write(chat, "+7 916 123-45-67")
    expect(chat.get_by_text("Какой у вас доход?")).to_be_visible()
    expect(box(chat)).to_have_attribute("inputmode", "decimal")
    write(chat, "50 000")
    expect(chat.get_by_text("<script>window.hacked=1</script>", exact=True)).to_be_visible()
    press(chat, "Нет")
    expect(option(chat, "<b>Оператор</b>")).to_be_visible()
    clean(chat, "body")
    before = said(chat)
    chat.reload()
    expect(option(chat, "<b>Оператор</b>")).to_be_visible()
    assert said(chat) == before
    clean(chat, "body")
    press(chat, "<b>Оператор</b>")
    expect(chat.get_by_text("Обращение передано: Линия <i>первая</i>")).to_be_visible()
    clean(chat, "#log")
    queue = enter(visit, rough)
    queue.get_by_role("list").get_by_role("button").last.click()
    expect(queue.locator(".transcript").get_by_text(SCRIPT, exact=True)).to_be_visible()
    expect(queue.get_by_text("Нужен <b>человек</b>").first).to_be_visible()
    assert queue.evaluate("window.hacked") is None
    assert queue.locator("main").locator("img, svg, a, i, u, script").count() == 0


WAYS = [
    {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    for scheme in ("light", "dark")
    for width in (1000, 320)
]


def sound(page: Page) -> None:
    """No violations that axe knows, and nothing to scroll sideways."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way['color_scheme']}-{way['viewport']['width']}")
def test_everybody_can_use_the_chat(visit: Visitor, gateway: Gateway, way: dict) -> None:
    page = visit(f"{gateway.address}/chat/", **way)
    expect(option(page, "Меры поддержки")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Удалить переписку").click()
    sound(page)
    page.keyboard.press("Escape")
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    box(page).fill("я" * 2100)
    expect(page.locator("#left")).to_contain_text("Слишком длинно")
    sound(page)
    to_the_end(page)
    page.locator("summary").first.click()
    page.get_by_role("radio", name="5 — отлично").check()
    sound(page)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way['color_scheme']}-{way['viewport']['width']}")
def test_everybody_can_use_the_queue(visit: Visitor, rough: Gateway, way: dict) -> None:
    chat = visit(f"{rough.address}/chat/", **way)
    expect(chat.get_by_text("Как вас зовут?")).to_be_visible()
    write(chat, "Мария")
    expect(chat.get_by_text("Какой у вас телефон?")).to_be_visible()
    write(chat, "оператор")
    expect(chat.get_by_text("Ждём оператора.")).to_be_visible()
    sound(chat)
    entry = visit(f"{rough.address}/queue/", **way)
    expect(entry.get_by_label("Ключ операторов")).to_be_visible()
    sound(entry)
    page = enter(visit, rough, **way)
    page.get_by_role("list").get_by_role("button").filter(has_text="Ждёт").last.click()
    expect(page.get_by_role("heading", name="Переписка")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Взять").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    sound(page)


class Site:
    """Another site, as strict as sites are, that shows the button of the chat."""

    def __init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = site.page.encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                policy = f"default-src 'none'; img-src data:; script-src {site.chat}; frame-src {site.chat}"
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.chat = ""
        self.page = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def shows(self, chat: str) -> None:
        self.chat = chat
        self.page = f"""<!DOCTYPE html><html lang="ru"><title>Сайт</title><link rel="icon" href="data:,">
            <main><h1>Сайт</h1><p>Слова.</p></main><script src="{chat}/chat/embed.js" defer></script></html>"""


@pytest.fixture
def site() -> Iterator[Site]:
    running = Site()
    yield running
    running.server.shutdown()
    running.server.server_close()


def test_another_site_shows_the_chat(visit: Visitor, site: Site, start: Callable[..., Gateway]) -> None:
    gateway = start(*sample(), origins=(site.address,))
    site.shows(gateway.address)
    page = visit(site.address)
    frame = page.locator("iframe")
    expect(frame).to_have_count(0)
    page.get_by_role("button", name="Задать вопрос").press("Enter")
    chat = page.frame_locator("iframe[title='Чат с помощником']")
    talk = chat.get_by_role("textbox", name="Ваше сообщение")
    expect(talk).to_be_focused()
    page.keyboard.type("единое пособие беременной")
    page.keyboard.press("Enter")
    expect(chat.get_by_role("button", name="Да", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(frame).to_be_hidden()
    button = page.get_by_role("button", name="Задать вопрос")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.click()
    expect(chat.get_by_role("button", name="Да", exact=True)).to_be_visible()
    found = Axe().run(page, options={"iframes": False})
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("button", name="Закрыть чат").click()
    expect(frame).to_be_hidden()


def test_a_site_that_is_not_named_cannot_show_it(visit: Visitor, site: Site, gateway: Gateway) -> None:
    visit.allowed = "frame-ancestors|Framing"
    site.shows(gateway.address)
    page = visit(site.address)
    page.get_by_role("button", name="Задать вопрос").click()
    expect(page.locator("iframe")).to_be_visible()
    with page.expect_event("console", lambda m: "frame-ancestors" in m.text or "Framing" in m.text):
        page.reload()
        page.get_by_role("button", name="Задать вопрос").click()
    assert page.frame_locator("iframe").get_by_role("textbox").count() == 0
