"""The built files as they are served: hashed, with nothing in them that names a file without its hash."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.storage import FileSystemStorage

BUILD = Path(__file__).resolve().parents[2] / "minqing/site/static/build"
KIB = 1024


@pytest.mark.parametrize("name", ["desk.js", "desk.css", "icons.svg", "seal.svg"])
def test_the_build_has_fixed_names(name: str) -> None:
    assert (BUILD / name).is_file(), "run npm run build in web/"


def test_the_style_sheet_carries_its_pictures_in_itself_and_loads_no_font() -> None:
    css = (BUILD / "desk.css").read_text(encoding="utf-8")
    assert [
        url for url in re.findall(r"url\(['\"]?([^)'\"]{0,40})", css) if not url.startswith("data:")
    ] == []
    assert "@font-face" not in css
    assert "@import" not in css


def test_the_script_is_one_file_without_a_map() -> None:
    script = (BUILD / "desk.js").read_text(encoding="utf-8")
    assert "sourceMappingURL" not in script
    assert re.search(r"\bimport\s*\(|\bfrom\s*['\"]\./", script) is None


def test_the_files_get_their_hashes_without_complaint(tmp_path: Path) -> None:
    source = FileSystemStorage(BUILD.parent)
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    paths = {}
    for path in sorted(BUILD.iterdir()):
        name = f"build/{path.name}"
        (tmp_path / "build").mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(path.read_bytes())
        paths[name] = (source, name)
    done = list(storage.post_process(paths, dry_run=False))
    assert [outcome for _, _, outcome in done if isinstance(outcome, Exception)] == []
    assert re.fullmatch(r"/static/build/desk\.[0-9a-f]{12}\.css", storage.url("build/desk.css"))


def test_the_page_stays_light() -> None:
    import gzip

    weight = {name: len(gzip.compress((BUILD / name).read_bytes(), 9)) for name in ("desk.css", "desk.js")}
    assert weight["desk.css"] < 48 * KIB
    assert weight["desk.js"] < 28 * KIB
