"""What people do in the chat."""

from __future__ import annotations

import json

from gateway import Gateway
from playwright.sync_api import Locator, Page, expect


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Ваше сообщение")


def option(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name="Варианты ответа").get_by_role("button", name=name, exact=True)


def said(page: Page) -> list[str]:
    """The messages, in order, without grounds and hints: the gateway keeps those of the last answer only."""
    words = "m => [...m.querySelectorAll(':scope > p:not(.hint)')].map(p => p.textContent).join('\\n')"
    return page.locator("#log .message").evaluate_all(f"all => all.map({words})")


def write(page: Page, text: str) -> None:
    box(page).fill(text)
    box(page).press("Enter")


def press(page: Page, name: str) -> None:
    option(page, name).click()


def name(page: Page) -> str:
    """The name of the conversation, from where the browser keeps it."""
    return json.loads(page.evaluate("sessionStorage.getItem('lotsman/')"))["name"]


def kept(page: Page, gateway: Gateway) -> dict:
    """The conversation as the gateway keeps it."""
    status, state = gateway.request("GET", f"conversations/{name(page)}")
    assert status == 200 and state
    return state


def citizen(page: Page, gateway: Gateway) -> list[str]:
    return [line["text"] for line in kept(page, gateway)["lines"] if line["who"] == "citizen"]


def to_the_number(page: Page) -> None:
    """Through buttons to a question that wants a number."""
    write(page, "единое пособие беременной")
    expect(page.get_by_text("постоянно живёте в России")).to_be_visible()
    press(page, "Да")
    expect(page.get_by_text("Вы сейчас ждёте ребёнка?")).to_be_visible()
    press(page, "Да")
    expect(page.get_by_text("Какой у вас срок беременности")).to_be_visible()


def to_the_end(page: Page) -> None:
    to_the_number(page)
    write(page, "5")
    press(page, "Нет, спасибо")
    expect(option(page, "О контакт-центре")).to_be_visible()
    write(page, "спасибо, всё")
    expect(page.get_by_text("Разговор окончен.")).to_be_visible()
