"""The fields that a register's columns can mean, and the words by which offices head them."""

import re
from typing import Final, Literal

from minqing.language.characters import tidy

Field = Literal[
    "name", "sex", "birth_date", "phone", "relation",
    "address", "courtyard", "building", "entrance", "dwelling",
    "household_number", "serial", "head_name", "head_phone", "tenure", "registered_elsewhere",
    "id_number",
]  # fmt: skip

# Kept, in the order in which a page offers them for correction. "serial" is a numbering of unknown kind:
# households or persons, told apart by the rows. "id_number" is read in memory only, to know a person again.
KEPT_FIELDS: Final[tuple[Field, ...]] = (
    "name", "sex", "birth_date", "phone", "relation",
    "address", "courtyard", "building", "entrance", "dwelling",
    "household_number", "serial", "head_name", "head_phone", "tenure", "registered_elsewhere",
)  # fmt: skip
ADDRESS_FIELDS: Final[tuple[Field, ...]] = ("address", "courtyard", "building", "entrance", "dwelling")

_WORDS: Final[dict[Field, str]] = {
    "name": (
        "姓名|居民姓名|人员姓名|住户姓名|成员姓名|家庭成员姓名|家庭成员|名字|本人姓名"
        "|full name|name|resident|resident name|member name|resident's name"
    ),
    "sex": "性别|男女|sex|gender",
    "birth_date": (
        "出生日期|出生年月|出生年月日|出生时间|生日|出生|出生年份|出生年|date of birth"
        "|birth date|birthdate|birthday|dob|born|year of birth"
    ),
    "phone": (
        "电话|手机|联系电话|手机号|手机号码|联系方式|电话号码|移动电话|联系手机|固定电话|固话"
        "|本人电话|本人联系电话|宅电|座机|phone|telephone|mobile|phone number|tel|contact"
        "|contact number|mobile phone|telephone number|cell"
    ),
    "relation": (
        "与户主关系|关系|与户主的关系|与户主之关系|与其他人员关系|家庭关系|户主关系|称谓"
        "|同户主关系|家庭成员关系|成员关系|与房主关系|relation|relationship|relation to head"
        "|relationship to head|relationship to head of household"
        "|relation to head of household|relation to householder"
    ),
    "address": (
        "住址|地址|现住址|现住地址|家庭住址|居住地址|详细地址|家庭地址|现居住地|现居住地址"
        "|实际居住地|实际居住地址|居住地|现居地址|住所|常住地址|楼门院号|居住详细地址"
        "|住宅地址|address|home address|residential address|current address|full address"
    ),
    "courtyard": (
        "小区|小区名称|现住小区|现住小区/建筑|小区/建筑|小区或胡同|胡同|院落|楼门院|小区/胡同"
        "|院落名称|所在小区|楼院|居住小区|胡同名称|街巷|街巷名称|楼院名称|院门牌|courtyard"
        "|compound|estate|lane|street|hutong|residential compound"
    ),
    "building": "楼号|栋号|楼栋|幢号|楼|栋|幢|楼栋号|楼宇|building|building number|building no|block",
    "entrance": "单元|单元号|门洞|楼门|entrance|unit|unit no|unit number",
    "dwelling": (
        "门牌|门牌号|门牌地址|房号|房间号|室号|门牌号码|室|户室号|房屋编号|房间|房屋号|门号"
        "|门户号|dwelling|room|room number|room no|flat|door|door number|apartment|home"
    ),
    "household_number": (
        "户号|户编号|家庭编号|户序号|户序|家庭序号|住户编号|户口簿号|户籍号|household number"
        "|household no|household id|household|family number|family no"
    ),
    "serial": "序号|编号|序|no|number|#|serial|serial number|serial no|s/n|index",
    "head_name": (
        "户主|户主姓名|户主名字|户主名称|head|head of household|householder|head name|name of head"
    ),
    "head_phone": (
        "户主电话|户主联系电话|户主手机|户主手机号|户主联系方式|户主手机号码|head phone"
        "|head telephone|householder phone"
    ),
    "tenure": (
        "住房性质|房屋性质|房屋产权|产权性质|房屋类型|住房类型|产权|房屋产权性质|住房情况"
        "|房屋产权类型|居住性质|tenure|housing tenure|housing type|ownership"
    ),
    "registered_elsewhere": (
        "是否人户分离|人户分离|人户分离情况|人户状态|人户情况|registered elsewhere|hukou elsewhere"
    ),
    "id_number": (
        "身份证|身份证号|身份证号码|公民身份号码|公民身份证号码|居民身份证|居民身份证号"
        "|居民身份证号码|证件号|证件号码|身份号码|公民身份证|id card|id number|identity card"
        "|identity card number|identity number|id no|id"
    ),
}
_FIELD_OF_WORD: Final[dict[str, Field]] = {
    word.replace(" ", ""): field for field, words in _WORDS.items() for word in words.split("|")
}
# What is said in a header beyond a field, tried in this order when no word is met whole. First what is
# another matter or another person: 「紧急联系人电话」 is not the resident's telephone.
_OTHER_MATTERS: Final = (
    "证件|备注|民族|籍贯|户籍地|户口所在|户口地|工作|单位|紧急|监护|配偶|子女|联系人|出租|父|母"
    "|房东|业主|车|邮|曾用名|网格"
)
_PARTS: Final[tuple[tuple[str, Field | None], ...]] = (
    ("身份证", "id_number"),
    *((part, None) for part in _OTHER_MATTERS.split("|")),
    ("与户主", "relation"),
    ("户主姓名", "head_name"),
    ("户主电话", "head_phone"),
    ("户主联系", "head_phone"),
    ("人户分离", "registered_elsewhere"),
    ("户号", "household_number"),
    ("出生", "birth_date"),
    ("姓名", "name"),
    ("性别", "sex"),
    ("住房性质", "tenure"),
    ("房屋性质", "tenure"),
    ("产权", "tenure"),
    ("手机", "phone"),
    ("联系电话", "phone"),
    ("联系方式", "phone"),
    ("电话", "phone"),
    ("现住地址", "address"),
    ("现住址", "address"),
    ("居住地址", "address"),
    ("家庭住址", "address"),
    ("详细地址", "address"),
    ("住址", "address"),
    ("小区", "courtyard"),
    ("门牌", "dwelling"),
    ("房号", "dwelling"),
    ("单元", "entrance"),
)

