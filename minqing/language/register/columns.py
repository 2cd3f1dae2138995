"""The columns in which `minqing export register` writes, so that reading them again changes nothing."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from minqing.language.addresses import Address
from minqing.language.dates import BirthDate
from minqing.language.formulas import defused
from minqing.language.register.fields import Field
from minqing.language.register.values import Relation, Sex, Tenure

COLUMNS: Final[tuple[tuple[Field, str], ...]] = (
    ("household_number", "户号"),
    ("name", "姓名"),
    ("sex", "性别"),
    ("birth_date", "出生日期"),
    ("phone", "联系电话"),
    ("relation", "与户主关系"),
    ("address", "住址"),
    ("tenure", "住房性质"),
    ("registered_elsewhere", "人户分离"),
)
HEADER: Final = tuple(text for _, text in COLUMNS)
SHEET_TITLE: Final = "居民登记表"

SEX_WORDS: Final[Mapping[Sex, str]] = {"male": "男", "female": "女"}
TENURE_WORDS: Final[Mapping[Tenure, str]] = {
    "public": "公房", "private": "私房", "self_built": "自建房", "rented": "出租房",
}  # fmt: skip
RELATION_WORDS: Final[Mapping[Relation, str]] = {
    "head": "户主", "spouse": "配偶", "child": "子女", "child_in_law": "子女配偶", "parent": "父母",
    "parent_in_law": "配偶父母", "grandparent": "祖父母", "grandchild": "孙子女", "sibling": "兄弟姐妹",
    "relative": "其他亲属", "unrelated": "非亲属",
}  # fmt: skip


class RegisterLine(NamedTuple):
    """One resident as the register is written; what is not known is None or empty."""

    household_number: str
    name: str
    sex: Sex | None
    birth_date: BirthDate | None
    phones: tuple[str, ...]
    relation: Relation | None
    address: str
    tenure: Tenure | None
    registered_elsewhere: bool | None


def register_cells(line: RegisterLine) -> tuple[str, ...]:
    """The line's cells under HEADER, all text, defused against formula injection."""
    elsewhere = {True: "是", False: "否", None: ""}[line.registered_elsewhere]
    cells = (
        line.household_number,
        line.name,
        SEX_WORDS[line.sex] if line.sex else "",
        line.birth_date.iso() if line.birth_date else "",
        ";".join(line.phones),
        RELATION_WORDS[line.relation] if line.relation else "",
        line.address,
        TENURE_WORDS[line.tenure] if line.tenure else "",
        elsewhere,
    )
    return tuple(defused(cell) for cell in cells)


def address_cell(address: Address) -> str:
    """The address as the register writes it."""
    return address.text()
