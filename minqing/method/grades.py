"""The small closed vocabularies that the rules speak in."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """How hard a concern is; it sets which promises are given (rule 6, handling times)."""

    ORDINARY = "ordinary"
    DIFFICULT = "difficult"
    URGENT = "urgent"
    POLICY = "policy"


class Satisfaction(StrEnum):
    """The resident's own word about what was done; never the member's guess."""

    SATISFIED = "satisfied"
    PARTLY = "partly"
    NOT_SATISFIED = "not_satisfied"
    NOT_ASKED = "not_asked"


class PromiseName(StrEnum):
    """What is promised about a concern."""

    ACKNOWLEDGE = "acknowledge"
    COORDINATE = "coordinate"
    SETTLE = "settle"
    ANSWER = "answer"
