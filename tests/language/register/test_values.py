"""The small vocabularies: sex, relation to the head, tenure, registered elsewhere."""

import pytest

from minqing.language.register.columns import RELATION_WORDS, SEX_WORDS, TENURE_WORDS
from minqing.language.register.values import read_registered_elsewhere, read_relation, read_sex, read_tenure


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        ("男", "male"),
        ("男性", "male"),
        (" M ", "male"),
        ("女", "female"),
        ("女性", "female"),
        ("F", "female"),
        ("", None),
        ("未知", None),
        ("？", False),
    ],
)
def test_sex(cell: str, sex: object) -> None:
    assert read_sex(cell) == sex


@pytest.mark.parametrize(
    ("word", "relation", "sex"),
    [
        ("户主", "head", None), ("之妻", "spouse", "female"), ("之夫", "spouse", "male"),
        ("配偶", "spouse", None),
        ("户主之妻", "spouse", "female"), ("之子", "child", "male"), ("长子", "child", "male"),
        ("次女", "child", "female"),
        ("子女", "child", None), ("儿媳", "child_in_law", "female"), ("母亲", "parent", "female"),
        ("之父", "parent", "male"),
        ("岳母", "parent_in_law", "female"), ("孙女", "grandchild", "female"), ("弟弟", "sibling", "male"),
        ("保姆", "unrelated", None),
        ("其他", "relative", None), ("Wife", "spouse", "female"), ("son", "child", "male"),
        ("奶奶", "grandparent", "female"),
    ],
)  # fmt: skip
def test_relation_and_the_sex_its_word_tells(word: str, relation: str, sex: str | None) -> None:
    assert read_relation(word) == (relation, sex)


def test_an_unknown_relation_is_not_guessed() -> None:
    assert read_relation("大哥的朋友") is False
    assert read_relation("") is None


@pytest.mark.parametrize(
    ("cell", "tenure"),
    [
        ("公", "public"),
        ("公房", "public"),
        ("私", "private"),
        ("私房", "private"),
        ("租", "rented"),
        ("出租房", "rented"),
        ("自建房", "self_built"),
        ("", None),
        ("借住", False),
    ],
)
def test_tenure(cell: str, tenure: object) -> None:
    assert read_tenure(cell) == tenure


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        (1.0, True),
        ("1", True),
        ("是", True),
        ("人户分离", True),
        (0.0, False),
        ("否", False),
        ("人户一致", False),
        ("", None),
        ("户在人不在", "unreadable"),
    ],
)
def test_registered_elsewhere(cell: object, answer: object) -> None:
    assert read_registered_elsewhere(cell) == answer


def test_the_words_of_the_export_are_read_back() -> None:
    assert {key: read_sex(word) for key, word in SEX_WORDS.items()} == {key: key for key in SEX_WORDS}
    assert {key: read_tenure(word) for key, word in TENURE_WORDS.items()} == {
        key: key for key in TENURE_WORDS
    }
    assert {key: read_relation(word) for key, word in RELATION_WORDS.items()} == {
        key: (key, None) for key in RELATION_WORDS
    }
