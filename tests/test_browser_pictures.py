"""The pictures in a real browser: drawn without a complaint, clicked, replayed, and not missed where they cannot be drawn."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from made_desk import browser, demo_book, served
from tollbook.keep.looking import list_incidents

WAIT = 60_000  # milliseconds: a busy machine draws maps slowly
NO_WEBGL = "const made = HTMLCanvasElement.prototype.getContext; HTMLCanvasElement.prototype.getContext = function (kind, ...more) { return kind.startsWith('webgl') ? null : made.call(this, kind, ...more); };"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("pictures")) as book, served(book) as address, browser() as opened:
        ident = max(list_incidents(book).incidents, key=lambda i: (len(i.articles), i.id)).id
        yield opened, address, ident


@contextmanager
def page_of(opened, **more):
    """A page that fails on whatever the browser complains of."""
    context = opened.new_context(viewport={"width": 1280, "height": 900}, **more)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    wrong = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(("http://127.0.0.1:", "blob:", "data:")) else None)
    yield page
    context.close()
    assert wrong == []


def test_the_list_has_a_map_and_its_days(desk):
    opened, address, _ = desk
    with page_of(opened) as page:
        page.goto(address)
        page.wait_for_selector("#map[data-state=drawn]")
        page.wait_for_selector("#days.drawn svg")
        check = page.locator(".boundaries input")
        assert check.is_checked()
        check.uncheck()
        page.reload()
        page.wait_for_selector("#map[data-state=drawn]")
        assert not check.is_checked(), "the choice is remembered"
        page.locator("#days svg .mark-rect path").first.click()
        page.wait_for_url("**since=*")
        assert "until=" in page.url


def test_a_bar_leads_to_its_words(desk):
    opened, address, ident = desk
    with page_of(opened) as page:
        page.goto(f"{address}/incident/{ident}")
        page.wait_for_selector("#map[data-state=drawn]")
        page.wait_for_selector(".chart.drawn svg")
        bar = page.locator(".chart.drawn svg .mark-symbol path").first
        bar.scroll_into_view_if_needed()
        bar.click()
        page.wait_for_url("**#c-*")
        assert page.evaluate("document.activeElement.id === location.hash.slice(1)")


def test_the_slider_replays_what_was_known(desk):
    opened, address, ident = desk
    with page_of(opened) as page:
        page.goto(f"{address}/incident/{ident}")
        before = page.locator("#known .card").first.inner_text()
        slider = page.locator("#replay-slider input")
        slider.focus()
        page.keyboard.press("Home")
        page.wait_for_url("**as_of=reported*")
        page.wait_for_selector("#as-of-notice .notice")
        assert page.locator("#known .card").first.inner_text() != before
        assert page.evaluate("document.activeElement.type") == "range", "the hand stays on the slider"
        assert slider.get_attribute("aria-valuetext")
        page.keyboard.press("End")
        page.wait_for_url(lambda url: "as_of" not in url)
        page.wait_for_selector("#as-of-notice:not(:has(.notice))", state="attached")
        assert page.locator("#known .card").first.inner_text() == before
        page.select_option("#replay-slider select", "recorded")
        assert slider.get_attribute("max") == "1"


def test_without_webgl_a_sentence_and_an_outline_stay(desk):
    opened, address, ident = desk
    with page_of(opened) as page:
        page.add_init_script(NO_WEBGL)
        page.goto(address)
        page.wait_for_selector("#days.drawn")
        assert "WebGL" in page.locator("#map").inner_text()
        assert page.locator("#map").bounding_box()["height"] < 150, "no tall void"
        page.goto(f"{address}/incident/{ident}")
        page.wait_for_selector(".chart.drawn")
        assert page.locator("#map svg.outline").is_visible()
        assert page.locator(".boundaries").is_hidden()


def test_without_scripts_everything_is_there_to_read(desk):
    opened, address, ident = desk
    with page_of(opened, java_script_enabled=False) as page:
        page.goto(f"{address}/incident/{ident}")
        picture = page.locator(".chart img").first
        picture.scroll_into_view_if_needed()
        assert picture.bounding_box()["height"] > 100
        assert page.locator("#replay-slider").is_hidden()
        page.locator("#replay-steps summary").click()
        page.locator("#replay-steps a[data-clock=reported]").first.click()
        page.wait_for_selector("#as-of-notice .notice")
        page.goto(f"{address}/incident/{ident}/sheet")
        assert page.locator("svg.outline").is_visible()


def test_a_phone_in_the_dark_shows_all_without_scrolling_sideways(desk):
    opened, address, ident = desk
    with page_of(opened, color_scheme="dark") as page:
        page.set_viewport_size({"width": 320, "height": 700})
        for path, drawn in (("/", "#days.drawn"), (f"/incident/{ident}", ".chart.drawn"), (f"/incident/{ident}/sheet", "svg.outline")):
            page.goto(address + path)
            page.wait_for_selector(drawn)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
