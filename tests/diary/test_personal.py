"""Every field of the diary is in the privacy register, on one side or the other."""

from minqing.diary.personal import NOT_PERSONAL, PERSONAL
from minqing.privacy.register import fields_of_rooms


def test_every_field_of_the_diary_is_listed_once() -> None:
    fields = {name for name in fields_of_rooms() if name.startswith("diary.")}
    assert set(PERSONAL) | NOT_PERSONAL == fields
    assert set(PERSONAL) & NOT_PERSONAL == set()


def test_no_field_of_an_opinion_is_about_a_person() -> None:
    assert [name for name in PERSONAL if name.startswith("diary.Opinion.")] == []
