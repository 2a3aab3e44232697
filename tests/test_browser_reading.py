"""Reading in a real browser: from a figure to its reasons to its words; what went wrong stands where it went wrong."""

from __future__ import annotations

import pytest

from made_desk import browser, demo_book, served
from tollbook.keep.adding import add
from tollbook.keep.looking import list_incidents
from tollbook.model import Article, Count, Incident, Link, Reading, Span, TollClaim, When, Where
from tollbook.reading import Done

ENDLESS = "Committee" * 40


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path, chromium):
    """A page of a desk of one's own; anything that the console says against it fails the test."""
    with demo_book(tmp_path) as book, served(book) as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        page.wrong = []
        page.on("console", lambda m: page.wrong.append(m.text) if m.type == "error" or "Infinite extent" in m.text else None)
        page.on("pageerror", lambda e: page.wrong.append(str(e)))
        page.set_default_timeout(60_000)
        page.base, page.book = address, book
        yield page
        context.close()
        assert page.wrong == []


def named(page):
    page.goto(page.base + "/help")
    page.locator("#by").fill("Ada")
    page.keyboard.press("Enter")
    page.locator("#who", has_text="Ada").wait_for()


def test_a_figure_of_a_group_leads_to_its_reasons_and_these_to_the_words(desk):
    incident = max(list_incidents(desk.book).incidents, key=lambda i: (len(i.articles), i.id))
    desk.goto(f"{desk.base}/incident/{incident.id}")
    desk.wait_for_selector(".chart.drawn")
    link = desk.locator(".tolls tr:not(.whole) a", has_text="why").first
    target = link.get_attribute("href")
    assert not desk.locator(f"{target} table").first.is_visible()
    link.focus()
    desk.keyboard.press("Enter")
    desk.locator(f"{target} table").first.wait_for(state="visible")
    desk.locator(f"{target} summary", has_text="The trace").click()
    words = desk.locator(f"{target} a.quote").first
    row = words.get_attribute("href")
    words.click()
    assert desk.url.endswith(row)
    assert desk.locator(f"{row} mark").first.is_visible()


def test_why_not_stands_beside_the_form_and_the_field_that_is_wrong_has_the_focus(desk):
    named(desk)
    desk.goto(desk.base + "/article/mirror-1")
    row = desk.locator("li[data-claim]").last
    row.focus()
    desk.keyboard.press("e")
    row.locator("[name=when]").fill("yesterday")
    row.locator("details form [name=why]").fill("so it says")
    desk.keyboard.press("Control+Enter")
    problem = row.locator("#problem")
    problem.wait_for(state="visible")
    assert "such as" in problem.inner_text()
    assert desk.evaluate("[document.activeElement.name, document.activeElement.getAttribute('aria-invalid')]") == ["when", "true"]
    # put right in place: time and place of a claim
    row.locator("[name=when]").fill("2020-02-26")
    row.locator("[name=where]").fill("Aleppo")
    desk.keyboard.press("Control+Enter")
    desk.locator("#flash", has_text="when 2020-02-26, where Aleppo").wait_for()
    assert desk.locator("[aria-invalid]").count() == 0
    desk.wrong[:] = [w for w in desk.wrong if "400" not in w]  # the browser notes every refusal


def test_what_one_decided_oneself_is_no_news(desk):
    named(desk)
    desk.goto(desk.base + "/article/mirror-1")
    with desk.expect_response("**/events*"):
        desk.reload()
    desk.locator("li[data-claim]").first.focus()
    desk.keyboard.press("x")
    desk.locator("#flash", has_text="Kept: reject").wait_for()
    desk.wait_for_timeout(5000)  # two looks of the server at the book's clock
    assert desk.locator("#main > .notice", has_text="Load again").count() == 0


def endless():
    quote = "seven people were killed"
    text = f"{ENDLESS} said {quote} in Homs."
    at = text.index(quote)
    claim = TollClaim(
        id="endless00001", rule="person", reading_confidence=1.0, quote=Span(text=quote, start=at, end=at + len(quote)), harm="killed", incident="1",
        count=Count(low=7, high=7, text="seven", start=at, end=at + 5), attribution=(Link(speaker=ENDLESS, start=0, end=len(ENDLESS)),),
        when=When(from_="2024-03-04", to="2024-03-04", precision="day"), where=Where(text=ENDLESS[:99], start=0, end=99),
    )  # fmt: skip
    article = Article(id="endless-1", text=text, title=ENDLESS * 2, outlet=ENDLESS, published="2024-03-04T10:00:00Z")
    reading = Reading(article="endless-1", claims=(claim,), incidents=(Incident(id="1", main=True, claims=(claim.id,), when=claim.when, where=claim.where),))
    return Done(article=article, outcome=reading, where="endless-1")


@pytest.mark.parametrize("width", [320, 1440])
def test_names_without_end_push_no_page_wide(desk, width):
    assert [o.status for o in add(desk.book, [endless()])] == ["new"]
    ident = next(i.id for i in list_incidents(desk.book).incidents if "endless-1" in i.articles)
    desk.set_viewport_size({"width": width, "height": 800})
    wide = {}
    for path in ("/", f"/incident/{ident}", f"/incident/{ident}/sheet", "/article/endless-1", "/sources", "/changes?since=2020-01-01", "/?q=killed"):
        desk.goto(desk.base + path)
        found = desk.evaluate("document.documentElement.scrollWidth")
        if found > width:
            wide[path] = found
    assert wide == {}
