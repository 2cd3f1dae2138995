"""The phone's addresses: an empty shell at any depth, the service worker at the root, manifest and icons."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from minqing.site.middleware import POLICY as POLICY_OF_PAGES
from minqing.site.static_files import StaticFiles
from minqing.sync import shell
from tests.factories.ground import OTHER, OWN
from tests.factories.notebook import WORKER, a_built_notebook

POLICY_OF_NOTEBOOK = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; img-src 'self' blob: data:; style-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: Any) -> Path:
    """A built notebook in a folder of its own."""
    monkeypatch.setattr(shell, "BUILT", a_built_notebook(tmp_path))
    return tmp_path


@pytest.fixture
def unbuilt(tmp_path: Path, monkeypatch: Any) -> None:
    """No notebook was built."""
    monkeypatch.setattr(shell, "BUILT", tmp_path / "nothing")


def test_any_address_below_a_notebook_answers_the_same_shell_to_anybody(client: Client, built: Path) -> None:
    places = ["", "concern/0192f0c4-0000-7000-8000-000000000000", "zone/", "add/person/1"]
    addresses = [f"/{code}/notebook/{place}" for code in (OWN, OTHER) for place in places]
    answers = [client.get(address) for address in [*addresses, "/notebook/shell/"]]
    assert [answer.status_code for answer in answers] == [200] * 9
    assert len({answer.content for answer in answers}) == 1
    assert all(not answer.cookies for answer in answers)


def test_the_shell_loads_what_was_built_and_nothing_that_is_fetched_later(
    client: Client, built: Path
) -> None:
    page = client.get(f"/{OWN}/notebook/").content.decode()
    assert re.findall(r"(?:src|href)=\"(/static/[^\"]+)\"", page) == [
        "/static/notebook/assets/words-Ef56.js",
        "/static/notebook/assets/start-Mn34.js",
        "/static/notebook/assets/main-Cd34.css",
        "/static/notebook/assets/words-Gh78.css",
        "/static/notebook/assets/start-Op56.css",
        "/static/notebook/assets/main-Ab12.js",
    ]
    assert re.findall(r"<script[^>]*>", page) == [
        '<script type="module" src="/static/notebook/assets/main-Ab12.js">'
    ]


def test_the_shell_has_no_inline_script_or_style_and_locks_no_zoom(client: Client, built: Path) -> None:
    page = client.get("/notebook/shell/").content.decode()
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script>[^<]|javascript:", page) == []
    viewport = re.findall(r'name="viewport" content="([^"]*)"', page)
    assert viewport == ["width=device-width, initial-scale=1, viewport-fit=cover"]
    assert '<div id="app"></div>' in page


def test_the_shell_speaks_the_readers_language(client: Client, built: Path) -> None:
    chinese = client.get("/notebook/shell/", headers={"accept-language": "zh-CN"})
    english = client.get("/notebook/shell/", headers={"accept-language": "en"})
    assert [re.findall(r'lang="([^"]+)"', each.content.decode()) for each in (chinese, english)] == [
        ["zh-hans"],
        ["en"],
    ]
    assert "<title>民情日记</title>" in chinese.content.decode()
    assert "<title>Minqing diary</title>" in english.content.decode()
    assert english.headers["Vary"] == "Accept-Language, Cookie"
    client.cookies["django_language"] = "en"
    by_cookie = client.get("/notebook/shell/", headers={"accept-language": "zh-CN"})
    assert 'lang="en"' in by_cookie.content.decode()


def test_web_assembly_is_allowed_in_the_notebook_alone(client: Client, built: Path) -> None:
    inside = [client.get(each) for each in (f"/{OWN}/notebook/", "/notebook/shell/", "/sw.js")]
    assert {each.headers["Content-Security-Policy"] for each in inside} == {POLICY_OF_NOTEBOOK}
    outside = client.get("/healthz")
    assert outside.headers["Content-Security-Policy"] == POLICY_OF_PAGES
    assert "wasm" not in POLICY_OF_PAGES


def test_the_service_worker_may_answer_for_the_whole_site_and_is_asked_for_anew(
    client: Client, built: Path
) -> None:
    answer = client.get("/sw.js")
    assert (answer.status_code, answer.content.decode()) == (200, WORKER)
    told = {
        name: answer.headers[name] for name in ("Content-Type", "Service-Worker-Allowed", "Cache-Control")
    }
    assert told == {
        "Content-Type": "text/javascript; charset=utf-8",
        "Service-Worker-Allowed": "/",
        "Cache-Control": "private, no-cache",
    }


@pytest.mark.usefixtures("unbuilt")
def test_a_server_without_the_built_notebook_says_so_in_words(client: Client) -> None:
    answers = [
        client.get(each, headers={"accept-language": "en"})
        for each in (f"/{OWN}/notebook/", "/notebook/shell/", "/sw.js")
    ]
    assert [(each.status_code, each.content.decode()) for each in answers] == [
        (503, "The notebook has not been built on this server: run make setup.")
    ] * 3


def test_a_half_written_build_is_no_build(client: Client, built: Path) -> None:
    (built / ".vite" / "manifest.json").write_text("{", encoding="utf-8")
    assert client.get("/notebook/shell/").status_code == 503


def test_each_community_has_its_own_manifest(client: Client) -> None:
    answer = client.get(f"/{OWN}/notebook/manifest.webmanifest", headers={"accept-language": "zh-CN"})
    assert answer.headers["Content-Type"] == "application/manifest+json"
    words = answer.json()
    start = f"/{OWN}/notebook/"
    assert {
        key: words[key] for key in ("id", "name", "short_name", "start_url", "scope", "display", "lang")
    } == {
        "id": start,
        "name": "民情日记",
        "short_name": "民情日记",
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "lang": "zh-hans",
    }
    assert [(icon["sizes"], icon["purpose"]) for icon in words["icons"]] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in words["icons"]:
        assert _size(client.get(icon["src"])) == icon["sizes"]


def _size(answer: HttpResponse) -> str:
    assert answer.headers["Content-Type"] == "image/png"
    with Image.open(io.BytesIO(answer.content)) as image:
        return f"{image.width}x{image.height}"


def test_an_icon_for_a_mask_is_red_to_the_edge_and_the_plain_one_has_round_corners(client: Client) -> None:
    corners = []
    for name in ("maskable-512", "touch-180", "192"):
        with Image.open(io.BytesIO(client.get(f"/notebook/icons/{name}.png").content)) as image:
            corners.append(image.convert("RGBA").getpixel((0, 0)))
    assert corners == [(179, 38, 30, 255), (179, 38, 30, 255), (0, 0, 0, 0)]


@pytest.mark.django_db
def test_an_icon_of_another_name_is_missing(client: Client) -> None:
    assert client.get("/notebook/icons/1000000.png").status_code == 404


def test_files_named_by_their_content_are_kept_for_ever_under_the_notebooks_policy(
    tmp_path: Path, settings: Any
) -> None:
    a_built_notebook(tmp_path / "notebook")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "desk.js").write_text("0", encoding="utf-8")
    settings.STATIC_ROOT = tmp_path
    served = StaticFiles(lambda request: HttpResponse(status=404))

    def headers(url: str) -> dict[str, str]:
        return dict(served.files[url].get_response("GET", {}).headers)

    named = headers("/static/notebook/assets/main-Ab12.js")
    plain, desk = headers("/static/notebook/sw.js"), headers("/static/build/desk.js")
    assert [each["Cache-Control"] for each in (named, plain, desk)] == [
        "max-age=315360000, public, immutable",
        "max-age=60, public",
        "max-age=60, public",
    ]
    assert [each.get("Content-Security-Policy") for each in (named, plain, desk)] == [
        POLICY_OF_NOTEBOOK,
        POLICY_OF_NOTEBOOK,
        None,
    ]
