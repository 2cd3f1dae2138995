"""Every address that opens for the secretary or a member: nothing for axe to find, nothing wider than the screen."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from django.urls import NoReverseMatch, reverse

from tests.e2e.conftest import DESK, PHONE
from tests.e2e.house import House
from tests.e2e.people import Person
from tests.factories.ground import OWN, SIBLING
from tests.matrix.reading import Line, lines
from tests.matrix.test_matrix import arguments

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RUN = """async () => (await axe.run({resultTypes: ['violations']})).violations.flatMap(rule => rule.nodes.map(
  node => `${rule.id}: ${node.html.slice(0, 160)} ${node.any.map(any => any.message).join(' ').slice(0, 160)}`))"""
# The widest thing that makes the page itself scroll sideways; boxes that scroll by themselves may hold what they will.
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= width) return ''
  const boxed = element => {
    for (let box = element.parentElement; box; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== 'visible') return true
    return false
  }
  const wide = [...document.querySelectorAll('body *')].filter(
    element => element.getBoundingClientRect().right > width + 1 && !boxed(element))
  return `${document.documentElement.scrollWidth}: ${(wide.at(-1) ?? document.body).outerHTML.slice(0, 160)}`
}"""
NO_PAGE = {"live", "photo", "home_now", "entry_doors", "concern_doors", "notice", "register_export"}
NO_PAGE |= {"register_import_progress", "register_rows"}  # parts, asked for by the page around them
NO_PAGE |= {"map_data", "map_export_file", "zone_network_pdf"}  # data and files
NO_PAGE |= {"courtyard_plan_drawing", "courtyard_plan_picture", "plans_progress"}
# Pages that show a member something else than the secretary; the others are looked at once.
BY_ROLE = {
    "home",
    "courtyard",
    "household",
    "zones",
    "zone",
    "committee",
    "diary",
    "entry",
    "concern",
    "my_leave",
}
ZOOMED = {"width": 720, "height": 450}  # 1440 px at 200 %
STILL = {"reduced_motion": "reduce"}  # axe measures colours: not in the middle of a change from light to dark
SMALLEST = {"width": 320, "height": 640}


def pages_of(who: str, world: Any) -> list[tuple[str, str]]:
    """Name and address of each page that opens for a column of the table."""
    column = {"sec": 0, "mem": 1}[who]

    def opens(line: Line) -> bool:
        return line.section == "desk" and line.get[column] == "ok" and line.name not in NO_PAGE

    def is_looked_at(line: Line) -> bool:
        return opens(line) and (who == "sec" or line.get[0] != "ok" or line.name in BY_ROLE)

    found = []
    for line in lines().values():
        if is_looked_at(line):
            try:
                found.append((line.name, reverse(line.name, args=[OWN, *arguments(line.name, world)])))
            except NoReverseMatch:
                continue  # its rows are made on the way: tests of its own lead there
    return found


def faults_here(person: Person) -> list[str]:
    """What axe finds on the page in both widths, light and dark, and where it is wider than the screen."""
    page = person.page
    page.evaluate(AXE)
    found = []
    for size, scheme in ((DESK, "light"), (PHONE, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found += [f"{size['width']} {scheme} {one}" for one in page.evaluate(RUN)]
    for size in (PHONE, SMALLEST, ZOOMED):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = page.evaluate(TOO_WIDE)
        found += [f"{size['width']} wide {wide}"] if wide else []
    return found


def walk(person: Person, addresses: list[tuple[str, str]]) -> list[str]:
    """The faults of these pages, Chinese and English in turn."""
    found = []
    for number, (name, url) in enumerate(addresses):
        language = ("zh-hans", "en")[number % 2]
        cookie = {"name": "django_language", "value": language, "url": person.house.url}
        person.page.context.add_cookies([cookie])  # type: ignore[list-item]
        answer = person.page.goto(url)
        assert answer is not None and answer.status == 200, f"{name}: {answer and answer.status}"
        # Who keeps no zone is led from their own plan to everybody's.
        led = name == "plan" and person.page.url.endswith("/plans/")
        assert led or person.page.url == person.house.url + url, f"{name} led to {person.page.url}"
        found += [f"{name} {language} {fault}" for fault in faults_here(person)]
    return found


@pytest.mark.parametrize("who", ["sec", "mem"])
def test_every_page_of_a_desk_is_readable_by_everyone_at_every_width(house: House, enter: Any, who: str):
    person = enter(house.world.committee()[who].account, **STILL)
    addresses = pages_of(who, house.world)
    assert len(addresses) > {"sec": 80, "mem": 10}[who]
    found = walk(person, addresses)
    assert found == [], "\n" + "\n".join(found)


def test_a_desk_without_anything_yet_is_readable_too(house: House, enter: Any):
    """Empty pages are pages: lists, forms and the loop of a community on its first day."""
    person = enter(house.new_secretary.account, **STILL)
    names = [name for name, _url in pages_of("sec", house.world) if not arguments(name, house.world)]
    addresses = [(name, reverse(name, args=[SIBLING])) for name in names]
    found = walk(person, addresses)
    assert found == [], "\n" + "\n".join(found)


def test_the_pages_before_and_beside_the_desk_are_readable_too(house: House, enter: Any):
    outside = [
        ("front", "/"),
        ("sign in", "/account/login/"),
        ("community", f"/{OWN}/"),
        ("street", f"/{OWN[:9]}/"),
    ]
    own = ["my_account", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"]
    own += ["mfa_generate_recovery_codes", "usersessions_list", "account_email", "account_logout"]
    found = walk(enter(**STILL), outside)
    found += walk(enter(house.world.keeper.account, **STILL), [(name, reverse(name)) for name in own])
    found += walk(enter(house.officer, **STILL), [("street desk", reverse("street_home", args=[OWN[:9]]))])
    found += walk(enter(house.nobody, **STILL), [("nobody's desk", "/desk/")])
    missing = enter(house.world.keeper.account, **STILL)
    missing.page.goto(f"/{OWN}/desk/concerns/not-there/")
    found += faults_here(missing)
    assert found == [], "\n" + "\n".join(found)
