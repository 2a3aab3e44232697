"""The page of an incident that a crowd tells of: short enough to be read, and nothing out of reach."""

from __future__ import annotations

import html as markup
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_desk import demo_book, visitor
from tollbook.keep.looking import list_incidents
from tollbook.ledger import Origin
from tollbook.model import AnyClaim, AttackClaim, Record, Span
from tollbook.web import folded
from tollbook.web.folded import fold
from tollbook.web.pages import incident as pages


class Shown(Record, frozen=True, kw_only=True):
    claim: AnyClaim
    origin: str | None


def made(counts: list[int], loose: int) -> tuple[list[Shown], list[Origin]]:
    """Claims of as many origins, so many of each, and some of none."""
    origins = [Origin(id=f"o{n}", name=f"voice {n}", kind="unknown", claims=(), articles=(), because=()) for n in range(len(counts))]
    homes = [f"o{n}" for n, times in enumerate(counts) for _ in range(times)] + [None] * loose
    claims = [Shown(claim=AttackClaim(id=f"c{n}", rule="r", reading_confidence=1, quote=Span(text="x", start=0, end=1)), origin=home) for n, home in enumerate(homes)]
    return claims, origins


@given(counts=st.lists(st.integers(1, 300), max_size=12), loose=st.integers(0, 30), page=st.integers(-3, 20))
def test_no_claim_is_out_of_reach_and_no_page_too_long(counts: list[int], loose: int, page: int) -> None:
    claims, origins = made(counts, loose)
    first = fold(claims, origins)
    pages_ = [fold(claims, origins, page=n + 1) for n in range(first.pages)]
    told = [h for p in pages_ for h in p.held]
    assert [h.origin.id if h.origin else None for h in told] == [*(o.id for o in origins), *([None] if loose else [])]
    for h in told:
        if h.origin is not None and h.earlier:
            whole = [fold(claims, origins, only=h.origin.id, page=n + 1) for n in range(fold(claims, origins, only=h.origin.id).pages)]
            own = [c for p in whole for c in p.held[0].claims]
            assert own == [c for c in claims if c.origin == h.origin.id]
            assert len(own) == h.earlier + len(h.claims)
            assert own[h.earlier :] == list(h.claims), "the latest are those that are shown"
    assert all(sum(len(h.claims) for h in p.held) <= folded.MOST + loose for p in pages_)
    assert fold(claims, origins, page=page).page == min(max(page, 1), first.pages)
    for c in claims[:: max(1, len(claims) // 7)]:
        if c.origin is not None:
            assert c.claim.id in fold(claims, origins, claim=c.claim.id).shown


def test_whoever_is_not_known_is_passed_over() -> None:
    claims, origins = made([2], 0)
    assert fold(claims, origins, only="no such origin", claim="no such claim") == fold(claims, origins)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with demo_book(tmp_path_factory.mktemp("crowd")) as book, visitor(book) as client:
        yield max(list_incidents(book).incidents, key=lambda i: (len(i.claims), i.id)), client


@pytest.fixture
def crowded(monkeypatch):
    """Every incident is a crowd."""
    for place, name, value in ((folded, "MOST", 5), (folded, "EACH", 1), (pages, "MOST_WHY", 2)):
        monkeypatch.setattr(place, name, value)


@pytest.mark.usefixtures("crowded")
def test_every_claim_of_a_crowd_is_reached_from_the_page(desk) -> None:
    incident, client = desk
    seen, waiting, met = set(), [f"/incident/{incident.id}"], set()
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        ids = re.findall(r'\bid="([^"]+)"', answer.text)
        assert len(ids) == len(set(ids)), "an id stands once"
        seen |= set(re.findall(r'<tr id="c-(\w+)">', answer.text))
        links = [markup.unescape(x).split("#") for x in re.findall(r'href="(/incident/[^"]+)"', answer.text)]
        for link, *place in links:
            if re.search(r"[?&](page|origin|claim)=", link) and link not in met:
                met.add(link)
                waiting.append(link)
                if place and place[0].startswith("c-"):
                    assert f'id="{place[0]}"' in client.get(link).text, "a claim stands on the page that a link to it opens"
    assert seen >= set(incident.claims)


@pytest.mark.usefixtures("crowded")
def test_the_reasons_of_a_crowd_have_a_page_of_their_own(desk) -> None:
    incident, client = desk
    front = client.get(f"/incident/{incident.id}").text
    links = {markup.unescape(x).split("#")[0] for x in re.findall(r'href="(/incident/[^"]+/why\?[^"]+)"', front)}
    assert links
    for link in sorted(links):
        whole = client.get(link)
        told = client.get(link.replace("/why?", "/why.json?")).json()
        assert whole.status_code == 200
        assert len(re.findall(r'<a class="quote"', whole.text)) == len(told["trace"])
    assert client.get(f"/incident/{incident.id}/why?harm=<b>&group=x").status_code == 400
