"""Personal names: made one spelling, read aloud as pinyin, sorted.

Chinese names lose the spaces that people put in to line up columns (「雷 娟 燕」); names of minorities keep
their middle dot, Latin names their single spaces.
"""

import re
from functools import lru_cache
from typing import Final

from minqing.language.characters import is_chinese, tidy

_DOTS: Final = re.compile(r"\s*[·•‧∙・･●]\s*")
_DOT_BETWEEN_CHINESE: Final = re.compile(r"(?<=[\u3400-\u9fff])\s*\.\s*(?=[\u3400-\u9fff])")
_SPACE_AT_CHINESE: Final = re.compile(
    r"(?<=[\u3400-\u9fff〇\U00020000-\U0003ffff]) | (?=[\u3400-\u9fff〇\U00020000-\U0003ffff])"
)

# Surnames of two characters; anything else has one.
_COMPOUND: Final = (
    "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐司徒司空夏侯宇文长孙端木独孤南宫西门东郭百里呼延"
    "轩辕申屠太史钟离赫连澹台公冶宗政濮阳淳于单于闻人万俟鲜于闾丘公羊仲孙东门拓跋完颜纳兰第五"
    "微生梁丘左丘"
)
COMPOUND_SURNAMES: Final = frozenset(_COMPOUND[i : i + 2] for i in range(0, len(_COMPOUND), 2))
# How a character is said when it is a surname and otherwise not.
_SURNAME_SOUNDS: Final[dict[str, str]] = {
    "单": "shan", "解": "xie", "曾": "zeng", "仇": "qiu", "查": "zha", "朴": "piao", "任": "ren",
    "区": "ou", "盖": "ge", "翟": "zhai", "尉": "wei", "员": "yun", "纪": "ji", "缪": "miao",
    "乐": "yue", "华": "hua", "召": "shao", "种": "chong", "秘": "bi", "冼": "xian", "折": "she",
    "覃": "qin", "宓": "fu", "幺": "yao", "逄": "pang", "黑": "he", "重": "chong", "贾": "jia",
    "长": "chang", "石": "shi", "万": "wan", "葛": "ge", "哈": "ha", "那": "na", "薄": "bo",
    "柏": "bai", "过": "guo", "宁": "ning", "燕": "yan", "应": "ying", "卜": "bu", "车": "che",
    "隗": "wei", "郇": "xun", "郗": "xi", "晟": "cheng", "祭": "zhai", "洗": "xian", "撒": "sa",
    "尉迟": "yu chi", "长孙": "zhang sun", "万俟": "mo qi", "澹台": "tan tai", "单于": "chan yu",
    "鲜于": "xian yu", "淳于": "chun yu", "宗政": "zong zheng", "呼延": "hu yan", "令狐": "ling hu",
}  # fmt: skip


@lru_cache(maxsize=16384)
def _normalised(text: str) -> str:
    name = _DOTS.sub("·", tidy(text))
    name = _DOT_BETWEEN_CHINESE.sub("·", name)
    return _SPACE_AT_CHINESE.sub("", name)


def normalised_name(text: str) -> str:
    """The name in the one spelling under which it is kept and compared.

    Full-width letters become half-width, spaces beside Chinese characters go, other runs of spaces
    become one, every kind of middle dot becomes 「·」.
    """
    if text.isalpha() and min(text) >= "\u3400" and max(text) <= "\u9fff":
        return text  # the common case, and a million times a big import
    return _normalised(text)


def surname_of(name: str) -> str:
    """The surname of a Chinese name, one or two characters; the whole name where it is not Chinese."""
    known = normalised_name(name)
    if not known or not is_chinese(known[0]) or "·" in known:
        return known
    if len(known) > 2 and known[:2] in COMPOUND_SURNAMES:
        return known[:2]
    return known[:1]


@lru_cache(maxsize=16384)
def pinyin_of(name: str) -> str:
    """The name's sound in small Latin letters without tones, syllables parted by spaces.

    Surnames are said as surnames: 单 is shan, 解 is xie, 尉迟 is yu chi. ü is written v, as typed.
    """
    from pypinyin import Style, lazy_pinyin  # costs 0.1 s: only where somebody searches or sorts

    known = normalised_name(name)
    surname = surname_of(known)
    said = _SURNAME_SOUNDS.get(surname)
    given = known if said is None else known[len(surname) :]
    syllables = [said] if said else []
    for part in lazy_pinyin(given, style=Style.NORMAL, v_to_u=False):
        syllables.extend(part.replace("·", " ").lower().split())
    return " ".join(syllables)


def initials_of(name: str) -> str:
    """The first letters of the name's syllables, such as "ljy"."""
    return "".join(syllable[0] for syllable in pinyin_of(name).split())


def sort_key(name: str) -> tuple[str, str]:
    """By what a list of people is sorted: the sound, then the characters."""
    return pinyin_of(name), normalised_name(name)
