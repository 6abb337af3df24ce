"""Lines that break: nothing is lost, nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from chat import citizen, option, press, said, to_the_number, write
from conftest import Visitor
from gateway import Gateway, sample
from playwright.sync_api import Page, Route, expect

Start = Callable[..., Gateway]
BROKEN = "WebSocket|ERR_CONNECTION|ERR_FAILED|ERR_INCOMPLETE|ERR_EMPTY"


def test_a_gateway_that_is_killed_and_started_again_is_not_noticed(visit: Visitor, start: Start) -> None:
    gateway = start(*sample(), store="redb:FOLDER/talks.redb")
    visit.allowed = BROKEN
    page = visit(f"{gateway.address}/chat/")
    to_the_number(page)
    gateway.kill()
    write(page, "5")
    expect(page.get_by_text("Нет связи. Сообщения уйдут, как только она появится.")).to_be_visible()
    expect(page.locator(".citizen.pending")).to_have_text("Вы: 5")
    gateway.start()
    expect(option(page, "Нет, спасибо")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("status").filter(has_text="Нет связи")).to_have_count(0)
    assert citizen(page, gateway) == ["единое пособие беременной", "Да", "Да", "5"]
    press(page, "Нет, спасибо")
    expect(option(page, "О контакт-центре")).to_be_visible()


def test_a_page_loaded_anew_sends_what_was_not_answered(visit: Visitor, start: Start) -> None:
    gateway = start(*sample(), store="redb:FOLDER/talks.redb")
    visit.allowed = BROKEN
    page = visit(f"{gateway.address}/chat/")
    to_the_number(page)
    # The page comes, the gateway's answers do not.
    page.route("**/v1/**", lambda route: route.abort())
    gateway.kill()
    write(page, "5")
    expect(page.get_by_text("Нет связи.")).to_be_visible()
    gateway.start()
    page.reload()
    expect(page.get_by_text("Нет связи.")).to_be_visible()
    page.unroute("**/v1/**")
    expect(option(page, "Нет, спасибо")).to_be_visible(timeout=60_000)
    assert citizen(page, gateway) == ["единое пособие беременной", "Да", "Да", "5"]
    assert len([text for text in said(page) if "срок беременности в неделях" in text]) == 1


def closed(page: Page) -> None:
    page.route_web_socket("**/socket", lambda socket: socket.close())


def impossible(page: Page) -> None:
    page.add_init_script("window.WebSocket = function () { throw new DOMException('refused', 'SecurityError'); };")


@pytest.mark.parametrize("refuse", [closed, impossible])
def test_without_a_websocket_it_goes_over_http(visit: Visitor, gateway: Gateway, refuse: object) -> None:
    page = visit(f"{gateway.address}/chat/", prepare=refuse)
    with page.expect_request("**/turns"):
        to_the_number(page)
    page.get_by_role("button", name="Оператор", exact=True).click()
    expect(page.get_by_text("Ждём оператора.")).to_be_visible()
    assert citizen(page, gateway) == ["единое пособие беременной", "Да", "Да", "оператор"]
    # What operators do is seen as well.
    ticket = gateway.request("GET", "tickets")[1]["tickets"][-1]["id"]
    assert gateway.request("POST", f"tickets/{ticket}/take", {"by": "Анна"})[0] == 200
    expect(page.get_by_text("Оператор взял обращение")).to_be_visible()


def test_an_answer_that_was_lost_is_asked_for_again(visit: Visitor, gateway: Gateway) -> None:
    visit.allowed = BROKEN
    page = visit(f"{gateway.address}/chat/", prepare=impossible)
    to_the_number(page)
    sent: list[str] = []

    def lose(route: Route) -> None:
        sent.append(route.request.post_data_json["id"])
        answer = route.fetch()
        if len(sent) < 3:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/turns", lose)
    write(page, "5")
    expect(option(page, "Нет, спасибо")).to_be_visible()
    assert len(sent) == 3 and len(set(sent)) == 1
    assert citizen(page, gateway) == ["единое пособие беременной", "Да", "Да", "5"]
    assert len([text for text in said(page) if "не положено" in text]) == 1


def test_a_busy_gateway_is_waited_for(visit: Visitor, gateway: Gateway) -> None:
    visit.allowed = "429"
    page = visit(f"{gateway.address}/chat/", prepare=impossible)
    expect(option(page, "Меры поддержки")).to_be_visible()
    tries: list[int] = []

    def refuse(route: Route) -> None:
        tries.append(1)
        if len(tries) > 1:
            route.continue_()
            return
        kind = "application/problem+json"
        route.fulfill(status=429, headers={"Retry-After": "1"}, content_type=kind, body='{"status": 429}')

    page.route("**/turns", refuse)
    write(page, "единое пособие беременной")
    expect(page.get_by_text("Сейчас много обращений.")).to_be_visible()
    expect(option(page, "Да")).to_be_visible()
    assert len(tries) == 2


def test_a_message_that_is_refused_comes_back_into_the_box(visit: Visitor, gateway: Gateway) -> None:
    visit.allowed = "413"
    page = visit(f"{gateway.address}/chat/", prepare=impossible)
    expect(option(page, "Меры поддержки")).to_be_visible()
    body = '{"status": 413, "title": "Много", "detail": "Сообщение длиннее, чем можно."}'
    page.route("**/turns", lambda r: r.fulfill(status=413, content_type="application/problem+json", body=body))
    write(page, "пенсия")
    expect(page.get_by_text("Сообщение длиннее, чем можно.")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value("пенсия")
    expect(option(page, "Меры поддержки")).to_be_visible()
    page.unroute("**/turns")
    press(page, "Меры поддержки")
    expect(page.get_by_text("Что у вас произошло?")).to_be_visible()
