"""Deciding in a real browser, by keyboard alone: read, accept, correct, undo, add what was missed."""

from __future__ import annotations

import pytest

from made_desk import browser, demo_book, served
from tollbook.keep.effective import standing


@pytest.fixture(scope="module")
def chromium():
    with browser() as opened:
        yield opened


@pytest.fixture
def book(tmp_path):
    with demo_book(tmp_path) as made:
        yield made


@pytest.fixture
def desk(book, chromium):
    """A page of the desk; anything that the console says against it fails the test."""
    with served(book) as address:
        context = chromium.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        wrong = []
        page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrong.append(str(e)))
        page.set_default_timeout(10_000)
        page.base, page.wrong = address, wrong
        yield page
        context.close()
    assert wrong == []


def named(page, name="Ada"):
    page.goto(page.base + "/help")
    page.locator("#by").fill(name)
    page.keyboard.press("Enter")
    page.locator("#who", has_text=name).wait_for()


def verbs(book):
    return [d.verb for d in standing(book.decisions())]


def settled(page):
    """The page after a decision has come and stands."""
    page.locator("#flash").wait_for()
    return page.locator("#flash").inner_text()


def claim_of(book, article):
    return next(c for c in next(iter(book.kept(sources=[article]))).reading.claims if c.__struct_config__.tag == "toll")


def test_the_queue_by_keyboard_alone(desk, book):
    named(desk)
    desk.keyboard.press("g")
    desk.keyboard.press("q")
    desk.wait_for_url("**/queue")
    first = desk.locator("#item").get_attribute("data-claim")
    assert desk.locator("mark").first.is_visible()
    desk.keyboard.press("a")
    assert settled(desk) == "Kept: accept by Ada."
    second = desk.locator("#item").get_attribute("data-claim")
    assert second != first
    assert desk.evaluate("document.activeElement.id") == "item"
    desk.locator("#said", has_text="Kept: accept").wait_for(state="attached")
    desk.keyboard.press("s")
    desk.wait_for_url("**skip=**")
    third = desk.locator("#item").get_attribute("data-claim")
    assert third not in (first, second)
    desk.keyboard.press("x")
    assert "reject" in settled(desk)
    assert [(d.verb, d.claim.claim) for d in standing(book.decisions())] == [("accept", first), ("reject", third)]
    desk.keyboard.press("z")
    desk.locator("#flash", has_text="Taken back: reject").wait_for()
    desk.keyboard.press("z")
    desk.locator("#flash", has_text="Taken back: accept").wait_for()
    assert verbs(book) == []


def test_a_correction_by_keyboard_keeps_the_place(desk, book):
    claim = claim_of(book, "mirror-1")
    named(desk)
    desk.goto(f"{desk.base}/article/mirror-1#c-{claim.id}")
    row = desk.locator(f"#c-{claim.id}")
    assert desk.evaluate("document.activeElement.id") == f"c-{claim.id}"
    assert "on" in desk.locator(f'mark[data-claims~="{claim.id}"]').first.get_attribute("class")
    desk.keyboard.press("e")
    row.locator("[name=low]").fill("31")
    row.locator("[name=high]").fill("31")
    row.locator("form [name=why]").last.fill("the second edition says so")
    desk.keyboard.press("Control+Enter")
    assert settled(desk) == "Kept: correct by Ada (low 31, high 31)."
    assert row.locator(".figure").first.inner_text() == "31"
    assert desk.evaluate("document.activeElement.id") == f"c-{claim.id}"
    made = standing(book.decisions())
    assert [(d.verb, d.changes) for d in made] == [("correct", {"low": 31, "high": 31})]
    desk.keyboard.press("z")
    desk.locator("#flash", has_text="Taken back").wait_for()
    assert verbs(book) == []


def test_a_missed_claim_is_added_by_keyboard_and_keys_never_act_while_typing(desk, book):
    named(desk)
    desk.goto(f"{desk.base}/article/mirror-1")
    desk.keyboard.press("n")
    assert desk.evaluate("document.activeElement.name") == "quote"
    desk.keyboard.type("none of them in danger of their lives")
    assert verbs(book) == []
    desk.keyboard.press("Tab")
    desk.keyboard.type("inj")
    for value in ("36", "36"):
        desk.keyboard.press("Tab")
        desk.keyboard.type(value)
    for _ in range(4):
        desk.keyboard.press("Tab")
    desk.keyboard.type("as in the print edition")
    desk.keyboard.press("Enter")
    settled(desk)
    (made,) = standing(book.decisions())
    assert (made.verb, made.changes["harm"], made.changes["low"]) == ("add", "injured", 36)
    assert desk.locator("li[data-claim]", has_text="in danger of their lives").locator(".chip.added").count() == 1


