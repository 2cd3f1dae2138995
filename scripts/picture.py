"""Make the picture of the README from the demo: `scripts/picture.py`; phone pictures too with `--out DIR`.

Starts a demo of its own in a folder that is gone afterwards, signs in by its doors and looks at the pages with
Chromium (Playwright's own or the system's). Nothing of a running installation is touched.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "picture.png"
MOST_BYTES = 250_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PHONE_PAGES = {"today": "", "diary": "diary/", "write": "diary/entries/new/", "concerns": "concerns/"}


class Demo:
    """A demo on a free port and in a folder of its own, for as long as it is entered."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://localhost:{self.port}"
        self._folder = Path(tempfile.mkdtemp(prefix="minqing-picture-"))
        self._out = (self._folder / "out").open("w+", encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Demo":
        kept = {
            key: value for key, value in os.environ.items() if not key.startswith(("MINQING_", "DJANGO_"))
        }
        self._process = subprocess.Popen(
            [sys.executable, "-u", "-m", "minqing.cli.main", "demo"],
            env={
                **kept,
                "MINQING_HOME": str(self._folder / "home"),
                "MINQING_PORT": str(self.port),
                "MINQING_LANGUAGE": "zh-hans",
            },
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=self._out,
            stderr=subprocess.STDOUT,
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)
        self._out.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def said(self) -> str:
        """What the demo has printed."""
        return (self._folder / "out").read_text(encoding="utf-8")

    def doors(self, seconds: float = 900.0) -> list[str]:
        """The sign-in links, once the demo is ready. SystemExit with its words where it ends before that."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            assert self._process is not None
            if self._process.poll() is not None:
                raise SystemExit(self.said())
            found = re.findall(rf"{self.url}/demo/enter/\S+", self.said())
            if len(found) >= 4 and self._is_ready():
                return found
            time.sleep(0.5)
        raise SystemExit("the demo did not get ready\n" + self.said())

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def small(png: bytes) -> bytes:
    """The picture in few colours: as sharp, and a third of the bytes."""
    image = Image.open(BytesIO(png)).convert("RGB")
    for colours in (128, 64, 32):
        out = BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            break
    return out.getvalue()


def look(browser: Any, door: str, width: int, height: int, pages: dict[str, str]) -> dict[str, bytes]:
    """Sign in by a door and take these pages, as one sees them on a screen of this size."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(door)
    desk = page.url
    taken = {}
    for name, path in pages.items():
        page.goto(desk + path)
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready")
        taken[name] = small(page.screenshot())
    context.close()
    return taken


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--out", type=Path, help="a folder for pictures of a phone, which are not part of the docs"
    )
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with Demo() as demo, sync_playwright() as playwright:
        secretary, member, *_ = demo.doors()
        own = Path(playwright.chromium.executable_path)
        path = str(own) if own.exists() else shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, "--lang=zh-CN"])
        PICTURE.write_bytes(look(browser, secretary, 1440, 960, {"loop": ""})["loop"])
        if asked.out is not None:
            asked.out.mkdir(parents=True, exist_ok=True)
            for name, picture in look(browser, member, 390, 844, PHONE_PAGES).items():
                (asked.out / f"{name}.png").write_bytes(picture)
        browser.close()


if __name__ == "__main__":
    main()
