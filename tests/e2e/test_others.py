"""The street's officer sees counts and nothing else; a reader and an account without a post see no desk."""

from typing import Any

from tests.e2e.house import House
from tests.factories.ground import OWN


def test_the_officer_sees_counts_and_what_was_reported_and_no_community_desk(house: House, enter: Any):
    person = enter(house.officer)
    page = person.page
    page.goto("/desk/")
    assert page.url == f"{house.url}/{OWN[:9]}/desk/"
    text = page.locator("body").inner_text()
    assert house.world.canary not in text
    answer = page.goto(f"/{OWN}/desk/")
    assert (answer.status if answer else 0) == 404


def test_a_reader_and_an_account_without_a_post_are_told_that_they_have_no_desk(house: House, enter: Any):
    for account, title in ((house.reader, "目前还没有公布的结果"), (house.nobody, "您现在没有办公职务")):
        person = enter(account)
        person.page.goto("/desk/")
        assert person.title == title
        answer = person.page.goto(f"/{OWN}/desk/")
        assert (answer.status if answer else 0) == 404


def test_nobody_is_led_to_the_sign_in_and_from_there_to_where_they_wanted(house: House, enter: Any):
    person = enter()
    person.page.goto(f"/{OWN}/desk/concerns/")
    assert person.page.url == f"{house.url}/account/login/?next=/{OWN}/desk/concerns/"
