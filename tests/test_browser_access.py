"""The desk for everybody: screen readers, keyboards, phones, dark rooms, forced colours, and scripts that run from the right."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from made_desk import browser, demo_book, served
from tollbook.keep.adding import add
from tollbook.keep.looking import list_incidents
from tollbook.model import Article, Count, Incident, Reading, Span, TollClaim, When
from tollbook.reading import Done

VENDOR = Path(__file__).parent / "vendor"
# Our own words: "The governor said that seven people died in the shelling of the market on Monday."
ARABIC = "قال المحافظ إن سبعة أشخاص لقوا حتفهم في قصف السوق يوم الاثنين."
PAGES = ("browse", "incident", "article", "queue", "sources", "changes", "sheet", "help")


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


def arabic():
    quote = "سبعة أشخاص لقوا حتفهم"
    start = ARABIC.index(quote)
    claim = TollClaim(
        id="arabic00001", rule="person", reading_confidence=1.0, quote=Span(text=quote, start=start, end=start + len(quote)), harm="killed", incident="1",
        count=Count(low=7, high=7, text="سبعة", start=start, end=start + 4), when=When(from_="2024-03-04", to="2024-03-04", precision="day"),
    )  # fmt: skip
    article = Article(id="souk-1", text=ARABIC, title=ARABIC, outlet="جريدة السوق", published="2024-03-04T10:00:00Z", language="ar")
    reading = Reading(article="souk-1", claims=(claim,), incidents=(Incident(id="1", main=True, claims=(claim.id,), when=claim.when),))
    return Done(article=article, outcome=reading, where="souk-1")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Addresses of the pages of a served book, by name."""
    with demo_book(tmp_path_factory.mktemp("desk")) as book:
        assert [o.status for o in add(book, [arabic()])] == ["new"]
        incident = next(i for i in list_incidents(book).incidents if len(i.articles) > 1)
        key = next(iter(book.kept(sources=[incident.articles[0]]))).key
        right = next(iter(book.kept(sources=["souk-1"]))).key
        paths = {
            "browse": "/", "incident": f"/incident/{incident.id}", "article": f"/article/{key}", "queue": "/queue", "sources": "/sources",
            "changes": "/changes?since=2024-01-01", "sheet": f"/incident/{incident.id}/sheet", "help": "/help", "arabic": f"/article/{right}",
        }  # fmt: skip
        with served(book) as address:
            yield {name: address + path for name, path in paths.items()}


def opened(chromium, address, **given):
    page = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}} | given)).new_page()
    page.set_default_timeout(90_000)
    page.goto(address, wait_until="load")
    return page


def test_axe_is_as_it_was_published():
    for held in tomllib.loads((VENDOR / "vendor.toml").read_text())["file"]:
        assert hashlib.sha256((VENDOR / held["name"]).read_bytes()).hexdigest() == held["sha256"]
        assert "Mozilla Public License" in (VENDOR / "axe.LICENSE").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(chromium, desk, scheme):
    axe = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    found = []
    for name in PAGES:
        page = opened(chromium, desk[name], color_scheme=scheme)
        page.evaluate(axe)
        faults = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        found += [(name, f["id"], [n["html"][:160] for n in f["nodes"][:3]]) for f in faults if f["impact"] in ("serious", "critical")]
        page.context.close()
    assert found == []


def test_a_fault_would_be_found(chromium, desk):
    page = opened(chromium, desk["help"])
    page.evaluate("document.querySelector('main').append(document.createElement('input'))")
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    faults = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    page.context.close()
    assert "label" in {f["id"] for f in faults if f["impact"] in ("serious", "critical")}


def test_no_page_scrolls_sideways_on_a_small_phone(chromium, desk):
    wide = {}
    for name in (*PAGES, "arabic"):
        page = opened(chromium, desk[name], viewport={"width": 320, "height": 640}, is_mobile=True, has_touch=True)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = (width, page.evaluate(
                "[...document.querySelectorAll('main *, header *, footer *')].filter(e => e.getBoundingClientRect().right > 321 && !e.closest('.scroll')).slice(0, 4).map(e => e.outerHTML.slice(0, 120))"
            ))  # fmt: skip
        page.context.close()
    assert wide == {}


def focused(page):
    return page.evaluate("(document.activeElement.getAttribute('href') || document.activeElement.id || document.activeElement.name || document.activeElement.tagName)")


def test_the_keyboard_alone_leads_to_an_incident_and_its_article(chromium, desk):
    page = opened(chromium, desk["browse"])
    page.keyboard.press("Tab")
    assert focused(page) == "#main"
    page.keyboard.press("Enter")
    for kind in ("/incident/", "/article/"):
        for _ in range(150):
            page.keyboard.press("Tab")
            at = focused(page)
            if at.startswith(kind) and "/sheet" not in at:
                break
        else:
            pytest.fail(f"no key press leads to {kind}")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", at
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{kind}**")
    page.context.close()


def test_nothing_moves(chromium, desk):
    for name in PAGES:
        page = opened(chromium, desk[name], reduced_motion="reduce")
        moving = page.evaluate(
            """[...document.querySelectorAll('body, body *')].filter(e => { const s = getComputedStyle(e);
                return s.animationName !== 'none' || s.transitionDuration.split(',').some(t => parseFloat(t) > 0) || s.scrollBehavior === 'smooth' })
                .filter(e => !e.closest('.maplibregl-map')).slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
        )
        page.context.close()
        assert moving == [], name


def test_quotes_from_the_right_run_from_the_right_and_figures_do_not(chromium, desk):
    page = opened(chromium, desk["arabic"])
    directions = page.evaluate(
        "Object.fromEntries(['h1', '#text', '.claims .quote', '.claims .figure'].map(q => [q, getComputedStyle(document.querySelector(q)).direction]))"
    )
    marked = page.locator("#text mark").first.inner_text()
    text = page.locator("#text").inner_text()
    page.context.close()
    assert directions == {"h1": "rtl", "#text": "rtl", ".claims .quote": "rtl", ".claims .figure": "ltr"}
    assert text.strip() == ARABIC
    assert marked in ARABIC


def test_forced_colours_leave_marks_and_the_place_in_the_menu_to_be_seen(chromium, desk):
    page = opened(chromium, desk["article"], forced_colors="active")
    mark = page.evaluate("getComputedStyle(document.querySelector('#text mark')).textDecorationLine")
    here = page.evaluate("getComputedStyle(document.querySelector('nav [aria-current]')).borderBottomStyle")
    button = page.evaluate("getComputedStyle(document.querySelector('main button')).borderTopStyle")
    page.context.close()
    assert (mark, here, button) == ("underline", "solid", "solid")
