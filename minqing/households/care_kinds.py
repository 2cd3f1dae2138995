"""The kinds of care needs (layer ii of the plan) and the rules that come with each. No database, no clock."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CareKind(models.TextChoices):
    """What care somebody needs: the list of the method, closed; none is for what a person thinks or has
    done.
    """

    LIVES_ALONE = "lives_alone", _("Elderly, living alone")
    OLD_COUPLE = "old_couple", _("Old couple whose children are away")
    NO_KIN = "no_kin", _("Elder without kin")
    VERY_OLD = "very_old", _("Very old")
    SINGLE_PARENT = "single_parent", _("Single parent")
    LOW_INCOME = "low_income", _("Low income")
    DISABLED = "disabled", _("Disabled person")
    CHILD = "child", _("Child in hardship")
    SERVICE_FAMILY = "service_family", _("Family of someone in service")
    FALLEN_FAMILY = "fallen_family", _("Family of the fallen")
    MOTHER = "mother", _("Expecting or new mother")
    UNEMPLOYED = "unemployed", _("Unemployed")
    RESETTLEMENT = "resettlement", _("Under resettlement support")
    RECOVERY = "recovery", _("In recovery")


class Sensitivity(models.TextChoices):
    """Why a kind is sensitive; each is sealed, whatever the class."""

    SAFETY = "safety", _("Safety of the person")
    HARDSHIP = "hardship", _("Hardship")
    HEALTH = "health", _("Health")
    MINOR = "minor", _("A minor")
    PREGNANCY = "pregnancy", _("Pregnancy and birth")
    FAMILY = "family", _("Family circumstances")
    PAST = "past", _("Correction or addiction")


# Confirmed or erased within a quarter, whatever the kind: the day stands open beside what is sealed, and with a
# term of its own for each kind it would tell which it is.
TERM_DAYS = 92


@dataclass(frozen=True)
class CareRule:
    """What holds for a kind.

    `duty`: whose duty needs to know it, besides the keeper of the household. `own_word`: kept only
    where the person asks for or consents to it in person, no guardian.
    """

    duty: Promise
    sensitivity: Sensitivity
    own_word: bool = False


CIVIL_AFFAIRS, HEALTH, DISABILITY = _("Civil affairs"), _("Health"), _("Disabled persons’ affairs")
CHILDREN, VETERANS, WORK = _("Women and children"), _("Veterans’ affairs"), _("Work and social insurance")
JUSTICE = _("Legal aid and resettlement")

RULES: Mapping[CareKind, CareRule] = {
    CareKind.LIVES_ALONE: CareRule(CIVIL_AFFAIRS, Sensitivity.SAFETY),
    CareKind.OLD_COUPLE: CareRule(CIVIL_AFFAIRS, Sensitivity.SAFETY),
    CareKind.NO_KIN: CareRule(CIVIL_AFFAIRS, Sensitivity.FAMILY),
    CareKind.VERY_OLD: CareRule(CIVIL_AFFAIRS, Sensitivity.SAFETY),
    CareKind.SINGLE_PARENT: CareRule(CHILDREN, Sensitivity.FAMILY),
    CareKind.LOW_INCOME: CareRule(CIVIL_AFFAIRS, Sensitivity.HARDSHIP),
    CareKind.DISABLED: CareRule(DISABILITY, Sensitivity.HEALTH),
    CareKind.CHILD: CareRule(CHILDREN, Sensitivity.MINOR),
    CareKind.SERVICE_FAMILY: CareRule(VETERANS, Sensitivity.FAMILY),
    CareKind.FALLEN_FAMILY: CareRule(VETERANS, Sensitivity.FAMILY),
    CareKind.MOTHER: CareRule(HEALTH, Sensitivity.PREGNANCY, own_word=True),
    CareKind.UNEMPLOYED: CareRule(WORK, Sensitivity.HARDSHIP),
    CareKind.RESETTLEMENT: CareRule(JUSTICE, Sensitivity.PAST, own_word=True),
    CareKind.RECOVERY: CareRule(JUSTICE, Sensitivity.PAST, own_word=True),
}


def may_be_under_fourteen(born: str, day: date) -> bool:
    """Whether somebody born then ("1966-05-08", "1966-05" or "1966") may be under fourteen on a day.

    As far as the date is known: the latest day it allows counts. Not known at all: no, for the age is no
    guess.
    """
    if not born:
        return False
    year, _dash, rest = born.partition("-")
    month, _dash, latest = rest.partition("-")
    birthday = (int(month or 12), int(latest or 31))
    return (day.year - int(year), (day.month, day.day)) < (14, birthday)
