"""Why a row was refused or needs a look: a key with its particulars, and the sentence in two languages."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

Language = Literal["en", "zh"]


class Note(NamedTuple):
    """A reason or warning: its key and the particulars that its sentence names, as (name, value) pairs."""

    key: str
    params: tuple[tuple[str, str], ...] = ()


def note(key: str, **params: object) -> Note:
    """A note with its particulars."""
    return Note(key, tuple((name, str(value)) for name, value in params.items()))


# key: (English, Chinese). Placeholders are the names of the particulars.
_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    # A sheet that cannot be read at all.
    "no_header": (
        "No header row was found: no row names columns such as name and address.",
        "没有找到表头：没有一行写着“姓名”“住址”这样的列名。",
    ),
    "no_name_column": (
        "No column was recognised as the name. Choose it in the list of columns.",
        "没有认出姓名列，请在列表里指定。",
    ),
    "no_address_column": (
        "No column was recognised as the address. Choose it in the list of columns.",
        "没有认出住址列，请在列表里指定。",
    ),
    # Refused.
    "no_name": (
        "The row has no name.",
        "这一行没有姓名。",
    ),
    "no_address": (
        "The row has no address of its own or above it.",
        "这一行没有住址，上面也没有可沿用的住址。",
    ),
    "date_impossible": (
        "There is no such day: {text}.",
        "没有这一天：{text}。",
    ),
    "date_in_future": (
        "The date of birth lies in the future: {text}.",
        "出生日期在今天之后：{text}。",
    ),
    "date_too_long_ago": (
        "The date of birth is more than 130 years ago: {text}.",
        "出生日期早于 130 年前：{text}。",
    ),
    "date_year_of_two_digits": (
        "The year has two digits only; write four: {text}.",
        "年份只有两位，请写四位：{text}。",
    ),
    "date_ambiguous": (
        "The date can be read in two ways: {text}.",
        "这个日期有两种读法：{text}。",
    ),
    "date_unreadable": (
        "This cannot be read as a date: {text}.",
        "看不出这是什么日期：{text}。",
    ),
    # Taken, with something to look at.
    "phone_unreadable": (
        "This is no telephone number and was left out: {text}.",
        "这不是电话号码，没有录入：{text}。",
    ),
    "sex_unreadable": (
        "The sex could not be read: {text}.",
        "看不出性别：{text}。",
    ),
    "relation_unreadable": (
        "The relation to the head is not known: {text}.",
        "不认识的与户主关系：{text}。",
    ),
    "tenure_unreadable": (
        "The tenure is not known: {text}.",
        "不认识的住房性质：{text}。",
    ),
    "registered_elsewhere_unreadable": (
        "Neither yes nor no for “registered elsewhere”: {text}.",
        "“人户分离”既不是“是”也不是“否”：{text}。",
    ),
    "sex_unlike_relation": (
        "The sex does not go with the relation “{text}”.",
        "性别与关系“{text}”不符。",
    ),
    "name_remark_left_out": (
        "A remark beside the name was left out.",
        "姓名旁边的说明没有录入。",
    ),
    "id_number_left_out": (
        "An identity-card number stood in another column and was left out.",
        "别的列里有身份证号码，没有录入。",
    ),
    "no_house_number": (
        "The address has no house number; its text is taken as the courtyard.",
        "住址没有门牌号，按原文作为一个院落。",
    ),
    "no_room": (
        "The address does not say which home in the building.",
        "住址没有写到楼里的哪一户。",
    ),
    "address_unlike_household": (
        "Household {number} has another address above; this one was not taken.",
        "第 {number} 户上面写的是另一个住址，这里的没有采用。",
    ),
    "second_head": (
        "The household already has a head in row {first}.",
        "这一户在第 {first} 行已有户主。",
    ),
    "head_from_head_column": (
        "The head stands only in the head's column and was taken from there.",
        "户主只写在户主栏，从那里录入。",
    ),
    "same_id_number": (
        "The same person as in row {first}: name and identity-card number are the same.",
        "与第 {first} 行是同一个人：姓名和身份证号码都相同。",
    ),
    "same_name_birth_home": (
        "The same person as in row {first}: name, date of birth and home are the same.",
        "与第 {first} 行是同一个人：姓名、出生日期和住处都相同。",
    ),
    "same_name_home": (
        "The same person as in row {first}: name and home are the same, nothing contradicts.",
        "与第 {first} 行是同一个人：姓名和住处相同，其他没有不一致。",
    ),
    "other_address_of_same_person": (
        "That row has another address; it was kept.",
        "那一行的住址不同，以那一行为准。",
    ),
    "id_number_of_another": (
        "Row {first} has the same identity-card number under another name; both were taken.",
        "第 {first} 行是同一个身份证号码、另一个姓名，两人都已录入。",
    ),
    "like_another": (
        "Row {first} has the same name and date of birth elsewhere; both were taken.",
        "第 {first} 行姓名和出生日期相同、住处不同，两人都已录入。",
    ),
}

REASON_KEYS: Final = frozenset(_SENTENCES)


def reason_text(reason: Note, language: Language) -> str:
    """The sentence of a reason or warning. Raises KeyError for a key that no sentence is written for."""
    english, chinese = _SENTENCES[reason.key]
    return (chinese if language == "zh" else english).format(**dict(reason.params))
