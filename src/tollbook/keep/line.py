"""The tolls of an incident at one moment after another, each reckoned from the one before.

Reckoning every moment anew costs the square of the reports. But an article is
arranged by itself, an origin's account is folded from its own, and only who is
whose (`whose`) and who is who (`know_victims`) is settled over all of them. So a
report more arranges the articles in which any of that changed, folds their
origins again, and settles the harms and groups of which an origin now says
something else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from tollbook.copies import Signature
from tollbook.extract.headline import behind
from tollbook.keep.whose import Claims, Whose
from tollbook.ledger import CopyLink, Kept
from tollbook.model import Toll, TollClaim, Victims
from tollbook.reconcile.account import Account, Finding, latest_of, weigh
from tollbook.reconcile.cells import add_up
from tollbook.reconcile.codebook import Codebook
from tollbook.reconcile.concession import kept_apart
from tollbook.reconcile.known import agreed, figure, repeated_in, unknown, with_victims
from tollbook.reconcile.sheet import Cell, Sheet, origins_of, sheet_of
from tollbook.reconcile.toll import cells_in_order, settled
from tollbook.reconcile.transition import died_since, single_death
from tollbook.reconcile.unclear import settle_unclear
from tollbook.text.sentences import Sentence, split

_Figure = tuple[object, ...]


class EntangledError(Exception):
    """Versions known at one moment share a claim, or repeat each other's by id: they cannot be reckoned one by one."""


