"""Every may_…: small predicates over who acts and what it is about; the only place where roles are named.

Rules are asked by actions and by pages; what a viewer *sees* is told by minqing.access.scope. A keeper is the
member whose zone holds a household now, or who covers it while the keeper is away (method, element 1).
"""

from collections.abc import Collection

from minqing.access.models import Role
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Denied


def is_secretary(by: Actor, code: str) -> bool:
    """Answers for everything in the community (method, rule 1)."""
    return any(post.role == Role.SECRETARY and post.code == code for post in by.posts)


def is_member(by: Actor, code: str) -> bool:
    """Sits on the community's committee; the secretary does too."""
    return is_secretary(by, code) or any(p.role == Role.MEMBER and p.code == code for p in by.posts)


def is_officer(by: Actor, code: str) -> bool:
    """Works at the street office over this community (or is asked about the street itself)."""
    return by.holds(Role.OFFICER, code)


def is_program(by: Actor) -> bool:
    """The program itself or whoever has its command line: setting up, importing, the demo."""
    return by.via in ("cli", "system") and by.account is None


def may_enter_desk(by: Actor, code: str) -> bool:
    """Enter the desk of a community (12 digits: its committee) or of a street (9 digits: its officers)."""
    return is_member(by, code) if len(code) == 12 else is_officer(by, code)


def may_set_up(by: Actor, code: str) -> bool:
    """Change the community's hours, calendar, zones, members, portfolios: the secretary divides the work."""
    return is_program(by) or is_secretary(by, code)


may_import_register = may_appoint = may_divide_zones = may_set_up


def may_export_register(by: Actor, code: str) -> bool:
    """Take rows of the register out into a file: any of the committee. Scope gives the rows, a zone's or all."""
    return is_program(by) or is_member(by, code)


def may_keep_register(by: Actor, code: str) -> bool:
    """Add, correct, move people and households. A member does so in the own zone: scope gives the row."""
    return is_program(by) or is_member(by, code)


def may_write_diary(by: Actor, code: str, keeper: object) -> bool:
    """Write in a book: its keeper alone, no secretary for another (method, rule 4)."""
    return is_program(by) or (is_member(by, code) and by.account is not None and by.account == keeper)


def may_review(by: Actor, code: str) -> bool:
    """Read and comment on every diary: the secretary (method, rule 9)."""
    return is_program(by) or is_secretary(by, code)


def may_fulfil_wish(by: Actor, code: str) -> bool:
    """Note that a wish of an entry came true: any of the committee, for zones change hands. Scope gives the entry."""
    return is_program(by) or is_member(by, code)


def may_note_opinion(by: Actor, code: str) -> bool:
    """Note what people think of a neighbourhood matter, and read it in groups: any of the committee."""
    return is_program(by) or is_member(by, code)


def may_open_concern(by: Actor, code: str) -> bool:
    """Note a concern: any of the committee."""
    return is_program(by) or is_member(by, code)


def may_handle_concern(by: Actor, code: str, lead: object) -> bool:
    """Take steps on a concern: its lead, or the secretary."""
    return is_program(by) or is_secretary(by, code) or (is_member(by, code) and by.account == lead)


def may_acknowledge(by: Actor, code: str) -> bool:
    """Acknowledge an urgent concern: the secretary, or whoever of the committee was told in her place."""
    return is_program(by) or is_member(by, code)


def may_open_sealed(by: Actor, code: str, keeper: object) -> bool:
    """Open a sealed care need: the secretary and the keeper of the household, nobody else."""
    return is_secretary(by, code) or (is_member(by, code) and by.account is not None and by.account == keeper)


def may_take_leave(by: Actor, code: str, account: object) -> bool:
    """Note an absence: one's own, or anyone's for the secretary (method, element 1: leave cover)."""
    return may_set_up(by, code) or (is_member(by, code) and by.account is not None and by.account == account)


def may_care_for(by: Actor, code: str, keepers: Collection[object]) -> bool:
    """Keep and open a resident's sealed care needs: the secretary, or one of those who answer for the household."""
    return is_secretary(by, code) or any(may_open_sealed(by, code, keeper) for keeper in keepers)


def may_keep_consents(by: Actor, code: str) -> bool:
    """Write down what a resident consented to, or that it is withdrawn. Scope gives the resident."""
    return is_member(by, code)


def may_export_person(by: Actor, code: str) -> bool:
    """Hand a resident all that is held about them, in a file. Scope gives the resident."""
    return is_member(by, code)


def may_erase_person(by: Actor, code: str) -> bool:
    """Erase what is held about a resident: the secretary alone."""
    return is_secretary(by, code)


def may_erase_again(by: Actor, *, listed: bool) -> bool:
    """Erase whom a backup that was put back has brought back: the program, and only who is on the list of erasures."""
    return is_program(by) and listed


def may_look_after_sealed(by: Actor) -> bool:
    """Seal care needs again with another key, and erase those past their day, unread: the program alone."""
    return is_program(by)


def may_refuse_concern(by: Actor, code: str) -> bool:
    """Say that the community does not take a concern on, because it is not on its list: the secretary."""
    return is_program(by) or is_secretary(by, code)


def may_share_view(by: Actor, code: str) -> bool:
    """Show a kept view of the register to the whole committee: the secretary. Each sees own rows through it."""
    return is_secretary(by, code)


def may_keep_plan(by: Actor, code: str, account: object) -> bool:
    """Make and change a member's day plan, visiting hours and calendar key: the member alone, and the program."""
    return is_program(by) or (is_member(by, code) and by.account is not None and by.account == account)


def may_see_plan(by: Actor, code: str, account: object) -> bool:
    """Read a member's plan and hours: the member, and the secretary, who answers for the work (method, rule 1)."""
    return is_secretary(by, code) or may_keep_plan(by, code, account)


def may_draw_plan(by: Actor, code: str, keepers: Collection[object]) -> bool:
    """Draw a courtyard's plan: the secretary, or one who keeps a zone in the courtyard (method, rule 3)."""
    return is_program(by) or is_secretary(by, code) or (is_member(by, code) and by.account in keepers)


def may_note_fixture(by: Actor, code: str) -> bool:
    """Note, check and end what a courtyard has, an extinguisher or a hazard: any of the committee, whoever sees it first.

    The member whose line is safety checks them in every zone (method, element 3: portfolio and zone)."""
    return is_program(by) or is_member(by, code)


def require(allowed: bool) -> None:
    """Raise `Denied` unless allowed; pages show it as missing."""
    if not allowed:
        raise Denied
