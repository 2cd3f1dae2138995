"""The secretary edits a proposal for the zones by hand, the balance before her eyes."""

import re
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from minqing.committee.models import Proposal
from tests.e2e.conftest import DESK
from tests.e2e.house import House
from tests.factories.divisions import a_division
from tests.factories.ground import SIBLING
from tests.factories.people import a_courtyard, a_dwelling, a_household, a_member


def test_a_courtyard_chosen_on_the_map_is_given_away_with_the_balance_shown_before(
    house: House, enter: Any
) -> None:
    with house.rows(SIBLING):
        wang, li = a_member("东片委员"), a_member("西片委员")
        yard = a_courtyard("分片胡同1号院")
        a_household("户主甲", dwelling=a_dwelling(yard, "1"))
        run = a_division(SIBLING, house.new_secretary, [wang, li], timezone.localdate())
    person = enter(house.new_secretary.account, DESK)
    page = person.goes_to("proposal", run.pk, 1, code=SIBLING)
    box = page.locator(f"#courtyard-{yard.pk}")
    page.locator(f"[data-picks='courtyard-{yard.pk}']").click()
    expect(box).to_be_checked()
    page.select_option("#give-to", str(li.pk))
    expect(page.locator(f"[data-share='{li.pk}'] [data-after]")).to_contain_text("→")
    page.locator("form[data-zoning] button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/2/$"))
    expect(page.locator(f".zone-list[data-of='{li.pk}'] input[value='{yard.pk}']")).to_have_count(1)
    with house.rows(SIBLING):
        copy = Proposal.objects.get(run=run, number=2)
        assert (copy.by_hand, copy.zones[str(yard.pk)]) == (True, str(li.pk))
