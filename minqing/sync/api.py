"""The phone's door: `/<community>/sync/v1/…` (decision 0008). What is asked and answered is in contracts/openapi.json."""

from ninja import NinjaAPI

from minqing.sync.down import router as down
from minqing.sync.enrolling import router as enrolling
from minqing.sync.facts.every import KINDS
from minqing.sync.photos import router as photos
from minqing.sync.problems import tell_problems
from minqing.sync.reading import JsonAlone
from minqing.sync.taking import router as taking

api = NinjaAPI(
    title="Minqing notebook",
    version="1",
    description="Up go facts, down come records of current state (docs/decisions/0008).",
    openapi_url=None,
    docs_url=None,
    urls_namespace="sync",
    parser=JsonAlone(),
)
tell_problems(api)
assert KINDS, "no kind of fact is known"
api.add_router("", enrolling)
api.add_router("", taking)
api.add_router("", down)
api.add_router("", photos)