class Line:
    """The tolls of one incident under one codebook, from moment to moment."""

    def __init__(self, kept: Mapping[str, Kept], links: Iterable[CopyLink], signatures: Mapping[str, Signature], codebook: Codebook) -> None:
        """Begin with nothing known; `kept` are the versions that are ever known, the rest is theirs."""
        self._kept, self._codebook = kept, codebook
        self._whose = Whose(kept, links, signatures)
        self._reported = {key: r.reported or "" for key, r in self._whose.printed.items()}
        self._known: Claims = {}
        self._times: Counter[str] = Counter()
        self._strangers: Counter[str] = Counter()
        self._own: dict[str, tuple[TollClaim, ...]] = {}
        self._held: dict[str, tuple[TollClaim, ...]] = {}
        self._home: dict[str, str] = {}
        self._alike: defaultdict[_Figure, dict[str, TollClaim]] = defaultdict(dict)
        self._asking: defaultdict[_Figure, Counter[str]] = defaultdict(Counter)
        self._agreed: dict[_Figure, Victims | None] = {}
        self._deaths: Counter[str] = Counter()
        self._died: dict[str, str] = {}
        self._apart: frozenset[str] = frozenset()
        self._sentences: dict[str, tuple[Sentence, ...]] = {}
        self._made_of: dict[str, object] = {}
        self._sheets: dict[str, Sheet] = {}
        self._accounts: defaultdict[Cell, defaultdict[str, dict[str, tuple[Account, ...]]]] = defaultdict(lambda: defaultdict(dict))
        self._latest: defaultdict[Cell, dict[str, Account]] = defaultdict(dict)
        self._plain: dict[Cell, Finding] = {}

    def at(self, claims: Claims) -> tuple[Toll, ...]:
        """The tolls of what is known at a moment.

        Args:
            claims: By version the claims that count; the same tuple as before where nothing changed.

        Raises:
            EntangledError: They cannot be reckoned version by version.
        """
        changed = {key for key in self._known.keys() | claims.keys() if self._known.get(key) is not claims.get(key)}
        self._untangle(changed, claims)
        again = self._whose.at(claims)
        self._known = dict(claims)
        again |= self._know(changed) | self._bury() | self._set_apart()
        touched: defaultdict[Cell, set[str]] = defaultdict(set)
        for key in changed | again:
            self._arrange(key, touched)
        for cell, origins in touched.items():
            self._settle(cell, origins)
        shot = frozenset(i for s in self._sheets.values() if s.shot for i in s.shot)
        fallen = frozenset(i for s in self._sheets.values() if s.fallen for i in s.fallen)
        plain = [self._plain[cell] for cell in cells_in_order(self._plain)]
        return tuple(f.toll for f in add_up(settle_unclear(plain, self._codebook, shot, fallen), self._codebook))

    def _untangle(self, changed: set[str], claims: Claims) -> None:
        for key in changed:
            for sign, own in ((-1, self._known.get(key, ())), (1, claims.get(key, ()))):
                ids = {c.id for c in own}
                strangers = {r for c in own if isinstance(c, TollClaim) for r in c.repeats} - ids
                for count, names in ((self._times, [c.id for c in own]), (self._strangers, strangers)):
                    for name in names:
                        count[name] += sign
        now = {c.id for key in changed for c in claims.get(key, ())}
        if any(self._times[i] > 1 for i in now) or any(times > 0 and self._times[i] > 0 for i, times in self._strangers.items()):
            raise EntangledError

    def _know(self, changed: set[str]) -> set[str]:
        """Who the people of bare figures are, see `know_victims`; gives the versions of which it changed for any claim."""
        stirred: set[_Figure] = set()
        for key in changed:
            for c in self._own.pop(key, ()):
                self._home.pop(c.id, None)
                if (f := figure(c)) is not None:
                    self._alike[f].pop(c.id, None)
                    self._asking[f][key] -= unknown(c)
                    stirred.add(f)
            self._held.pop(key, None)
        for key in sorted(changed & self._known.keys()):
            self._own[key] = own = tuple(c for c in self._known[key] if isinstance(c, TollClaim))
            for c in own:
                self._home[c.id] = key
                if (f := figure(c)) is not None:
                    self._alike[f][c.id] = c
                    self._asking[f][key] += unknown(c)
                    stirred.add(f)
        keys = changed & self._known.keys()
        for f in stirred:
            now = agreed(self._alike[f].values())
            if now != self._agreed.get(f):
                keys |= {key for key, times in self._asking[f].items() if times > 0}
            self._agreed[f] = now
        found = set()
        for key in keys:
            repeated = repeated_in(self._own[key])
            held = tuple(with_victims(c, agreed(repeated[c.id]) or self._agreed.get(figure(c) or (), None)) if unknown(c) else c for c in self._own[key])
            if held != self._held.get(key):
                self._held[key] = held
                self._deaths[key] = sum(single_death(c) for c in held)
                found.add(key)
        return found

    def _bury(self) -> set[str]:
        """Who was injured and has died; gives the versions of which it changed for any claim."""
        before = self._died
        alone = any(self._deaths[key] for key in self._held)
        every = [c for own in self._held.values() for c in own] if alone else []
        self._died = died_since(every, self._home, {c.id: self._reported[self._home[c.id]] for c in every}) if alone else {}
        return {self._home[i] for i in self._died.keys() | before.keys() if self._died.get(i) != before.get(i) and i in self._home}

    def _set_apart(self) -> set[str]:
        """What a party blamed concedes; gives the versions of which it changed for any claim."""
        if self._codebook.takes("conceded") != "apart":
            return set()
        before, self._apart = self._apart, kept_apart((c for own in self._held.values() for c in own), self._codebook)
        return {self._home[i] for i in before ^ self._apart if i in self._home}

    def _arrange(self, key: str, touched: defaultdict[Cell, set[str]]) -> None:
        """Arrange what a version says, if that changed; notes the harms, groups and origins of which it says anything, or did."""
        held = self._held.get(key, ()) if key in self._known else ()
        report = self._whose.printed[key]
        origins = origins_of(held, {c.id: msgspec.structs.replace(report, origin=self._whose.origin(c.id)) for c in held})
        made_of = tuple((c, origins[c.id], self._died.get(c.id), c.id in self._apart) for c in held)
        if made_of == self._made_of.get(key, ()):
            return
        self._made_of[key] = made_of
        old = self._sheets.pop(key, None)
        for cell, accounts in old.accounts.items() if old is not None else ():
            for a in accounts:
                self._accounts[cell][a.origin].pop(key, None)
                touched[cell].add(a.origin)
        if not held:
            return
        if key not in self._sentences:
            article = self._kept[key].article
            self._sentences[key] = behind(article, split(article.text))
        sheet = sheet_of(held, self._codebook, report, sentences=self._sentences[key], origins=origins, died=self._died, apart=self._apart)
        self._sheets[key] = sheet
        for cell, accounts in sheet.accounts.items():
            for origin in {a.origin for a in accounts}:
                self._accounts[cell][origin][key] = tuple(a for a in accounts if a.origin == origin)
                touched[cell].add(origin)

    def _settle(self, cell: Cell, origins: set[str]) -> None:
        """Fold the accounts of these origins again, and settle the harm and group if any now says something else."""
        latest = self._latest[cell]
        moved = False
        for origin in origins:
            now = latest_of(a for own in self._accounts[cell][origin].values() for a in own)
            moved |= now != latest.get(origin)
            if now is None:
                latest.pop(origin, None)
            else:
                latest[origin] = now
        if not latest:
            self._plain.pop(cell, None)
        elif moved:
            self._plain[cell] = settled(cell, weigh(latest.values()), self._codebook)
