"""Chinese search by pairs of characters, and finding a person by what is at hand."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.language.names import initials_of, pinyin_of
from minqing.language.search import bigrams, matches_address, matches_person, search_document, search_query

FILE = json.loads(
    (Path(__file__).parents[2] / "contracts/cases/name_search.json").read_text(encoding="utf-8")
)


def test_a_text_is_cut_into_pairs_of_neighbours() -> None:
    assert bigrams("水管漏水") == ["水管", "管漏", "漏水"]
    assert bigrams("3号楼 WiFi，水") == ["3", "号楼", "wifi", "水"]
    assert bigrams("，。 ") == []


def test_a_document_ends_each_run_with_its_last_character_alone() -> None:
    assert search_document("水管漏水") == "水管 管漏 漏水 水"


def test_a_query_is_a_phrase_of_pairs_and_single_characters_are_prefixes() -> None:
    assert search_query("水管漏") == "(水管 <-> 管漏)"
    assert search_query("漏水 3号") == "漏水 & 3:* & 号:*"


@given(st.text(max_size=40))
def test_no_operator_can_be_smuggled_into_a_query(text: str) -> None:
    query = search_query(text).replace(" <-> ", " ").replace(" & ", " ").replace(":*", "")
    assert not set(query) & set("&|!<>:*'\\")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("雷", True), ("娟燕", True), ("雷 娟 燕", True), ("ljy", True), ("lj", True), ("leijuan", True),
        ("lei juan", True), ("7520", True), ("18216057520", True), ("10-6400", False), ("4000247", True),
        ("0247", True), ("247", False), ("李", False), ("juan", False), ("jy", False), ("", False),
        ("1821", False),
    ],
)  # fmt: skip
def test_a_person_is_found_by_name_sound_initials_or_the_end_of_a_telephone(query: str, found: bool) -> None:
    assert matches_person(query, name="雷娟燕", phones=["18216057520", "010-64000247"]) is found


def test_a_surname_is_searched_by_its_own_sound() -> None:
    assert matches_person("shan", name="单晓明")
    assert not matches_person("dan", name="单晓明")


@pytest.mark.parametrize("person", FILE["people"], ids=[person["name"] for person in FILE["people"]])
def test_a_person_is_found_by_what_the_cases_say(person: dict[str, Any]) -> None:
    queries = [*person["finds"], *person["misses"]]
    found = [q for q in queries if matches_person(q, name=person["name"], phones=person["phones"])]
    assert found == person["finds"]
    assert (pinyin_of(person["name"]), initials_of(person["name"])) == (person["pinyin"], person["initials"])


@pytest.mark.parametrize(
    "address", FILE["addresses"], ids=[a["courtyard"] + a["unit"] for a in FILE["addresses"]]
)
def test_an_address_is_found_word_by_word_as_the_cases_say(address: dict[str, Any]) -> None:
    place = {"courtyard": address["courtyard"], "unit": address["unit"]}
    queries = [*address["finds"], *address["misses"]]
    assert [q for q in queries if matches_address(q, **place)] == address["finds"]


@pytest.mark.parametrize("query", FILE["ranked"]["queries"], ids=lambda query: query["query"])
def test_among_several_those_are_found_whose_name_or_address_it_is(query: dict[str, Any]) -> None:
    found = [
        r["name"]
        for r in FILE["ranked"]["records"]
        if matches_person(query["query"], name=r["name"], phones=r["phones"])
        or matches_address(query["query"], courtyard=r["courtyard"], unit=r["unit"])
    ]
    assert sorted(found) == sorted(query["found"])
