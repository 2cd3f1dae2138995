"""What the web build leaves for the phone, made the short way: a manifest, an entry, a style, a service worker."""

import json
from pathlib import Path
from typing import Any

WORKER = "self.addEventListener('fetch', () => {})\n"


def a_built_notebook(folder: Path) -> Path:
    """The folder of a built notebook: the entry imports one part, with a style sheet, and goes on to the program."""
    manifest: dict[str, Any] = {
        "main.ts": {
            "file": "assets/main-Ab12.js",
            "isEntry": True,
            "imports": ["_words.js"],
            "dynamicImports": ["start.ts"],
            "css": ["assets/main-Cd34.css"],
        },
        "start.ts": {
            "file": "assets/start-Mn34.js",
            "imports": ["_words.js", "main.ts"],
            "dynamicImports": ["pages/Zone.vue"],
            "css": ["assets/start-Op56.css"],
        },
        "_words.js": {
            "file": "assets/words-Ef56.js",
            "css": ["assets/words-Gh78.css"],
            "imports": ["main.ts"],
        },
        "pages/Zone.vue": {"file": "assets/Zone-Ij90.js", "css": ["assets/Zone-Kl12.css"]},
    }
    for part in manifest.values():
        for name in (part["file"], *part["css"]):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text("/* built */", encoding="utf-8")
    (folder / ".vite").mkdir()
    (folder / ".vite" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "sw.js").write_text(WORKER, encoding="utf-8")
    return folder
