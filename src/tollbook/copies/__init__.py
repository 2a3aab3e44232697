"""Copies: which articles repeat another's words, and which of their claims are therefore not their own.

Forty outlets that print one agency's story are one witness. `sign` an article,
look up others by its `lookups`, `compare` the pairs; `families` tell which story
each article goes back to, and `first_printed` which claim was printed before.
All of it is a function of the articles: no order, no book, no clock.
"""

from tollbook.copies.compare import compare
from tollbook.copies.families import families
from tollbook.copies.signature import Signature, keys, lookups, sign
from tollbook.copies.standing import first_printed
from tollbook.reconcile.restated import Copied

__all__ = ["Copied", "Signature", "compare", "families", "first_printed", "keys", "lookups", "sign"]
