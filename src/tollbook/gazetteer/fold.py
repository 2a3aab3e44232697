"""Names folded to the keys under which they are looked up.

One town is printed as "Saraqeb", "Sarāqib", "SARAQIB" and "al-Saraqeb"; the
index holds each name once, folded, and every look-up folds the same way.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "e", "þ": "th", "ħ": "h"}
)
_DROPPED = re.compile(r"[.'’‘`´ʼʻʾʿ“”\"‎‏]+")
_SPACED = re.compile(r"[\s\-‐‑–—/_,()]+")
_SHORT = {"saint": "st", "sainte": "st", "ste": "st", "mount": "mt", "fort": "ft"}
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|adh|ar|at|an|az|es|ed|ez|er|et|en)[\s\-‐‑’']+(?=\w{3})", re.IGNORECASE)


def fold(name: str) -> str:
    """The key of a name: no accents, no case, no apostrophes, hyphens as spaces.

    Args:
        name: A name in any script.

    Returns:
        The key; empty where nothing of the name is left.

    Example:
        >>> fold("Khān Yūnis") == fold("KHAN-YUNIS")
        True
        >>> fold("Saint Louis") == fold("St. Louis")
        True
    """
    plain = (
        name
        if name.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    )
    lowered = _DROPPED.sub("", plain.casefold().translate(_LETTERS))
    words = [_SHORT.get(w, w) for w in _SPACED.split(lowered) if w]
    return " ".join(words)


def without_article(name: str) -> str | None:
    """The name without a leading Arabic article, `None` where it has none.

    Transliterations keep or drop the article freely ("al-Bab", "Bab").

    Example:
        >>> without_article("al-Raqqa"), without_article("Alma")
        ('Raqqa', None)
    """
    bare, found = _ARTICLE.subn("", name, count=1)
    return bare if found else None
