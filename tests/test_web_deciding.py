"""Decisions through the desk's forms: kept, refused, carried along; and what hostile visitors and articles cannot do."""

from __future__ import annotations

import html
import re

import pytest

from made_desk import demo_book, send, token_of, visitor
from tollbook.keep.adding import add
from tollbook.keep.deciding import Request, decide
from tollbook.keep.effective import standing
from tollbook.model import Article, Count, Reading, Span, TollClaim
from tollbook.reading import Done

HOSTILE = "\"><script>alert(1)</script>\n'{{7*7}} were killed, 9 dead, said </textarea><img src=x onerror=alert(1)>"


@pytest.fixture
def book(tmp_path):
    with demo_book(tmp_path) as made:
        yield made


@pytest.fixture
def ada(book):
    with visitor(book) as client:
        send(client, "/name", by="Ada")
        yield client


def tolls(book, article):
    return [c for c in next(iter(book.kept(sources=[article]))).reading.claims if isinstance(c, TollClaim)]


def kept(book):
    return [(d.verb, d.by) for d in standing(book.decisions())]


def shown(page):
    """What a page says, without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page.text)))


# ---- who and whether ------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/decide", "/undo", "/name", "/round"])
@pytest.mark.parametrize("token", [None, "", "0" * 128])
def test_without_the_token_of_a_page_of_ours_nothing_is_taken(ada, book, path, token):
    fields = {"verb": "reject", "about": tolls(book, "mirror-1")[0].id, "why": "forged", "round": "r", "by": "Eve"}
    answer = ada.post(path, data=fields if token is None else fields | {"_csrf_token": token}, follow_redirects=False)
    assert answer.status_code == 403
    assert kept(book) == []
    assert "Ada" in ada.get("/help").text


def test_a_decision_without_a_name_asks_once_and_carries_the_form_along(book):
    claim = tolls(book, "mirror-1")[0].id
    with visitor(book) as client:
        asked = send(client, "/decide", verb="reject", about=claim, why='of "another" day', next="/article/mirror-1")
        assert kept(book) == []
        carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', asked.text.partition("Who decides?")[2]))
        assert html.unescape(carried["why"]) == 'of "another" day'
        done = send(client, "/decide", by=" Ben  Okri ", **{k: html.unescape(v) for k, v in carried.items() if k != "_csrf_token"})
        assert "Kept: reject by Ben Okri." in shown(done)
        assert str(done.url).endswith("/article/mirror-1")
        send(client, "/decide", verb="accept", about=claim, why="read again")
    assert kept(book) == [("reject", "Ben Okri"), ("accept", "Ben Okri")]


@pytest.mark.parametrize("by", ["A" * 81, "A\u202eB", "\x07"])
def test_names_that_nobody_can_read_are_refused(book, by):
    with visitor(book) as client:
        assert send(client, "/name", by=by).status_code == 400


def test_a_form_cannot_sign_for_another(ada, book):
    send(ada, "/decide", verb="accept", about=tolls(book, "mirror-1")[0].id, why="read", by="Ben")
    assert kept(book) == [("accept", "Ada")]


@pytest.mark.parametrize(
    "address",
    ["//elsewhere.example/", "https://elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "/x\r\nSet-Cookie: a=b", "http://[", "/\u202e", "data:text/html,x", ""],
)
def test_no_form_leads_elsewhere(ada, book, address):
    answer = send(ada, "/decide", follow=False, verb="accept", about=tolls(book, "mirror-1")[0].id, why="read", next=address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_it_leads_back_to_where_it_was(ada, book):
    answer = send(ada, "/decide", follow=False, verb="accept", about=tolls(book, "mirror-1")[0].id, why="read", next="/article/mirror-1?x=1#c-2")
    assert answer.headers["location"] == "/article/mirror-1?x=1#c-2"


# ---- corrections ----------------------------------------------------------------------------------------
def form_of(page, claim):
    """The correction form of a claim as a browser would send it."""
    row = page[page.index(f'id="c-{claim}"') :]
    start = row.index('<input type="hidden" name="verb" value="correct">')
    form = row[start : row.index("</form>", start)]
    fields = {k: html.unescape(v) for k, v in re.findall(r'<input[^>]* name="(\w+)"[^>]*value="([^"]*)"', form)}
    fields |= {k: html.unescape(v) for k, v in re.findall(r'<textarea name="(\w+)"[^>]*>([^<]*)</textarea>', form)}
    for name, options in re.findall(r'<select name="(\w+)">(.*?)</select>', form):
        fields[name] = re.search(r"<option selected>([^<]*)<", options)[1]
    return {k: v for k, v in fields.items() if k not in ("next", "_csrf_token", "about", "seen")}


def test_only_what_somebody_changed_is_corrected(ada, book):
    claim = tolls(book, "mirror-1")[1]
    fields = form_of(ada.get("/article/mirror-1").text, claim.id)
    assert fields["quote"] == " ".join(claim.quote.text.split())
    refused = send(ada, "/decide", about=claim.id, **fields | {"why": "nothing"})
    assert refused.status_code == 400
    send(ada, "/decide", about=claim.id, **fields | {"low": "31", "high": "", "why": "the late edition"})
    (made,) = standing(book.decisions())
    assert made.changes == {"low": 31, "high": None}
    again = form_of(ada.get("/article/mirror-1").text, claim.id)
    assert (again["low"], again["high"]) == ("31", "")


def test_a_form_whose_beginning_was_tampered_with_is_refused(ada, book):
    answer = send(ada, "/decide", verb="correct", about=tolls(book, "mirror-1")[0].id, was="{not json", low="3", why="x")
    assert (answer.status_code, kept(book)) == (400, [])


def test_what_does_not_stand_in_the_text_is_refused(ada, book):
    answer = send(ada, "/decide", verb="correct", about=tolls(book, "mirror-1")[0].id, speaker="The Emperor of <b>Mars</b>", why="x")
    assert answer.status_code == 400
    assert "does not stand in article" in shown(answer)
    assert "<b>Mars" not in answer.text
    assert kept(book) == []


def test_a_missed_claim_with_nothing_but_its_quote(ada, book):
    send(ada, "/decide", verb="add", about="mirror-1", quote="none of them in danger of their lives", harm="injured", low="", high="", speaker="", why="missed")
    (made,) = standing(book.decisions())
    assert made.changes == {"quote": "none of them in danger of their lives", "harm": "injured"}


# ---- taking back --------------------------------------------------------------------------------------
def test_undo_takes_back_ones_own_last_and_the_one_before(ada, book):
    one, two = [c.id for c in tolls(book, "mirror-1")[:2]]
    send(ada, "/decide", verb="accept", about=one, why="read")
    send(ada, "/decide", verb="accept", about=two, why="read")
    decide(book, Request(verb="reject", by="Ben", why="read", about=(one,)))
    assert "Taken back: accept" in shown(send(ada, "/undo", next="/article/mirror-1"))
    assert [(d.verb, d.by, d.claim.claim) for d in standing(book.decisions())] == [("accept", "Ada", one), ("reject", "Ben", one)]
    send(ada, "/undo")
    assert kept(book) == [("reject", "Ben")]
    assert send(ada, "/undo").status_code == 400


def test_the_history_shows_what_was_taken_back_and_brings_it_back(ada, book):
    claim = tolls(book, "mirror-1")[0].id
    send(ada, "/decide", verb="reject", about=claim, why="a headline")
    (first,) = standing(book.decisions())
    page = send(ada, "/decide", verb="undo", about=first.id, why="taken back", next="/article/mirror-1")
    assert "taken back by Ada" in shown(page)
    undoing = book.decisions()[-1].id
    assert f'name="about" value="{undoing}"' in page.text
    send(ada, "/decide", verb="undo", about=undoing, why="brought back")
    assert kept(book) == [("reject", "Ada")]


def test_two_at_once_are_both_kept_and_the_later_is_told(ada, book):
    claim = tolls(book, "mirror-1")[0].id
    seen = re.search(r'name="seen" value="([^"]+)"', ada.get("/article/mirror-1").text)[1]
    with visitor(book) as other:
        send(other, "/name", by="Ben")
        send(other, "/decide", verb="accept", about=claim, why="read", seen=seen)
    page = send(ada, "/decide", verb="reject", about=claim, why="a headline", seen=seen, next="/article/mirror-1")
    assert "Meanwhile Ben decided accept: both are kept, yours is the later and counts." in shown(page)
    assert "later: reject by Ada counts" in shown(page)
    assert kept(book) == [("accept", "Ben"), ("reject", "Ada")]


# ---- incidents ------------------------------------------------------------------------------------------
def test_every_decision_about_an_incident_has_its_form_and_shows_in_the_history(ada, book):
    one, two = sorted(book.incidents().incidents, key=lambda i: -len(i.articles))[:2]
    page = ada.get(f"/incident/{one.id}").text
    for verb in ("same", "different", "grade", "toll", "retract"):
        assert f'value="{verb}"' in page
    back = f"/incident/{one.id}"
    assert "fair" in shown(send(ada, "/decide", verb="grade", about=one.id, grade="fair", why="two origins", next=back))
    assert "published" in shown(send(ada, "/decide", verb="toll", about=one.id, harm="killed", group="all", low="33", best="34", high="", why="obituaries", next=back))
    send(ada, "/decide", verb="retract", about=one.articles[0], at="", why="withdrawn", next=back)
    send(ada, "/decide", verb="same", about=[one.id, two.id], why="one strike", next=back)
    assert [v for v, _ in kept(book)] == ["grade", "toll", "retract", "same"]
    said = shown(ada.get(f"/incident/{one.id}"))
    for words in ("grade fair by Ada", "harm killed, group all, low 33, best 34", "same by Ada", "retract by Ada"):
        assert words in said


# ---- the queue ------------------------------------------------------------------------------------------
def test_the_queue_asks_and_goes_on_and_says_when_it_is_through(ada):
    seen = []
    while "Nothing waits here" not in (page := ada.get("/queue").text):
        claim = re.search(r'id="item"[^>]*data-claim="(\w+)"', page)[1]
        assert claim not in seen
        seen.append(claim)
        send(ada, "/decide", verb="accept", about=claim, why="read", next="/queue")
        assert len(seen) < 100
    assert len(seen) > 10


def test_what_is_passed_over_stays_in_the_address(ada):
    first = ada.get("/queue").text
    skip = html.unescape(re.search(r'data-key="s" href="([^"]+)"', first)[1])
    second = ada.get(skip).text
    one, two = (re.search(r'data-claim="(\w+)"', p)[1] for p in (first, second))
    assert one != two
    assert one in skip


@pytest.mark.parametrize("query", ["kind=everything", "round=*", "round=" + "a" * 61, "kind=pairs&skip=" + "," * 500])
def test_odd_addresses_are_answered_in_one_sentence(ada, query):
    answer = ada.get(f"/queue?{query}")
    assert answer.status_code in (200, 400)
    assert "Traceback" not in answer.text


def test_a_coder_of_an_open_round_sees_nothing_of_the_others(ada, book):
    with visitor(book) as other:
        send(other, "/round", round="spring", by="Ben")
        listed = other.get("/queue.json").json()["claims"]
        claim, source = listed[0]["claim"]["id"], listed[0]["source"]
        send(other, "/decide", verb="reject", about=claim, why="Ben thinks otherwise")
    (made,) = standing(book.decisions())
    assert made.blind == "spring"
    assert "Begin round spring" in shown(ada.get("/queue?round=spring"))
    send(ada, "/round", round="spring")
    home = ada.get(f"/article/{source}.json").json()["incidents"]
    pages = ["/queue", "/queue?kind=disagreements&round=spring", f"/article/{source}", f"/article/{source}.json", *(f"/incident/{i}" for i in home.values())]
    assert len(pages) > 4
    for address in pages:
        assert "Ben" not in ada.get(address).text, address
    assert ada.get(f"/article/{source}.json").json()["states"] == {}
    assert ada.get("/queue.json").json()["claims"][0]["claim"]["id"] == claim
    send(ada, "/decide", verb="accept", about=claim, why="stands")
    send(ada, "/round", round="")
    for address in pages:
        assert "Ben" not in ada.get(address).text, address
    send(ada, "/name", by="")
    assert "Ben" not in ada.get(f"/article/{source}").text
    send(ada, "/name", by="Ada")
    send(ada, "/round", finish="spring")
    page = shown(ada.get("/queue?kind=disagreements&round=spring"))
    assert "0 of 1 claims" in page
    assert "Ben thinks otherwise" in page
    send(ada, "/decide", verb="accept", about=claim, why="settled", settles="1")
    assert "Nothing waits here" in shown(ada.get("/queue?kind=disagreements&round=spring"))
    # who has seen the others' decisions codes in the round no more
    assert "has finished the round" in send(ada, "/round", round="spring").text
    assert "has finished the round" in send(ada, "/decide", verb="reject", about=claim, why="after all", blind="spring").text


# ---- hostile articles -------------------------------------------------------------------------------------
def test_hostile_words_are_shown_and_never_run(ada, book):
    article = Article(id='<b>"x"</b>', text=HOSTILE, title="</title><script>alert(2)</script>", published="2020-02-28", outlet="<i>out</i>")
    number = HOSTILE.index("9 dead")
    claim = TollClaim(id="feedfacefeed", rule="test", reading_confidence=0.2, harm="killed", quote=Span(text=HOSTILE, start=0, end=len(HOSTILE)),
                      count=Count(low=9, high=9, text="9", start=number, end=number + 1), incident="1")  # fmt: skip
    list(add(book, [Done(article=article, outcome=Reading(article=article.id, claims=(claim,)), where="test")]))
    (key,) = (k.key for k in book.kept(sources=[article.id]))
    send(ada, "/decide", verb="reject", about=claim.id, why="<script>alert(3)</script>", next="/queue")
    for address in (f"/article/{key}", "/queue", "/queue?kind=pairs", "/queue?kind=disagreements"):
        page = ada.get(address).text
        for bad in ("<script>alert", "<img src=x", '<b>"x"', "<i>out", "49 were killed"):
            assert bad not in page, (address, bad)
    page = ada.get(f"/article/{key}").text
    assert "&lt;script&gt;alert(1)" in page
    # the form gives the quote back so that nothing has changed
    assert send(ada, "/decide", about=claim.id, **form_of(page, claim.id) | {"why": "x"}).status_code == 400


def test_the_pages_hold_no_script_or_style_of_their_own(ada):
    for address in ("/queue", "/queue?kind=pairs", "/help", "/article/mirror-1"):
        page = ada.get(address)
        assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:", page.text), address
        assert "'unsafe" not in page.headers["content-security-policy"]


def test_a_token_is_in_every_form_that_changes_anything(ada):
    for address in ("/queue", "/queue?kind=pairs", "/article/mirror-1", "/help"):
        page = ada.get(address).text
        forms = re.findall(r'<form method="post".*?</form>', page, flags=re.DOTALL)
        assert forms, address
        assert all(f'name="_csrf_token" value="{token_of(ada)}"' in f for f in forms), address
