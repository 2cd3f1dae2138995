"""A spreadsheet that waits to be taken in is its sender's alone, also against whoever learnt its id."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from minqing.access.acting import in_community
from minqing.access.models import Role
from minqing.households.register_in import waiting
from tests.factories.ground import OTHER, OWN, SIBLING
from tests.factories.people import an_account
from tests.households.test_register_pages import PEOPLE, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "folder", lambda: tmp_path)


def secretary_of(code: str) -> Client:
    """Signed in as the secretary of a community."""
    client = Client()
    with in_community(code):
        client.force_login(an_account("书记", Role.SECRETARY, code))
    return client


@pytest.mark.parametrize("code", [SIBLING, OTHER, OWN])
def test_nobody_elses_file_is_overwritten_or_deleted_by_sending_one_under_its_id(code):
    fact = uuid4()
    own = sheet(*PEOPLE)
    secretary_of(OWN).post(
        reverse("register_import", args=[OWN]),
        {"fact": str(fact), "sheet": SimpleUploadedFile("a.xlsx", own)},
    )
    assert waiting.sheet_of(fact).read_bytes() == own
    answer = secretary_of(code).post(
        reverse("register_import", args=[code]),
        {"fact": str(fact), "sheet": SimpleUploadedFile("b.xlsx", sheet(PEOPLE[1]))},
    )
    assert answer.status_code in (404, 422)
    assert waiting.sheet_of(fact).read_bytes() == own
