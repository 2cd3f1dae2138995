"""The small vocabularies of a register: sex, relation to the head, tenure, registered elsewhere."""

from functools import lru_cache
from typing import Final, Literal, NamedTuple

from minqing.language.characters import cell_text

Sex = Literal["male", "female"]
Tenure = Literal["public", "private", "self_built", "rented"]
Relation = Literal[
    "head", "spouse", "child", "child_in_law", "parent", "parent_in_law", "grandparent", "grandchild",
    "sibling", "relative", "unrelated",
]  # fmt: skip


def _words(joined: str) -> list[str]:
    return joined.split("|")


BLANK_WORDS: Final = frozenset(("", "-", "--", "/", "无", "不详", "未知", "n/a", "none", "null"))

_SEXES: Final[dict[str, Sex]] = {
    **dict.fromkeys(_words("男|男性|男士|m|male|man|先生"), "male"),
    **dict.fromkeys(_words("女|女性|女士|f|female|woman|w"), "female"),
}
_TENURES: Final[dict[str, Tenure]] = {
    **dict.fromkeys(
        _words(
            "公|公房|公有|公产|直管公房|单位公房|单位房|自管公房|公有住房|公租房|廉租房|public|public housing"
        ),
        "public",
    ),
    **dict.fromkeys(
        _words(
            "私|私房|私有|私产|自有|自有房|自有住房|自住|自购|商品房|房改房|经济适用房|私有住房"
            "|自有产权|private|owned|own"
        ),
        "private",
    ),
    **dict.fromkeys(_words("自建|自建房|自建住房|self-built|self built|selfbuilt"), "self_built"),
    **dict.fromkeys(
        _words("租|出租|出租房|租房|租住|租赁|承租|租赁房|出租屋|租房屋|rented|rent|rental|tenant|let"),
        "rented",
    ),
}
_YES: Final = frozenset(_words("1|是|y|yes|true|√|✓|✔|有|人户分离|分离|人在户不在|on"))
_NO: Final = frozenset(_words("0|否|n|no|false|×|✗|✘|x|不是|人户一致|一致|户在人在|人户同在|off"))

# The words for each relation, with the sex each tells, which is only ever used for a warning.
_RELATIONS: Final[tuple[tuple[Relation, Sex | None, str], ...]] = (
    ("head", None, "户主|本人|户主本人|房主|head|self|householder|head of household"),
    ("spouse", None, "配偶|爱人|spouse|partner|夫妻"),
    ("spouse", "female", "妻|妻子|wife|老婆|夫人"),
    ("spouse", "male", "夫|丈夫|husband|老公"),
    ("child", None, "子女|孩子|child|children|独生子女|养子女|继子女"),
    (
        "child",
        "male",
        ("子|儿子|长子|大儿子|次子|二子|二儿子|三子|三儿子|四子|五子|独生子|养子|继子|幼子|小儿子|son"),
    ),
    (
        "child",
        "female",
        ("女|女儿|长女|大女儿|次女|二女|二女儿|三女|三女儿|四女|五女|独生女|养女|继女|幼女|小女儿|daughter"),
    ),
    ("child_in_law", "female", "儿媳|儿媳妇|媳妇|媳|daughter-in-law|daughter in law"),
    ("child_in_law", "male", "女婿|婿|son-in-law|son in law"),
    ("child_in_law", None, "子女配偶|子女的配偶|child-in-law|child in law"),
    ("parent", None, "父母|双亲|parent|parents"),
    ("parent", "male", "父|父亲|爸爸|继父|养父|father"),
    ("parent", "female", "母|母亲|妈妈|继母|养母|mother"),
    ("parent_in_law", None, "公婆|岳父母|配偶父母|配偶的父母|parent-in-law|parent in law"),
    ("parent_in_law", "male", "公公|岳父|丈人|father-in-law|father in law"),
    ("parent_in_law", "female", "婆婆|岳母|丈母娘|mother-in-law|mother in law"),
    ("grandparent", None, "祖父母|外祖父母|grandparent|grandparents"),
    ("grandparent", "male", "祖父|爷爷|外祖父|姥爷|外公|grandfather"),
    ("grandparent", "female", "祖母|奶奶|外祖母|姥姥|外婆|grandmother"),
    ("grandchild", None, "孙子女|外孙子女|孙辈|grandchild|grandchildren|孙子女或外孙子女"),
    ("grandchild", "male", "孙|孙子|长孙|次孙|外孙|外孙子|重孙|曾孙|grandson"),
    ("grandchild", "female", "孙女|长孙女|次孙女|外孙女|重孙女|曾孙女|granddaughter"),
    ("sibling", None, "兄弟姐妹|sibling"),
    ("sibling", "male", "兄|弟|哥哥|弟弟|兄弟|哥|brother"),
    ("sibling", "female", "姐|妹|姐姐|妹妹|姐妹|sister"),
    ("relative", None, "其他亲属|亲属|亲戚|其他|孙媳|侄|外甥|侄子女|relative|other relative|other"),
    ("relative", "male", "侄子|侄儿|外甥|叔叔|伯父|叔|伯|舅舅|姑父|姨父|姐夫|妹夫|孙女婿|nephew|uncle"),
    ("relative", "female", "侄女|外甥女|姑姑|姨|姨妈|婶|嫂|嫂子|弟媳|弟妹|孙媳妇|niece|aunt"),
    (
        "unrelated",
        None,
        ("非亲属|租户|租客|房客|保姆|雇工|朋友|同事|合租|合住|寄住|借住|室友|unrelated|lodger|friend|nanny"),
    ),
)


