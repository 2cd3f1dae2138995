"""A spreadsheet's register taken into a community's."""

from datetime import datetime

from django.db import connection
from django.utils.translation import gettext as _

from minqing.access.rules import may_import_register, require
from minqing.households.models import Household, Membership, Residence, Resident
from minqing.households.register_in.comparing import compared
from minqing.households.register_in.gathering import Gathered, Steps
from minqing.households.register_in.outcome import Outcome, outcome_of
from minqing.households.register_in.quiet import without_collecting
from minqing.households.register_in.reasons import sentence
from minqing.households.register_in.standing import Standing, standing_register
from minqing.households.register_in.taking import Taking
from minqing.language.register.reasons import note
from minqing.ledger.actor import Actor
from minqing.ledger.errors import Refused
from minqing.ledger.writing import Writing, act
from minqing.territory.models import Community, Courtyard, Dwelling
from minqing.territory.queries import day_at

_REGISTER = (Courtyard, Dwelling, Household, Residence, Resident, Membership)


@act("register.import")
def import_register(
    w: Writing, *, by: Actor, at: datetime, community: str, sheet: Gathered, steps: Steps
) -> Outcome:
    """Take a gathered sheet into the register: all of it that is not refused, or, where something fails, nothing.

    What is new begins on the day of `at`. One ledger record a person that is new or changed, one a household, one for
    the import; where nothing changes, none. `steps` hears of people done, of all. Refuses a sheet without a header,
    and to run while another import of the community does. Rule: issue, the register in.
    """
    require(may_import_register(by, community))
    if sheet.problem:
        raise Refused(sentence(note(sheet.problem)))
    _alone(community)
    day = day_at(community, at)
    with without_collecting():
        standing = standing_register(community, day)
        outcome = outcome_of(sheet, standing)
        taking = Taking(w, community, day, standing)
        _take_all(sheet, standing, outcome, taking, steps)
    if taking.has_told:
        counts = {"residents": dict(outcome.residents), "households": dict(outcome.households)}
        w.about(Community.objects.get(community=community), **counts)
    else:
        w.leave_no_record()
    return outcome


def _take_all(sheet: Gathered, standing: Standing, outcome: Outcome, taking: Taking, steps: Steps) -> None:
    done, total = 0, sheet.people
    for found in compared(sheet, standing):
        outcome.count(found)
        taking.take(found)
        done += len(found.people)
        steps(done, total)
    taking.write()


def _alone(community: str) -> None:
    """Hold the register until the transaction ends: other imports are refused, single changes wait.

    The tables are locked before the chain's head is, in the order in which every action takes them; so an import and
    somebody at a door never wait for each other both.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext('register.import'), hashtext(%s))", [community]
        )
        row = cursor.fetchone()
        if row is None or not row[0]:
            raise Refused(_("Another import of this community is under way. Wait until it has ended."))
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _REGISTER)
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")