def test_words_that_do_not_stand_in_the_text_are_refused_and_what_was_typed_stays(desk, book):
    named(desk)
    desk.goto(f"{desk.base}/article/mirror-1")
    desk.keyboard.press("n")
    desk.keyboard.type("Four hundred died")
    desk.locator("#missed [name=why]").fill("a guess")
    desk.keyboard.press("Enter")
    desk.locator("#problem", has_text="does not stand in article").wait_for()
    assert desk.locator("#missed [name=quote]").input_value() == "Four hundred died"
    assert verbs(book) == []
    # the browser itself notes every refusal in its console
    assert [w for w in desk.wrong if "400" not in w] == []
    desk.wrong.clear()


def test_a_refusal_leaves_the_page_and_its_keys_as_they_were(desk, book):
    named(desk)
    desk.goto(f"{desk.base}/article/mirror-1")
    desk.locator("[data-claim]").first.focus()
    desk.keyboard.press("a")
    settled(desk)
    for said in ("Taken back", "Nothing that Ada decided is left", "Nothing that Ada decided is left"):
        desk.keyboard.press("z")
        desk.locator("#flash, #problem", has_text=said).wait_for()
        desk.wait_for_timeout(200)
        assert desk.url == f"{desk.base}/article/mirror-1"
        assert desk.locator("#who input[name=next]").first.get_attribute("value") == "/article/mirror-1"
    desk.locator("[data-claim]").first.focus()
    desk.keyboard.press("x")
    assert settled(desk).startswith("Kept: reject")
    assert verbs(book) == ["reject"]
    assert [w for w in desk.wrong if "400" not in w] == []
    desk.wrong.clear()


def test_words_selected_in_the_text_fill_the_field_that_had_the_focus(desk):
    desk.goto(f"{desk.base}/article/mirror-1")
    desk.keyboard.press("n")
    desk.locator("#missed [name=speaker]").focus()
    words = desk.evaluate("""() => {
        const mark = document.querySelector('#text mark'), range = document.createRange();
        range.selectNodeContents(mark); getSelection().removeAllRanges(); getSelection().addRange(range);
        document.getElementById('text').dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
        return mark.textContent;
    }""")
    desk.wait_for_function("document.querySelector('#missed [name=speaker]').value !== ''")
    assert desk.locator("#missed [name=speaker]").input_value() == " ".join(words.split())


def test_hover_links_a_claim_with_its_words_both_ways(desk, book):
    claim = claim_of(book, "mirror-1")
    desk.goto(f"{desk.base}/article/mirror-1")
    mark = desk.locator(f'mark[data-claims~="{claim.id}"]').first
    desk.locator(f"#c-{claim.id}").hover()
    assert "on" in mark.get_attribute("class")
    mark.hover()
    assert "on" in desk.locator(f"#c-{claim.id}").get_attribute("class")
    mark.click()
    assert desk.evaluate("document.activeElement.id").startswith("c-")


def test_pairs_are_answered_by_keyboard(desk, book):
    named(desk)
    desk.goto(f"{desk.base}/queue?kind=pairs")
    desk.keyboard.press("d")
    assert settled(desk).startswith("Kept: different")
    assert verbs(book) == ["different"]


def test_help_opens_over_any_page_and_closes(desk):
    desk.goto(desk.base + "/")
    desk.keyboard.press("?")
    assert desk.locator("dialog#keys").is_visible()
    desk.keyboard.press("g")
    desk.keyboard.press("q")
    desk.keyboard.press("Escape")
    assert not desk.locator("dialog#keys").is_visible()
    assert desk.url == desk.base + "/"
    desk.keyboard.press("j")
    assert desk.evaluate("document.activeElement.tagName") == "A"
    first = desk.evaluate("document.activeElement.href")
    desk.keyboard.press("j")
    desk.keyboard.press("k")
    assert desk.evaluate("document.activeElement.href") == first


def test_without_a_name_the_decision_waits_for_one(desk):
    desk.goto(desk.base + "/queue")
    desk.keyboard.press("a")
    desk.get_by_role("heading", name="Who decides?").wait_for()
    assert desk.evaluate("document.activeElement.name") == "by"
    desk.keyboard.type("Ben")
    desk.keyboard.press("Enter")
    assert settled(desk) == "Kept: accept by Ben."
    assert "Ben" in desk.locator("#who").inner_text()


def test_a_decision_works_without_scripts(chromium, book):
    with served(book) as address:
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(address + "/queue")
        page.get_by_role("button", name="Unsure").click()
        page.get_by_label("Your name", exact=True).fill("Cem")
        page.get_by_role("button", name="Keep the decision").click()
        assert page.locator("#flash").inner_text() == "Kept: unsure by Cem."
        context.close()
    assert verbs(book) == ["unsure"]
