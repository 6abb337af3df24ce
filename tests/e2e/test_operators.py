"""The queue page: from «оператор» in the chat to «Готово»."""

from __future__ import annotations

from chat import box, name, option, write
from conftest import Visitor
from gateway import KEY, Gateway
from playwright.sync_api import Page, expect


def enter(visit: Visitor, gateway: Gateway, **context: object) -> Page:
    page = visit(f"{gateway.address}/queue/", **context)
    key = page.get_by_label("Ключ операторов")
    expect(key).to_be_focused()
    expect(key).to_have_attribute("type", "password")
    key.fill(KEY)
    key.press("Enter")
    expect(page.get_by_role("heading", name="Обращения")).to_be_visible()
    return page


def take(page: Page, by: str) -> None:
    page.get_by_role("button", name="Взять").click()
    page.get_by_role("dialog").get_by_role("textbox").fill(by)
    page.keyboard.press("Enter")


def test_an_operator_takes_a_case_and_the_chat_says_so(visit: Visitor, rough: Gateway) -> None:
    visit.allowed = "409"
    chat = visit(f"{rough.address}/chat/")
    expect(chat.get_by_text("Как вас зовут?")).to_be_visible()
    write(chat, "Мария Ивановна")
    expect(chat.get_by_text("Какой у вас телефон?")).to_be_visible()
    expect(box(chat)).to_have_attribute("inputmode", "tel")
    first = enter(visit, rough)
    second = enter(visit, rough)
    chat.get_by_role("button", name="Оператор", exact=True).click()
    expect(chat.get_by_text("Обращение передано: Линия <i>первая</i>")).to_be_visible()
    expect(chat.get_by_text("Ждём оператора.")).to_be_visible()
    # Nobody pressed anything in the queue: it looks by itself.
    for page in (first, second):
        page.get_by_role("list").get_by_role("button").last.click()
        expect(page.get_by_role("heading", name="Переписка")).to_be_visible()
        expect(page.locator("#cardTitle")).to_be_focused()
    expect(first.get_by_role("row", name="Имя <u>гражданина</u>")).to_contain_text("со слов")
    # Personal values are shown when they are wanted.
    shown = first.get_by_role("cell", name="Мария Ивановна")
    expect(shown).to_have_count(0)
    first.get_by_role("button", name="Показать: Имя <u>гражданина</u>").click()
    expect(shown).to_be_visible()
    expect(first.locator(".transcript .citizen").first).to_contain_text("Мария Ивановна")
    expect(first.get_by_role("listitem").filter(has_text="Порядок <b>№ 1</b>, пункт 7")).to_be_visible()

    take(first, "Анна")
    expect(first.get_by_text("Обращение за вами.")).to_be_visible()
    expect(chat.get_by_text("Оператор взял обращение")).to_be_visible()
    first.get_by_role("button", name="Готово", exact=True).click()
    expect(first.get_by_text("Обращение закрыто.")).to_be_visible()
    expect(chat.get_by_text("Оператор закончил работу")).to_be_visible()
    for page in (first, second):
        assert KEY not in page.url and name(chat) not in page.content()


def test_two_operators_do_not_take_the_same_case(visit: Visitor, rough: Gateway) -> None:
    visit.allowed = "409"
    chat = visit(f"{rough.address}/chat/")
    expect(chat.get_by_text("Как вас зовут?")).to_be_visible()
    page = enter(visit, rough)
    write(chat, "оператор")
    expect(chat.get_by_text("Ждём оператора.")).to_be_visible()
    page.get_by_role("list").get_by_role("button").filter(has_text="Ждёт").last.click()
    ticket = rough.request("GET", "tickets")[1]["tickets"][-1]["id"]
    # Another one is faster, and this page does not know of it yet.
    page.get_by_role("button", name="Взять").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Анна")
    page.route("**/v1/tickets?**", lambda route: route.abort())
    assert rough.request("POST", f"tickets/{ticket}/take", {"by": "Борис"})[0] == 200
    visit.allowed = "409|ERR_FAILED"
    page.unroute("**/v1/tickets?**")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Обращение уже взял другой оператор: Борис.")).to_be_visible()
    expect(page.get_by_role("button", name="Взять")).to_be_hidden()


def test_filters_and_a_wrong_key(visit: Visitor, gateway: Gateway) -> None:
    visit.allowed = "401|403"
    chat = visit(f"{gateway.address}/chat/")
    expect(option(chat, "Меры поддержки")).to_be_visible()
    write(chat, "оператор")
    expect(chat.get_by_text("Ждём оператора.")).to_be_visible()
    page = visit(f"{gateway.address}/queue/")
    for wrong in ["0" * 32, "ключ"]:
        page.get_by_label("Ключ операторов").fill(wrong)
        page.keyboard.press("Enter")
        expect(page.get_by_role("alert")).to_have_text("Ключ не подошёл. Проверьте, тот ли это ключ.")
    page.get_by_label("Ключ операторов").fill(KEY)
    page.keyboard.press("Enter")
    rows = page.get_by_role("list").get_by_role("button")
    expect(rows).not_to_have_count(0)
    page.get_by_label("Состояние").select_option("Готово")
    expect(rows).to_have_count(0)
    expect(page.get_by_text("Обращений нет.")).to_be_visible()
    page.get_by_label("Состояние").select_option("Все")
    page.get_by_label("Очередь", exact=True).select_option("Операторы первой линии единого контакт-центра")
    expect(rows).not_to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Обращения")).to_be_visible()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_label("Ключ операторов")).to_be_focused()
    assert page.evaluate("JSON.stringify(sessionStorage)").find(KEY) < 0
    page.reload()
    expect(page.get_by_label("Ключ операторов")).to_be_visible()
