"""Addresses: read into the courtyard (院, 楼, 门) and the dwelling in it, in one spelling.

The courtyard is the method's unit of visiting: a hutong courtyard, an apartment building, or one entrance
of it. 「民安小区 2楼2门601」 and 「民安小区2号楼2单元601室」 are one home; 「九道湾东巷57号」 and 「57号院」
are one courtyard.
"""

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from minqing.language.characters import tidy

CourtyardKind = Literal["courtyard", "building", "entrance"]


class Address(NamedTuple):
    """Where a home is.

    `courtyard` is the display name, `building` the display name of the building an entrance is part of (else
    ""), `dwelling` the label of the home in the courtyard ("" where the address names none). The keys are
    equal exactly where places are the same. `numbered` is False where the address has no house number and its
    own text is the courtyard.
    """

    kind: CourtyardKind
    courtyard: str
    building: str
    dwelling: str
    courtyard_key: str
    dwelling_key: str
    numbered: bool

    def text(self) -> str:
        """The whole address in one spelling; `read_address` reads it back to the same."""
        return f"{self.courtyard} {self.dwelling}" if self.dwelling else self.courtyard


_N: Final = r"[0-9]+|[一二三四五六七八九十]{1,3}"
_LETTERED: Final = r"[0-9]+[a-z]?|[a-z][0-9]*|[甲乙丙丁戊东西南北][0-9]*|[一二三四五六七八九十]{1,3}"
_PREFIX: Final = re.compile(
    r"^(?:北京市?)?(?:东城区|西城区)?(?:[\u3400-\u9fff]{2,8}街道(?:办事处)?)?(?:[\u3400-\u9fff]{2,8}社区(?=[\u3400-\u9fff]))?"
)
_GAP: Final = r"[ ,\-—、]*"
_BUILDING: Final = re.compile(
    rf"(?P<place>.*?[^0-9a-z]|){_GAP}(?P<building>{_LETTERED}){_GAP}(?:号楼|栋|幢|座|#楼|楼(?!房|胡同|巷|街|路|大街|前|后|里|园|小区))"
    rf"(?:{_GAP}(?P<entrance>{_LETTERED}){_GAP}(?:单元|门(?!牌)))?"
    rf"{_GAP}(?P<home>.*)"
)
_DASHED: Final = re.compile(
    r"(?P<place>.*[\u3400-\u9fff]) ?(?P<building>[0-9]+[a-z]?)[\-—](?:(?P<entrance>[0-9]+)[\-—])"
    r"(?P<home>[0-9]{3,4}[a-z]?)(?:室|号)?"
)
_HUTONG: Final = re.compile(
    rf"(?P<place>.*?[^0-9甲乙丙丁a-z]){_GAP}(?:门牌)?(?P<number>(?:甲|乙|丙|丁)?[0-9]+(?:[a-z]|甲|乙|丙|丁)?(?:[\-—]\d+(?=号))?)"
    rf" ?(?:号(?:旁门|院|大院)?|院)(?!楼){_GAP}(?P<home>.*)"
)
_ONLY_NUMBER: Final = re.compile(r"(?P<place>.*?[^0-9a-z甲乙丙丁\- ]) ?(?P<number>[0-9]+[a-z]?)")
_HOME_ENTRANCE: Final = re.compile(rf"(?P<entrance>{_LETTERED}) ?(?:单元|门(?!牌)){_GAP}(?P<home>.*)")
_HOME_DASHED: Final = re.compile(r"(?P<entrance>[0-9]{1,2})[\-—](?P<home>[0-9]{3,4}[a-z]?)(?:室|号|房)*")
_HOME_END: Final = re.compile(r"(?<=[0-9a-z一二三四五六七八九十])(?:号?房间?|室|号|户|#)+$")
_REMARK: Final = re.compile(r"\([^)]*\)?")
_BLANK: Final = frozenset(("-", "--", "/", "无", "不详", "未知", "n/a", "none", "null"))
_CHINESE_DIGITS: Final[dict[str, int]] = {
    digit: value for value, digit in enumerate("一二三四五六七八九", start=1)
}


def number_of(text: str) -> str:
    """A house number in one spelling: "０3" and "三" are "3", "12a" is "12A", 「甲3」 stays 「甲3」."""
    if text.isdigit():
        return str(int(text)) if text.isascii() else text
    if text and all(character in "一二三四五六七八九十" for character in text):
        tens, ten, ones = text.partition("十")
        if not ten:
            return "".join(str(_CHINESE_DIGITS[digit]) for digit in tens)
        if len(tens) <= 1 and len(ones) <= 1 and "十" not in ones:
            return str(_CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0))
    return re.sub(r"(?<!\d)0+(?=\d)", "", text).upper()


