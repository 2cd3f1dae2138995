"""The ground that every test stands on, once a session: two streets, three communities, their names."""

from django.utils import timezone

from minqing.access.acting import in_community
from minqing.access.actions import found_community
from minqing.access.models import Division
from minqing.ledger.actor import SYSTEM

OWN = "110101005012"
SIBLING = "110101005013"
OTHER = "110101006001"
NAMES = {OWN: "本社区", SIBLING: "邻社区", OTHER: "外街社区"}


def lay_ground() -> None:
    """District, streets and communities, as `minqing init` lays them."""
    Division.objects.get_or_create(code="110101", defaults={"name": "示例区"})
    for code, name in NAMES.items():
        with in_community(code):
            found_community(by=SYSTEM, at=timezone.now(), code=code, name=name)
