"""Does the plan's editor keep up with the hand: 200 homes drawn on one plan, dragged, panned, zoomed, chosen by a frame?

The built editor in Chromium (1440 × 900), fed by a small web server of its own with 200 rooms in rows, each with its home,
and walls, trees, sheds between them. While the mouse moves as it does in a hand (a move every few milliseconds),
requestAnimationFrame notes every frame: told are frames a second, the longest frame, the share of frames later than 20 ms.
`slowed`: with the processor slowed as often. Page weight: what the editor's page fetches, as gzip.

Run: python benchmarks/plan_editor.py [--homes 200] [--seconds 3] [--slowed 1,4]. Needs `npm run build` and a Chromium.
"""

import argparse
import gzip
import html
import json
import math
import threading
import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

STATIC = Path(__file__).resolve().parents[1] / "minqing/site/static"
GOAL = 50.0
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FRAMES = """() => {
  window.__frames = []
  window.__noting = true
  const note = (at) => { window.__frames.push(at); if (window.__noting) requestAnimationFrame(note) }
  requestAnimationFrame(note)
}"""


def config(homes: int) -> dict[str, Any]:
    """A plan of so many rooms in rows, things between them, as the editor's page hands it over."""
    rooms, known = [], []
    for n in range(homes):
        key = str(UUID(int=n + 1))
        column, row = n % 20, n // 20
        rooms.append(
            {
                "id": f"r{n}",
                "kind": "room",
                "x": column * 340,
                "y": row * 700,
                "w": 340,
                "h": 420,
                "dwelling": key,
            }
        )
        known.append({"id": key, "label": str(n + 1), "entrance": "", "gone": False})
    for n in range(homes // 10):
        x, y = (n % 5) * 1400 + 200, (n // 5) * 1400 + 440
        rooms.append({"id": f"t{n}", "kind": "tree", "x": x, "y": y, "w": 220, "h": 220})
        rooms.append({"id": f"s{n}", "kind": "shed", "x": x + 400, "y": y, "w": 240, "h": 180})
        rooms.append({"id": f"w{n}", "kind": "wall", "x": x + 700, "y": y + 100, "w": 500, "h": 24})
    return {
        "drawing": {"form": 1, "shapes": rooms, "entrances": []},
        "number": 1,
        "homes": known,
        "save": "/save",
        "done": "/",
        "key": "bench",
        "templates": [],
        "building": False,
        "picture": None,
        "pictureUrl": "/picture",
    }


def page_of(homes: int) -> bytes:
    """The editor's page, as small as it can be."""
    told = html.escape(json.dumps(config(homes)))
    return (
        '<!doctype html><html lang="zh-hans"><head><meta charset="utf-8">'
        '<link rel="stylesheet" href="/build/desk.css"><link rel="stylesheet" href="/plan/plan.css">'
        f'<script type="module" src="/plan/plan.js"></script></head><body><main data-plan="{told}"></main></body></html>'
    ).encode()


class Door(SimpleHTTPRequestHandler):
    """Serves the page and the built files, and says nothing."""

    homes = 200

    def do_GET(self) -> None:
        """The page at /, files elsewhere."""
        if self.path != "/":
            super().do_GET()
            return
        body = page_of(self.homes)
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the table is what is printed."""


def circling(page: Any, box: dict[str, float], seconds: float, start: tuple[float, float]) -> None:
    """The mouse goes round for a while from where it is pressed, a move every few milliseconds."""
    began = time.monotonic()
    while (passed := time.monotonic() - began) < seconds:
        angle = passed * 2.4
        page.mouse.move(start[0] + 160 * math.sin(angle), start[1] + 110 * (1 - math.cos(angle)) / 2, steps=1)


def frames_of(page: Any, do: Callable[[], None]) -> tuple[float, float, float]:
    """Frames a second while something is done, the longest in ms, the share later than 20 ms."""
    page.evaluate(FRAMES)
    do()
    frames = page.evaluate("() => { window.__noting = false; return window.__frames }")
    gaps = [after - before for before, after in zip(frames, frames[1:], strict=False)]
    return 1000 * len(gaps) / sum(gaps), max(gaps), sum(gap > 20 for gap in gaps) / len(gaps)


def gestures(page: Any, seconds: float) -> list[tuple[str, tuple[float, float, float]]]:
    """Every gesture with what it kept."""
    box = page.locator(".board").bounding_box()
    room = page.locator('[data-shape="r45"]').bounding_box()
    on_room = (room["x"] + room["width"] / 2, room["y"] + room["height"] / 2)
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def pressed(at: tuple[float, float], button: str = "left") -> None:
        page.mouse.move(*at)
        page.mouse.down(button=button)
        circling(page, box, seconds, at)
        page.mouse.up(button=button)

    def wheeled() -> None:
        began = time.monotonic()
        page.mouse.move(*middle)
        while time.monotonic() - began < seconds:
            page.mouse.wheel(0, 14 if int((time.monotonic() - began) * 2) % 2 else -14)

    def all_chosen() -> None:
        page.locator(".board").focus()
        page.keyboard.press("Control+a")
        pressed(on_room)

    return [
        ("drag a room", frames_of(page, lambda: pressed(on_room))),
        ("pan", frames_of(page, lambda: pressed(middle, "middle"))),
        ("scroll", frames_of(page, wheeled)),
        ("choose by a frame", frames_of(page, lambda: pressed((box["x"] + 6, box["y"] + 6)))),
        ("drag everything", frames_of(page, all_chosen)),
    ]


def weights() -> list[tuple[str, float]]:
    """What the editor's page fetches beyond its HTML, as gzip, in kB."""
    files = ("plan/plan.js", "plan/plan.css", "build/desk.js", "build/desk.css")
    return [(name, len(gzip.compress((STATIC / name).read_bytes(), 9)) / 1000) for name in files]


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--homes", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--slowed", default="1,4")
    said = parser.parse_args()
    Door.homes = said.homes
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Door, directory=str(STATIC)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        path = next(
            (p for p in (playwright.chromium.executable_path, "/usr/bin/chromium") if Path(p).exists()), None
        )
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        print(f"{said.homes} homes | gesture | frames/s | longest ms | later than 20 ms | goal")
        for slowed in (int(each) for each in said.slowed.split(",")):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            page.wait_for_selector('[data-shape="r45"]')
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
            for name, (rate, longest, late) in gestures(page, said.seconds):
                kept = "kept" if rate >= GOAL else "missed"
                print(f"slowed {slowed} | {name} | {rate:.1f} | {longest:.0f} | {late:.1%} | {kept}")
            page.close()
        browser.close()
    server.shutdown()
    sizes = weights()
    print(
        " · ".join(f"{name} {kb:.1f} kB" for name, kb in sizes),
        f"· together {sum(kb for _, kb in sizes):.1f} kB",
    )


if __name__ == "__main__":
    main()