class RelationWord(NamedTuple):
    """A relation to the head, and the sex that the word tells ("" where it tells none)."""

    relation: Relation
    told_sex: Sex | None


_RELATION_OF_WORD: Final[dict[str, RelationWord]] = {
    word: RelationWord(relation, sex) for relation, sex, words in _RELATIONS for word in words.split("|")
}


def _word(cell: object) -> str:
    return cell_text(cell).lower()


@lru_cache(maxsize=512)
def read_sex(cell: object) -> Sex | None | Literal[False]:
    """The sex in a cell, None for a blank, False for what cannot be read."""
    word = _word(cell)
    return None if word in BLANK_WORDS else _SEXES.get(word.replace(" ", ""), False)


@lru_cache(maxsize=512)
def read_tenure(cell: object) -> Tenure | None | Literal[False]:
    """The tenure in a cell, None for a blank, False for what cannot be read."""
    word = _word(cell)
    return None if word in BLANK_WORDS else _TENURES.get(word, False)


@lru_cache(maxsize=512)
def read_registered_elsewhere(cell: object) -> bool | None | Literal["unreadable"]:
    """Whether the person lives here but is registered elsewhere (人户分离), None for a blank."""
    word = _word(cell).replace(" ", "")
    if word in _YES:
        return True
    if word in _NO:
        return False
    return None if word in BLANK_WORDS else "unreadable"


@lru_cache(maxsize=1024)
def read_relation(cell: object) -> RelationWord | None | Literal[False]:
    """The relation to the head in a cell, None for a blank, False for what cannot be read.

    「之妻」, 「户主之妻」, 「妻子」 and 「配偶」 all are the spouse.
    """
    word = _word(cell)
    if word in BLANK_WORDS:
        return None
    found = _RELATION_OF_WORD.get(word)
    if found is None:
        squeezed = word.replace(" ", "")
        for beginning in ("户主之", "户主的", "之", "系户主之"):
            if squeezed.startswith(beginning):
                found = _RELATION_OF_WORD.get(squeezed.removeprefix(beginning))
                break
        else:
            found = _RELATION_OF_WORD.get(squeezed)
    return False if found is None else found
