"""The data folder of one installation: where it is and what lies in it. Free of Django."""

import os
from dataclasses import dataclass
from pathlib import Path

from minqing.site.knobs import knob

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Home:
    """The folders of one installation. Nothing personal lies anywhere else."""

    path: Path

    @property
    def db(self) -> Path:
        """The built-in database: its cluster, and where its socket is."""
        return self.path / "db"

    @property
    def files(self) -> Path:
        """Photos and attachments."""
        return self.path / "files"

    @property
    def keys(self) -> Path:
        """Keys, kept outside the database; never in the same backup as it."""
        return self.path / "keys"

    @property
    def logs(self) -> Path:
        """What the web server, the worker and the database say."""
        return self.path / "logs"

    @property
    def use(self) -> Path:
        """Marker file: what the home is for, `demo` or `real`."""
        return self.path / "use"

    @property
    def backed_up_before(self) -> Path:
        """Marker file: the moment before which everything is in a verified backup. No command writes it yet."""
        return self.path / "backed-up-before"

    @property
    def lock(self) -> Path:
        """Locked by the one program that runs the database of this home."""
        return self.path / "lock"


def checkout() -> Path | None:
    """The checkout this program runs from; None when it is installed as a package."""
    return _ROOT if (_ROOT / "pyproject.toml").is_file() and (_ROOT / "Makefile").is_file() else None


def home() -> Home:
    """What `MINQING_HOME` names; by default `var/` in a checkout, else the platform's data folder."""
    named = knob("MINQING_HOME")
    if named:
        return Home(Path(named).expanduser().absolute())
    root = checkout()
    if root is not None:
        return Home(root / "var")
    import platformdirs

    return Home(Path(platformdirs.user_data_dir("minqing", appauthor=False)))


def made_home() -> Home:
    """The data folder with its subfolders, made where they are missing, readable by their owner alone."""
    place = home()
    for folder in (place.path, place.files, place.keys, place.logs):
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def use_of(place: Home) -> str:
    """What the home was made for: `demo`, `real`, or "" where nothing was entered yet."""
    try:
        return place.use.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def mark_use(place: Home, use: str) -> None:
    """Write down, once, what the home is for: `demo` or `real`."""
    place.use.write_text(use + "\n", encoding="ascii")


def is_root() -> bool:
    """Whether the program runs as the system's administrator, for whom PostgreSQL does not start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
