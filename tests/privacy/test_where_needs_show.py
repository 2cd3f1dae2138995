"""Care needs are absent from lists, plans, the register, its search and its exports: their code never asks for them."""

from pathlib import Path

import minqing

HOUSE = Path(minqing.__file__).parent
# What keeps, shows to those whose duty it is, hands to the resident, erases, or names the needs for the register.
MAY_SPEAK_OF_NEEDS = {
    "cli/rotate_keys.py",
    "households/care.py",
    # How many there are, for a plan's care layer and the weight of a zone: a number, nothing that could be opened.
    "households/care_counts.py",
    "households/care_forms.py",
    "households/care_pages.py",
    "households/care_reviews.py",
    "households/care_urls.py",
    "households/erasing.py",
    "households/held.py",
    "households/models.py",
    "households/personal.py",
    "households/rights_pages.py",
    "households/sealed.py",
    "households/tasks.py",
    "privacy/nouns.py",
}


def spoken_of(*words: str) -> set[str]:
    """The modules, demo and migrations aside, in which one of the words stands."""
    return {
        name
        for path in HOUSE.rglob("*.py")
        if not (name := path.relative_to(HOUSE).as_posix()).startswith("demo") and "migrations" not in name
        if any(word in path.read_text(encoding="utf-8") for word in words)
    }


def test_no_list_search_plan_or_export_asks_for_care_needs():
    assert spoken_of("CareNeed", "care_needs", "careneed") - MAY_SPEAK_OF_NEEDS == set()


def test_only_the_reading_that_is_logged_the_review_and_the_rotation_open_what_is_sealed():
    assert spoken_of("opened_care", "unseal(") == {
        "households/care.py",
        "households/sealed.py",
        "privacy/sealing.py",
    }


def test_templates_of_the_register_and_of_other_rooms_say_nothing_of_needs():
    speaking = {
        path.relative_to(HOUSE).as_posix()
        for path in HOUSE.rglob("templates/**/*.html")
        if "care_need" in path.read_text(encoding="utf-8")
    }
    own = {f"households/templates/households/{name}.html" for name in ("resident", "consents")}
    assert {name for name in speaking if "/care_" not in name} - own == set()