def _home_label(text: str) -> str:
    """The home in one spelling: 「403室」, 「403」 and 「403号房」 are "403"; words such as 「北房」 stay."""
    label = text.strip(" ,-—、")
    if label.isdigit() and label.isascii():
        return str(int(label))
    label = _HOME_END.sub("", label).strip(" ,-—、")
    return number_of(label) if label else ""


def _place(text: str) -> str:
    """The lane's or estate's name without the district before it and without spaces."""
    bare = text.strip(" ,-—、").replace(" ", "") if not text.isascii() else text.strip(" ,-—、")
    shorter = _PREFIX.sub("", bare)
    return shorter or bare


def _made(kind: CourtyardKind, courtyard: str, building: str, home: str, numbered: bool = True) -> Address:
    dwelling = _home_label(home)
    key = courtyard.lower().replace(" ", "")
    return Address(kind, courtyard, building, dwelling, key, f"{key}|{dwelling.lower()}", numbered)


def _of_building(place: str, building: str, entrance: str | None, home: str) -> Address:
    number = number_of(building)
    name = f"{_place(place)}{number}{'座' if number.isascii() and number.isalpha() else '号楼'}"
    if entrance is None and (inside := _HOME_ENTRANCE.fullmatch(home) or _HOME_DASHED.fullmatch(home)):
        entrance, home = inside.group("entrance"), inside.group("home")
    if entrance is None:
        return _made("building", name, "", home)
    return _made("entrance", f"{name}{number_of(entrance)}单元", name, home)


@lru_cache(maxsize=16384)
def read_address(text: str) -> Address | None:
    """The address in one spelling, or None where the text is blank.

    Read are 「…N号楼M单元H室」 (also 「N楼M门H」, 「N-M-H」, 栋, 幢, 座) and 「…N号院H号」 (also 「N号H」,
    「N号院 H号房」). Bracketed remarks are left out. What has no house number is a courtyard under its own
    text, with no dwelling: nothing is guessed.
    """
    tidied = _REMARK.sub("", tidy(text)).strip()
    plain = tidied.lower()
    if not plain or plain in _BLANK:
        return None
    found = _structured(plain)
    # A reading that its own text does not lead back to is none: the register must read what it wrote.
    if found is not None and _structured(found.text().lower()) == found:
        return found
    key = plain.replace(" ", "")
    return Address("courtyard", tidied, "", "", key, f"{key}|", False)


def _structured(plain: str) -> Address | None:
    """The address of a text with a house number, or None."""
    if match := _BUILDING.fullmatch(plain) or _DASHED.fullmatch(plain):
        return _of_building(match["place"], match["building"], match["entrance"], match["home"])
    if match := _HUTONG.fullmatch(plain):
        courtyard = f"{_place(match['place'])}{number_of(match['number'])}号院"
        return _made("courtyard", courtyard, "", match["home"])
    if match := _ONLY_NUMBER.fullmatch(plain):
        return _made("courtyard", f"{_place(match['place'])}{number_of(match['number'])}号院", "", "")
    return None


@lru_cache(maxsize=16384)
def join_address(*parts: str) -> str:
    """Address columns of one row (estate or lane, building, entrance, door) as one text, blanks left out.

    A later part that repeats what stands before it is taken for the whole.
    """
    joined = ""
    for part in parts:
        piece = part.strip()
        if not piece:
            continue
        if joined and piece.replace(" ", "").startswith(joined.replace(" ", "")):
            joined = piece
        else:
            joined = f"{joined} {piece}" if joined else piece
    return joined


class AddressCells(NamedTuple):
    """The address columns of one row, each as text, "" where the sheet has no such column or says nothing."""

    courtyard: str = ""
    address: str = ""
    building: str = ""
    entrance: str = ""
    dwelling: str = ""


@lru_cache(maxsize=16384)
def read_address_cells(cells: AddressCells) -> Address | None:
    """The address that a row's columns tell together, or None where they name no place.

    A bare number in a building's or entrance's column gets its unit. A door that the address repeats is
    said once. A door alone is no address.
    """
    place = join_address(cells.courtyard, cells.address)
    if cells.building:
        place = join_address(place, _with_unit(cells.building, "号楼"))
    if cells.entrance:
        place = join_address(place, _with_unit(cells.entrance, "单元"))
    found = read_address(place)
    if found is None or not cells.dwelling or not (cells.courtyard or cells.address or cells.building):
        return found if cells.courtyard or cells.address or cells.building else None
    if found.dwelling and found.dwelling == _home_label(tidy(cells.dwelling).lower()):
        return found
    return read_address(join_address(place, cells.dwelling))


def _with_unit(text: str, unit: str) -> str:
    return f"{text}{unit}" if text.isascii() else text
