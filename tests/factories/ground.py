"""The ground that every test stands on, once a session: two streets, three communities, their names."""

from minqing.access.acting import as_owner, in_community
from minqing.access.models import Division
from minqing.territory.models import Community

OWN = "110101005012"
SIBLING = "110101005013"
OTHER = "110101006001"
NAMES = {OWN: "本社区", SIBLING: "邻社区", OTHER: "外街社区"}


def lay_ground() -> None:
    """District, streets and communities, as `minqing init` lays them."""
    Division.objects.get_or_create(code="110101", defaults={"name": "示例区"})
    for code, name in NAMES.items():
        Division.objects.get_or_create(code=code, defaults={"name": name})
        with in_community(code), as_owner():
            Community.objects.get_or_create(community=code, defaults={"name": name})
