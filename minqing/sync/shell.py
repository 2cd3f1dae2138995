"""The phone's addresses: one empty shell for all communities, its service worker, manifest and icons.

Nobody need be signed in: nothing here holds data. What the notebook shows comes from the phone's own store and by the
phone's door. The shell is the same at every address below a notebook, so the service worker keeps it once.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from minqing.sync.icons import icon_png

SITE: Final = Path(__file__).parents[1] / "site"
# Where `npm run build` puts the phone's program, and where its files are served.
BUILT: Final = SITE / "static" / "notebook"
SERVED: Final = "/static/notebook/"
ENTRY: Final = "main.ts"
# The entry does one thing and goes on to the program itself: to the build that is fetched later, to the reader it is not.
GOES_ON: Final = ("start.ts",)

# The PIN's key is computed by WebAssembly; everything comes from here, photos also from the phone's own store.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; "
    "manifest-src 'self'; img-src 'self' blob: data:; style-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# The icons: by name, how many pixels, and whether red to the edge (for masks; iOS rounds corners itself).
ICONS: Final = {
    "192": (192, False),
    "512": (512, False),
    "maskable-512": (512, True),
    "touch-180": (180, True),
}


@dataclass(frozen=True)
class Program:
    """The built program as the shell names it: its entry, its style sheets, what the entry goes on to at once."""

    entry: str
    styles: tuple[str, ...]
    preloads: tuple[str, ...]


def program(built: Path) -> Program | None:
    """What stands in the manifest that the web build left in this folder; None where nothing was built."""
    try:
        manifest: dict[str, Any] = json.loads((built / ".vite" / "manifest.json").read_text(encoding="utf-8"))
        entry = manifest[ENTRY]
    except (OSError, ValueError, KeyError):
        return None
    at_once, todo = [entry], [*entry.get("imports", ()), *(one for one in GOES_ON if one in manifest)]
    while todo:
        part = manifest[todo.pop(0)]
        if part not in at_once:
            at_once.append(part)
            todo.extend(part.get("imports", ()))
    styles = dict.fromkeys(SERVED + each for part in at_once for each in part.get("css", ()))
    return Program(
        entry=SERVED + entry["file"],
        styles=tuple(styles),
        preloads=tuple(SERVED + part["file"] for part in at_once[1:]),
    )


@require_safe
def notebook(request: HttpRequest, code: str = "", place: str = "") -> HttpResponse:
    """The shell, whatever the community and the place in it: the phone's own program reads the address."""
    found = program(BUILT)
    if found is None:
        return _not_built()
    page = render_to_string("sync/notebook.html", {"program": found})
    return _kept_by_the_worker(HttpResponse(page))


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root: only so may it answer for every address of the site."""
    try:
        script = (BUILT / "sw.js").read_bytes()
    except OSError:
        return _not_built()
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/"
    return _kept_by_the_worker(answer)


@require_safe
def notebook_manifest(request: HttpRequest, code: str) -> HttpResponse:
    """What the phone asks when the notebook of a community is put on its home screen."""
    start = reverse("notebook", args=[code])
    words = {
        "id": start,
        "name": _("Minqing diary"),
        "short_name": _("Minqing diary"),
        "description": _("The notebook for visits, also without network."),
        "lang": get_language(),
        "dir": "ltr",
        "start_url": start,
        "scope": start,
        "display": "standalone",
        "background_color": "#faf7f0",
        "theme_color": "#faf7f0",
        "icons": [
            _icon_words("192", "any"),
            _icon_words("512", "any"),
            _icon_words("maskable-512", "maskable"),
        ],
    }
    answer = JsonResponse(words, content_type="application/manifest+json")
    return _kept_by_the_worker(answer)


def _icon_words(name: str, purpose: str) -> dict[str, str]:
    size = ICONS[name][0]
    src = reverse("notebook_icon", args=[name])
    return {"src": src, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


@require_safe
def notebook_icon(request: HttpRequest, name: str) -> HttpResponse:
    """The icon in one of the sizes that phones ask for."""
    if name not in ICONS:
        raise Http404
    answer = HttpResponse(icon_png(*ICONS[name]), content_type="image/png")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def _kept_by_the_worker(answer: HttpResponse) -> HttpResponse:
    """Asked anew each time by the browser itself; the service worker keeps its own copy. In the reader's language."""
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ("Accept-Language", "Cookie"))
    return answer


def _not_built() -> HttpResponse:
    words = _("The notebook has not been built on this server: run make setup.")
    return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8")
