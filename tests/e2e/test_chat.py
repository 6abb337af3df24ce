"""The chat of a citizen with the sample base."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from chat import box, citizen, kept, name, option, press, said, to_the_number, write
from conftest import Visitor
from gateway import ROOT, Gateway
from playwright.sync_api import Page, expect

PICTURE = ROOT / "target/e2e/chat.png"


def back_to(page: Page, selector: str) -> None:
    """Shift and Tab until the focus is there, as people without a mouse do."""
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"Shift and Tab do not come to {selector}")


def test_a_whole_conversation_by_keyboard(visit: Visitor, gateway: Gateway) -> None:
    page = visit(f"{gateway.address}/chat/")
    keys = page.keyboard
    expect(page.get_by_role("heading", level=1)).to_have_text("Единый контакт-центр и сообщения в МЧС России")
    expect(option(page, "Меры поддержки")).to_be_visible()
    expect(box(page)).to_be_focused()
    keys.type("единое пособие беременной")
    keys.press("Enter")
    expect(option(page, "Да")).to_be_visible()
    expect(page.get_by_text("Если гражданства нет или вы живёте за границей")).to_be_visible()
    expect(box(page)).to_be_focused()
    keys.press("ArrowUp")
    expect(option(page, "Да")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_text("Вы сейчас ждёте ребёнка?")).to_be_visible()
    expect(box(page)).to_be_focused()
    keys.press("Shift+Tab")
    expect(option(page, "Нет")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Space")
    expect(page.get_by_text("Какой у вас срок беременности в неделях?")).to_be_visible()
    expect(box(page)).to_have_attribute("inputmode", "numeric")
    keys.type("5")
    keys.press("Enter")
    answer = page.locator(".message.system", has_text="единое пособие беременной не положено")
    expect(answer).to_be_visible()
    expect(box(page)).to_have_attribute("inputmode", "text")
    ground = answer.get_by_text("Федеральный закон от 19.05.1995 № 81-ФЗ, статья 9")
    expect(ground).to_be_hidden()
    back_to(page, "summary")
    keys.press("Enter")
    expect(ground).to_be_visible()
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURE)
    keys.press("Tab")
    while not page.locator(".options button:focus").count():
        keys.press("Tab")
    keys.press("Tab")
    expect(option(page, "Нет, спасибо")).to_be_focused()
    keys.press("Enter")
    expect(option(page, "О контакт-центре")).to_be_visible()
    keys.type("спасибо, всё")
    keys.press("Enter")
    rating = page.get_by_role("form", name="Оцените, пожалуйста, разговор с помощником")
    expect(rating).to_be_focused()
    expect(box(page)).to_be_hidden()
    keys.press("Tab")
    keys.press("Space")
    for _ in range(3):
        keys.press("ArrowRight")
    expect(page.get_by_role("radio", name="4")).to_be_checked()
    keys.press("Tab")
    keys.type("Понятно")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_text("Спасибо за оценку.")).to_be_visible()
    expect(page.get_by_role("button", name="Начать заново")).to_be_focused()
    state = kept(page, gateway)
    assert (state["over"], state["rating"]) == (True, 4)
    page.reload()
    expect(page.get_by_text("Спасибо за оценку.")).to_be_visible()
    expect(rating).to_be_hidden()


def test_reloading_keeps_the_conversation(visit: Visitor, gateway: Gateway) -> None:
    page = visit(f"{gateway.address}/chat/")
    write(page, "единое пособие беременной")
    expect(option(page, "Да")).to_be_visible()
    before, named = said(page), name(page)
    page.reload()
    expect(option(page, "Да")).to_be_visible()
    assert (said(page), name(page)) == (before, named)
    expect(page.get_by_text("Основания: 3")).to_be_visible()
    press(page, "Да")
    expect(page.get_by_text("Вы сейчас ждёте ребёнка?")).to_be_visible()
    assert citizen(page, gateway) == ["единое пособие беременной", "Да"]


def test_shift_and_enter_begin_a_line_and_length_is_counted(visit: Visitor, gateway: Gateway) -> None:
    page = visit(f"{gateway.address}/chat/")
    expect(option(page, "Меры поддержки")).to_be_visible()
    box(page).press("Shift+Enter")
    expect(box(page)).to_have_value("\n")
    expect(page.locator("#left")).to_be_hidden()
    box(page).fill("я" * 1900)
    expect(page.locator("#left")).to_have_text("Осталось знаков: 100")
    box(page).fill("я" * 2001)
    expect(page.locator("#left")).to_have_text("Слишком длинно: уберите знаков — 1")
    box(page).press("Enter")
    expect(box(page)).to_have_value("я" * 2001)
    box(page).fill("пособие\nбеременной")
    box(page).press("Enter")
    expect(box(page)).to_have_value("")
    expect(page.locator(".citizen").last).to_contain_text("беременной")
    assert page.locator(".citizen").count() == 1


def test_several_messages_in_a_hurry_are_answered_in_order(visit: Visitor, gateway: Gateway) -> None:
    page = visit(f"{gateway.address}/chat/")
    expect(option(page, "Меры поддержки")).to_be_visible()
    for text in ["единое пособие беременной", "да", "да"]:
        write(page, text)
    expect(page.get_by_text("Какой у вас срок беременности в неделях?")).to_be_visible()
    expect(page.locator(".options:visible")).to_have_count(0)
    assert citizen(page, gateway) == ["единое пособие беременной", "да", "да"]


def test_starting_again_asks_first(visit: Visitor, gateway: Gateway) -> None:
    page = visit(f"{gateway.address}/chat/")
    to_the_number(page)
    first = name(page)
    page.get_by_role("button", name="Начать заново").click()
    dialog = page.get_by_role("dialog", name="Начать разговор заново?")
    dialog.press("Escape")
    expect(dialog).to_be_hidden()
    assert name(page) == first
    page.get_by_role("button", name="Начать заново").click()
    dialog.get_by_role("button", name="Начать заново").click()
    expect(option(page, "Меры поддержки")).to_be_visible()
    assert name(page) != first
    expect(page.locator(".citizen")).to_have_count(0)
    expect(box(page)).to_be_focused()


def test_the_conversation_can_be_deleted(visit: Visitor, gateway: Gateway) -> None:
    page = visit(f"{gateway.address}/chat/")
    to_the_number(page)
    path = f"conversations/{name(page)}"
    page.get_by_role("button", name="Удалить переписку").click()
    page.get_by_role("dialog").get_by_role("button", name="Удалить").click()
    expect(page.get_by_text("Переписка удалена.")).to_be_visible()
    assert page.locator(".message").count() == 0
    assert page.evaluate("sessionStorage.length") == 0
    assert gateway.request("GET", path)[0] == 404
    expect(page.get_by_role("button", name="Начать заново")).to_be_focused()
    page.keyboard.press("Enter")
    expect(option(page, "Меры поддержки")).to_be_visible()


@pytest.mark.parametrize("reloaded", [False, True])
def test_an_expired_conversation_is_told(visit: Visitor, gateway: Gateway, reloaded: bool) -> None:
    visit.allowed = "404"
    page = visit(f"{gateway.address}/chat/")
    expect(option(page, "Меры поддержки")).to_be_visible()
    assert gateway.request("DELETE", f"conversations/{name(page)}")[0] == 204
    if reloaded:
        page.reload()
    else:
        write(page, "пенсия")
    expect(page.get_by_text("Эта переписка больше не хранится.")).to_be_visible()
    page.get_by_role("button", name="Начать заново").click()
    expect(option(page, "Меры поддержки")).to_be_visible()
    write(page, "единое пособие беременной")
    expect(option(page, "Да")).to_be_visible()


def test_an_english_base_speaks_english(visit: Visitor, start: Callable[..., Gateway]) -> None:
    english = start("-C", str(ROOT / "examples/govuk"))
    page = visit(f"{english.address}/chat/")
    expect(page.get_by_role("button", name="Operator", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.locator(".message")).not_to_have_count(0)
    page.get_by_role("button", name="Operator", exact=True).click()
    expect(page.get_by_text("Waiting for an operator")).to_be_visible()
