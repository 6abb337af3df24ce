"""Chromium, gateways, and pages that must not complain."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from gateway import HERE, Gateway, sample
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=20_000)
NAMES = ["chromium", "chromium-browser", "google-chrome"]
# What a page may not do: run what somebody has written, or be stopped by the policy of its own server.
WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (e) => violations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    named = os.environ.get("LOTSMAN_CHROMIUM")
    program = named or next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "no Chromium: `cargo xtask test` installs it, or name its program in LOTSMAN_CHROMIUM"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
        yield playwright.chromium.launch(executable_path=program, args=arguments)


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    running = Gateway(*sample())
    yield running
    running.stop()


@pytest.fixture(scope="session")
def rough() -> Iterator[Gateway]:
    """A base whose words are full of markup, and whose facts are personal."""
    running = Gateway("-C", str(HERE / "base"))
    yield running
    running.stop()


class Visitor:
    """Opens pages, each in a browser profile of its own, and keeps what they complain of."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.pages: list[Page] = []
        self.complaints: list[str] = []
        self.allowed: str | None = None

    def __call__(self, address: str, prepare: Callable[[Page], object] | None = None, **context: object) -> Page:
        context.setdefault("viewport", {"width": 900, "height": 900})
        page = self.browser.new_context(locale="ru-RU", reduced_motion="reduce", **context).new_page()
        page.add_init_script(WATCH)
        page.on("console", lambda m: self.complain(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complain(str(error)))
        if prepare:
            prepare(page)
        self.pages.append(page)
        page.goto(address)
        return page

    def complain(self, text: str) -> None:
        if not (self.allowed and re.search(self.allowed, text)):
            self.complaints.append(text)

    def close(self) -> None:
        violations = [v for page in self.pages for v in page.evaluate("window.violations")]
        for page in self.pages:
            page.context.close()
        assert self.complaints == []
        assert violations == []


@pytest.fixture
def start() -> Iterator[Callable[..., Gateway]]:
    """Gateways of one test."""
    running: list[Gateway] = []

    def started(*what: str, **how: object) -> Gateway:
        running.append(Gateway(*what, **how))
        return running[-1]

    yield started
    for gateway in running:
        gateway.stop()


@pytest.fixture
def visit(browser: Browser, start: object) -> Iterator[Visitor]:
    visitor = Visitor(browser)
    yield visitor
    visitor.close()
