"""Replay takes the scores that the book keeps only for pairs that stand today as they stood then."""

from __future__ import annotations

import msgspec

from made_desk import demo_book
from tollbook.keep.effective import standing
from tollbook.keep.grouping import group_afresh, wishes
from tollbook.keep.looking import _scored
from tollbook.ledger import AsOf
from tollbook.model import When


def test_what_was_known_is_grouped_as_if_nothing_had_been_scored(tmp_path):
    with demo_book(tmp_path) as book, book.read() as view:
        wish = wishes(standing(view.decisions()))
        for time in sorted({x.reported_from for x in view.tellings()}):
            tellings = [x.telling for x in view.tellings(as_of=AsOf(clock="reported", time=time))]
            scored, copies = _scored(view, tellings), view.copies({t.key for t in tellings})
            assert group_afresh(tellings, wish, copies, scored=scored) == group_afresh(tellings, wish, copies)
        assert scored, "the last hour has pairs whose scores are kept"
        pair = next(iter(scored))
        then = [msgspec.structs.replace(t, when=When(from_="1999-01-01", to="1999-01-01")) if t.id == pair[0] else t for t in tellings]
        assert not any(pair[0] in p for p in _scored(view, then)), "what was told otherwise then is scored anew"
