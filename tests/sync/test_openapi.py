"""schemathesis asks the door whatever its OpenAPI allows, and what it does not: no answer is a fault of the server."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.http import HttpResponseBase
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode

from minqing.access.acting import in_community
from minqing.ledger.ids import uuid7
from tests.factories.desk import Desk
from tests.factories.ground import OTHER, OWN
from tests.factories.people import a_member
from tests.factories.phones import Phone

FILE = Path(__file__).parents[2] / "contracts" / "openapi.json"
schema = schemathesis.openapi.from_dict(json.loads(FILE.read_text(encoding="utf-8")))
ADDRESSES = [(path, method) for path in schema for method in schema[path]]
MODES = {"allowed": GenerationMode.POSITIVE, "not_allowed": GenerationMode.NEGATIVE}
pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=10,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def askers() -> list[Client]:
    """A phone of this community, one of another street, one that nobody knows, and a browser that is signed in."""
    with in_community(OWN):
        desk = Desk()
        own = Phone(desk.wang).client
    with in_community(OTHER):
        other = Phone(a_member("外委员"), OTHER).client
    browser = Client()
    browser.force_login(desk.li.account)
    askers = [own, other, Client(headers={"authorization": "Bearer nothing"}), browser]
    for one in askers:
        one.raise_request_exception = False
    return askers


def text_of(value: Any) -> str:
    """A value as it can stand in an address."""
    return str(value).encode("utf-8", "replace").decode()


def ask(client: Client, case: Case) -> HttpResponseBase:
    """One question through Django's own handler, at the own community."""
    parts = {name: quote(text_of(value), safe="") for name, value in (case.path_parameters or {}).items()}
    parts |= {"code": OWN} | ({} if parts.get("id") else {"id": str(uuid7())})
    body = case.body
    if not isinstance(body, bytes):
        body = b"" if type(body).__name__ == "NotSet" else json.dumps(body).encode()
    headers = {k: text_of(v) for k, v in (case.headers or {}).items() if k.lower().startswith("x-")}
    query = {key: text_of(value) for key, value in (case.query or {}).items()}
    return client.generic(
        case.method,
        case.path.format(**parts),
        data=body,
        content_type=case.media_type or "application/json",
        headers={k: v.encode("latin-1", "replace").decode("latin-1") for k, v in headers.items()},
        query_params=query,
    )


@pytest.mark.parametrize("mode", sorted(MODES))
@pytest.mark.parametrize(("path", "method"), ADDRESSES)
def test_no_question_makes_the_server_fail(path, method, mode):
    clients, seen = askers(), []

    @FEW
    @given(schema[path][method].as_strategy(generation_mode=MODES[mode]))
    def every(case: Case) -> None:
        for client in clients:
            answer = ask(client, case)
            seen.append(answer.status_code)
            assert answer.status_code < 500, case.as_curl_command()
            if answer.status_code == 404 and "json" not in answer.headers["Content-Type"]:
                assert "{id}" in path, "only what is no id at all is no address of the door"
            elif answer.status_code >= 400:
                assert set(json.loads(answer.content)) == {"code", "text", "now"}, (answer.status_code, path)

    every()
    assert 401 in seen


def test_the_questions_cover_every_address_of_the_door():
    assert len(ADDRESSES) == 8
