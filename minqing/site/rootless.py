"""Running PostgreSQL for the administrator: it refuses to start as root, so it gets a system user of its own.

That user must be able to pass through the folders above the data and above the program. They are opened for
passing through only (search permission, not reading), and the caller is told which were, so that it can warn.
"""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

from minqing.site.home import is_root
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("site")

DATABASE_USER = "minqing-db"


def database_user() -> pwd.struct_passwd:
    """The system user that runs the database for root; made where it is missing.

    Trouble where that is impossible.
    """
    for attempt in ("look", "make", "look again"):
        try:
            return pwd.getpwnam(DATABASE_USER)
        except KeyError:
            if attempt == "look" and shutil.which("useradd"):
                command = [
                    "useradd",
                    "--system",
                    "--no-create-home",
                    "--shell",
                    "/usr/sbin/nologin",
                    DATABASE_USER,
                ]
                subprocess.run(command, capture_output=True, check=False)
    raise Trouble(
        _(
            "PostgreSQL does not run as root, and the system user {user} could not be made."
            " Start Minqing as an ordinary user."
        ).format(user=DATABASE_USER)
    )


def as_database_user() -> dict[str, Any]:
    """Arguments for `subprocess` that run a command as the database's user; none for an ordinary user."""
    if not is_root():
        return {}
    user = database_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def give(path: Path) -> None:
    """Make the database's user the owner of a folder, where the program runs as root."""
    if is_root():
        user = database_user()
        os.chown(path, user.pw_uid, user.pw_gid)


def open_way_to(path: Path) -> list[Path]:
    """Let other users pass through every folder above `path`; gives the folders that had been closed.

    Root only.
    """
    opened = []
    for folder in path.resolve().parents:
        mode = stat.S_IMODE(folder.stat().st_mode)
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            opened.append(folder)
    return opened


def open_program(folder: Path) -> None:
    """Let other users read and run PostgreSQL's own files, which hold nothing of anybody's. Root only."""
    wanted = stat.S_IROTH | stat.S_IXOTH
    if all(each.stat().st_mode & wanted == wanted for each in (folder, *(folder / "bin").iterdir())):
        return
    for each in (folder, *folder.rglob("*")):
        if not each.is_symlink():
            runs = each.is_dir() or each.stat().st_mode & stat.S_IXUSR
            each.chmod(each.stat().st_mode | stat.S_IROTH | (stat.S_IXOTH if runs else 0))
