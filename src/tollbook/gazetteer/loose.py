"""Spellings of one name that differ only by transliteration.

Arabic, Persian, Pashto and Cyrillic names reach English papers in many coats:
"Paktya" and "Paktiya", "Deir Ezzor" and "Deir ez-Zor", "Khugyani" and
"Khogyani". Where a name is in no list, and only one place of the country is
called the same in another coat, it is that place.
"""

from __future__ import annotations

import re

# Longer spellings of one sound first; what follows must not undo them.
_SOUNDS = (
    ("kh", "h"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("zh", "z"),
    ("dj", "j"),
    ("ts", "s"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("ai", "i"),
    ("ay", "i"),
    ("ie", "i"),
    ("aw", "au"),
    ("ow", "au"),
    ("o", "u"),
    ("y", "i"),
    ("e", "i"),
    ("q", "k"),
    ("c", "k"),
    ("w", "v"),
)
_ARTICLES = re.compile(r"\b(?:al|el|ul|as|ash|ad|ar|at|an|az|ez|es|i|e)\b")
# "Ezzor": the article grown together with the name.
_JOINED = re.compile(r"\b[ae](?=([dnrstz])\1)")
_DOUBLE = re.compile(r"(.)\1+")
# Shorter than this nothing is left to tell two names apart.
LEAST = 5
# The least letters of a name in which a slip is looked for.
SLIPPED = 6


def loose(key: str) -> str:
    """What a folded name has in common with its other spellings; empty where too little is left.

    Args:
        key: A name after `fold`.

    Example:
        >>> loose("deir ezzor") == loose("deir ez zor"), loose("khugyani") == loose("khogyani")
        (True, True)
        >>> loose("paktya") == loose("paktiya"), loose("paktia") == loose("paktika")
        (True, False)
    """
    plain = _JOINED.sub("", _ARTICLES.sub("", key)).replace(" ", "")
    for spelling, sound in _SOUNDS:
        plain = plain.replace(spelling, sound)
    plain = _DOUBLE.sub(r"\1", plain)
    plain = re.sub(r"h\b|(?<=[aeiu])h(?=[^aeiu])", "", plain).removesuffix("a")
    return plain if len(plain) >= LEAST - 1 and len(key) >= LEAST else ""


def slips(key: str) -> list[str]:
    """The names of which this may be a slip: neighbours swapped, one letter left out, one too many; the first is kept.

    A letter taken for another is no slip here: that tells two villages apart.

    Args:
        key: A name after `fold`.

    Example:
        >>> "kandahar" in slips("kahndahar"), "guwahati" in slips("guwahti"), "paktia" in slips("paktika"), slips("herta")
        (True, True, True, [])
    """
    if not SLIPPED <= len(key) <= 20 or " " in key:
        return []
    swapped = {key[:n] + key[n + 1] + key[n] + key[n + 2 :] for n in range(1, len(key) - 1)}
    longer = {key[:n] + key[n + 1 :] for n in range(1, len(key))} if len(key) > SLIPPED else set()
    shorter = {key[:n] + letter + key[n:] for n in range(1, len(key) + 1) for letter in "abcdefghijklmnopqrstuvwxyz"}
    return sorted((swapped | longer | shorter) - {key})
