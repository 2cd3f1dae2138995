"""Search words: bigrams of Chinese text for PostgreSQL's `simple` configuration, and finding a person.

Trigram indexes miss two-character words, the commonest kind (漏水). So a text is stored as the pairs of
neighbouring characters, and a query asks for its own pairs as a phrase.
"""

import re
from collections.abc import Sequence
from typing import Final

from minqing.language.characters import half_width, is_chinese
from minqing.language.names import initials_of, normalised_name, pinyin_of

_WORD: Final = re.compile(r"[0-9a-z]+")
_DIGITS: Final = re.compile(r"\d{4,}")


def _runs(text: str) -> list[tuple[bool, str]]:
    """The text's runs of Chinese characters (True) and words of Latin letters and digits (False)."""
    runs: list[tuple[bool, str]] = []
    plain = half_width(text).lower()
    position = 0
    while position < len(plain):
        if is_chinese(plain[position]):
            end = position
            while end < len(plain) and is_chinese(plain[end]):
                end += 1
            runs.append((True, plain[position:end]))
            position = end
        elif word := _WORD.match(plain, position):
            runs.append((False, word.group()))
            position = word.end()
        else:
            position += 1
    return runs


def bigrams(text: str) -> list[str]:
    """The pairs of neighbouring characters in order; a lone character and a Latin word are kept whole."""
    pairs: list[str] = []
    for chinese, run in _runs(text):
        if chinese and len(run) > 1:
            pairs.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            pairs.append(run)
    return pairs


def search_document(text: str) -> str:
    """What `to_tsvector('simple', …)` is to be given for a text.

    Behind each run's pairs its last character stands alone, so that one character is found by prefix
    wherever it is.
    """
    words: list[str] = []
    for chinese, run in _runs(text):
        if chinese and len(run) > 1:
            words.extend(run[i : i + 2] for i in range(len(run) - 1))
            words.append(run[-1])
        else:
            words.append(run)
    return " ".join(words)


def search_query(text: str) -> str:
    """What `to_tsquery('simple', …)` is to be given for what someone typed; "" finds nothing.

    Each run is a phrase of its pairs; all runs must be there. A lone character and the last Latin word
    are prefixes. Only letters, digits and Chinese characters pass, so no operator can be smuggled in.
    """
    parts: list[str] = []
    for chinese, run in _runs(text):
        if chinese and len(run) > 1:
            parts.append(" <-> ".join(run[i : i + 2] for i in range(len(run) - 1)))
        else:
            parts.append(f"{run}:*")
    return " & ".join(f"({part})" if " <-> " in part else part for part in parts)


def matches_person(query: str, *, name: str, phones: Sequence[str] = ()) -> bool:
    """Whether what someone typed means this person.

    One to three characters of the name, its pinyin from the beginning (with or without spaces), its
    initials, or the last four (or more) digits of a telephone.
    """
    wanted = normalised_name(query)
    if not wanted:
        return False
    plain = half_width(wanted).lower()
    if plain.replace("-", "").replace(" ", "").isdigit():
        digits = plain.replace("-", "").replace(" ", "")
        return bool(_DIGITS.fullmatch(digits)) and any(
            re.sub(r"\D", "", half_width(phone)).endswith(digits) for phone in phones
        )
    known = normalised_name(name)
    if any(is_chinese(character) for character in wanted):
        return wanted in known
    squeezed = plain.replace(" ", "")
    if squeezed in known.lower().replace(" ", ""):
        return True
    return pinyin_of(known).replace(" ", "").startswith(squeezed) or initials_of(known).startswith(squeezed)


def matches_address(query: str, *, courtyard: str, unit: str = "") -> bool:
    """Whether what someone typed means this home or its courtyard.

    Every word typed stands in the address, spaces aside; one that begins with a digit does not begin within a
    number: "57" is 「57号院」 and not 「157号院」.
    """
    place = " ".join(part for part in map(_squeezed, (courtyard, unit)) if part)
    words = half_width(query).lower().split() if normalised_name(query) else []
    return bool(place and words) and all(_stands_in(place, word) for word in words)


def _squeezed(text: str) -> str:
    return half_width(text).lower().replace(" ", "")


def _stands_in(place: str, word: str) -> bool:
    starts_with_digit = word[0].isdigit()
    start = place.find(word)
    while start > 0 and starts_with_digit and place[start - 1].isdigit():
        start = place.find(word, start + 1)
    return start >= 0
