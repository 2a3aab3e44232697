"""In what language is this text? Asked so that a Spanish report is named as one, and never misread.

The reader knows English. Its rules find figures in a Spanish report, too ("30
soldados"), and would get them wrong without a word of warning. So every text is
looked at first: by its script, then by the little words no text can do without.
No model and no network; the same text always gives the same answer.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

# The words are data for linguists, beside the other languages' files; this layer stands below `lang` and reads the file itself.
_WORDS_FILE = Path(__file__).parent.parent / "lang" / "other" / "languages.toml"
_SAMPLE = 20_000
_ENOUGH = 30
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)?")
_SCRIPTS = {
    "ARABIC": "ar", "CYRILLIC": "ru", "GREEK": "el", "HEBREW": "he", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja",
    "HANGUL": "ko", "THAI": "th", "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "GUJARATI": "gu",
    "GURMUKHI": "pa", "ETHIOPIC": "am", "ARMENIAN": "hy", "GEORGIAN": "ka", "MYANMAR": "my", "KHMER": "km", "SINHALA": "si",
    "MALAYALAM": "ml", "KANNADA": "kn", "LAO": "lo", "TIBETAN": "bo", "THAANA": "dv",
}  # fmt: skip
# Letters that one language of a script has and its better-known neighbours lack.
_LETTERS = (
    ("ARABIC", "ٹڈڑےں", "ur"), ("ARABIC", "ځټډړښږۍې", "ps"), ("ARABIC", "ڵۆێڕ", "ckb"), ("ARABIC", "پچژگ", "fa"),
    ("CYRILLIC", "іїєґІЇЄҐ", "uk"), ("CYRILLIC", "ђћљњџЂЋЉЊЏ", "sr"), ("CYRILLIC", "әғқңөұүһӘҒҚҢӨҰҮҺ", "kk"),
)  # fmt: skip
_NAMES = {
    "ar": "Arabic", "ru": "Russian", "el": "Greek", "he": "Hebrew", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "th": "Thai",
    "hi": "Hindi", "bn": "Bengali", "ta": "Tamil", "te": "Telugu", "gu": "Gujarati", "pa": "Punjabi", "am": "Amharic", "hy": "Armenian",
    "ka": "Georgian", "my": "Burmese", "km": "Khmer", "si": "Sinhala", "ml": "Malayalam", "kn": "Kannada", "lo": "Lao", "bo": "Tibetan",
    "dv": "Dhivehi", "ur": "Urdu", "ps": "Pashto", "ckb": "Kurdish", "fa": "Persian", "uk": "Ukrainian", "sr": "Serbian", "kk": "Kazakh",
    "und": "another language than English",
}  # fmt: skip


@functools.cache
def _rules() -> tuple[tuple[str, str, frozenset[str]], ...]:
    rules = tomllib.loads(_WORDS_FILE.read_text("utf-8"))["rule"]
    return tuple((rule["language"], rule["name"], frozenset(rule["words"])) for rule in rules)


def _by_script(sample: str) -> str | None:
    """The language of a text most of whose letters are not Latin; `None` for a Latin one."""
    letters = [char for char in sample if char.isalpha()]
    if not letters:
        return None
    other = [char for char in letters if ord(char) > 0x36F]
    # Half: an English report that quotes a line of Arabic stays English.
    if len(other) < 0.5 * len(letters):
        return None
    scripts = Counter(unicodedata.name(char, "").split(" ")[0] for char in other)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > 0.05 * len(other):
        return "ja"
    known = [(count, script) for script, count in scripts.items() if script in _SCRIPTS]
    if not known:
        return None
    script = max(known)[1]
    for of, marks, language in _LETTERS:
        if of == script and sum(char in marks for char in other) >= max(1, 0.01 * len(other)):
            return language
    return _SCRIPTS[script]


def _words(sample: str) -> list[str]:
    """The tokens that can speak for a language, lowered.

    In running text a foreign article inside a name has a capital ("Los
    Angeles", "El Paso") or stands between capitals ("Ciudad del Este", "Rio de
    Janeiro"), and says nothing of the language around it.
    """
    tokens = list(_TOKEN.finditer(sample))
    lower = [match.group()[0].islower() for match in tokens]
    words: list[str] = []
    if sum(lower) < 0.3 * len(tokens):
        return [match.group().lower() for match in tokens]
    for i, match in enumerate(tokens):
        inside = 0 < i < len(tokens) - 1 and not lower[i - 1] and not lower[i + 1]
        if lower[i]:
            words.append(f"~{match.group()}" if inside else match.group())
        else:
            words.append("^" + match.group().lower())
    return [word.replace("’", "'") for word in words]


def detect(text: str) -> str | None:
    """Name the language of a text, or say that it cannot be told.

    A false alarm costs an English report all of its claims, so another language
    is named only on plain evidence: most letters of another script, several of a
    language's own little words with hardly an English one beside them, or a text
    of some length without English ones.

    Args:
        text: An article's text; the first 20,000 characters are looked at.

    Returns:
        An ISO 639 code ("en", "es", "ar"; "und" for a language that is not known
        here but not English), or `None` where the words do not tell
        (very short texts, lists of names, languages not known here).

    Example:
        >>> detect("The mayor of San Juan del Río was shot dead.")
        'en'
        >>> detect("Diez vecinos murieron en el ataque, según la alcaldía.")
        'es'
        >>> detect("Idlib, 1999") is None
        True
    """
    sample = text[:_SAMPLE]
    script = _by_script(sample)
    if script is not None:
        return script
    words = _words(sample)
    if not words:
        return None
    english = next(known for language, _, known in _rules() if language == "en")
    # A capital does not make an English word a name ("Gunmen killed"), and a name's middle says nothing either way.
    for_english = sum(word.lstrip("^~") in english for word in words)
    scores = {language: sum(word in known for word in words) for language, _, known in _rules() if language != "en"}
    best = max(scores, key=lambda language: (scores[language], language))
    distinct = len({word for word in words if word in _set(best)})
    # Two and a half to one: "in", "was", "man", "fire", "no" are words of other languages as well.
    plain = scores[best] >= max(3, 0.15 * len(words)) and distinct >= 3 and scores[best] > 2.5 * for_english
    # In capitals a name's own little words can't be told from the sentence's, so a few of them prove nothing there.
    running = sum(word[0] not in "^~" for word in words) if any(word[0] == "^" for word in words) else 0
    short = bool(running) and not for_english and distinct >= 2 and scores[best] >= 0.25 * len(words)
    if plain or short:
        return best
    # Two words of five are among these in English prose; a text of some length with hardly one is something else.
    if running >= _ENOUGH and for_english < 0.04 * running:
        return "und"
    return "en" if for_english else None


def _set(language: str) -> frozenset[str]:
    return next(known for of, _, known in _rules() if of == language)


def name_of(language: str) -> str:
    """A language's English name, for a sentence to the user; the code itself where it has none here.

    Example:
        >>> name_of("es"), name_of("ar"), name_of("xx")
        ('Spanish', 'Arabic', 'xx')
    """
    return next((name for of, name, _ in _rules() if of == language), _NAMES.get(language, language))


def note_of_other(text: str) -> str | None:
    """The sentence for the user where a text is plainly not English, else `None`.

    Example:
        >>> note_of_other("Mindestens zehn Menschen wurden bei dem Angriff getötet.")
        'The text seems to be in German; Tollbook reads English.'
    """
    language = detect(text)
    if language is None or language == "en":
        return None
    return f"The text seems to be in {name_of(language)}; Tollbook reads English."
