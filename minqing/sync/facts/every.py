"""All kinds of facts: importing this fills the table (`kinds.KINDS`)."""

from minqing.sync.facts import concerns, diary, fixtures, households, plans, trays
from minqing.sync.facts.kinds import KINDS

__all__ = ["KINDS", "concerns", "diary", "fixtures", "households", "plans", "trays"]