_BRACKETS: Final = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]?")
_HALVES: Final = re.compile(r"[^\u3400-\u9fff]+")
_ORNAMENT: Final = re.compile(r"[\s*:：_.、★☆※▲△●]+")


def header_word(text: str) -> str:
    """A header's word without what offices add: 「姓 名 *（必填）：」 is 「姓名」."""
    plain = tidy(text).lower()
    return _ORNAMENT.sub("", _BRACKETS.sub("", plain)) or _ORNAMENT.sub("", plain)


def field_of_header(text: str, group: str = "") -> tuple[Field | None, bool]:
    """The field that a header means and whether surely (its word is known whole).

    `group` is the header above it in a two-row head: under 「户主情况」 a name is the head's name.
    """
    word, above = header_word(text), header_word(group)
    if not word:
        word, above = above, ""
    field: Field | None = _FIELD_OF_WORD.get(word)
    if field is None and (half := _HALVES.sub("", word)) != word:
        field = _FIELD_OF_WORD.get(half)  # 「姓名/Name」, 「联系电话1」
    sure = field is not None
    if field is None and len(word) <= 16:
        field = next((meant for part, meant in _PARTS if part in word), None)
    if above and _is_of_head(above) and field not in ("relation", None):
        return ({"name": "head_name", "phone": "head_phone"} | {"head_name": "head_name"}).get(field), sure  # type: ignore[return-value]
    if field is None and above:
        field, sure = _FIELD_OF_WORD.get(above + word), False
    return field, sure


def _is_of_head(group: str) -> bool:
    return ("户主" in group and "成员" not in group and "关系" not in group) or group in (
        "head", "headofhousehold", "householder",
    )  # fmt: skip
