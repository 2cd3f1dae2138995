"""What the doctor looks at outside the database: data folder, keys, disk, mail. Free of Django."""

import os
import shutil
import smtplib
import stat
import time
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

from minqing.site.finding import Finding
from minqing.site.home import Home
from minqing.site.knobs import knob
from minqing.site.words import words_of

_ = words_of("site")

LEAST_FREE = 1_000_000_000  # bytes
_MOST_DRIFT = 5.0  # seconds between the clock of this machine and that of its disk or database


def machine_findings(place: Home) -> list[Finding]:
    """Everything that can be looked at without the database."""
    return [folder_finding(place), keys_finding(place), disk_finding(place), mail_finding()]


def folder_finding(place: Home) -> Finding:
    """The data folder is there, ours to write, and closed to other users."""
    if not os.access(place.path, os.W_OK | os.X_OK):
        return Finding(
            "home",
            False,
            _("The data folder {folder} cannot be written.").format(folder=place.path),
            _("Give it to the user who runs Minqing, or choose another one with MINQING_HOME."),
        )
    open_ = [folder for folder in (place.path, place.files, place.logs) if _others_read(folder)]
    if open_:
        return Finding(
            "home",
            False,
            _("Other users of this machine can read {folder}.").format(folder=open_[0]),
            _("Close it: chmod go-rw {folder}").format(folder=open_[0]),
        )
    return Finding("home", True, str(place.path))


def keys_finding(place: Home) -> Finding:
    """Every key file can be read by us and by nobody else."""
    files = sorted(path for path in place.keys.rglob("*") if path.is_file())
    if not files:
        return Finding(
            "keys",
            False,
            _("There are no keys in {folder} yet.").format(folder=place.keys),
            _("They are made at the first start: minqing serve. If there were some, put them back."),
        )
    for path in (place.keys, *files):
        if _others_read(path):
            return Finding(
                "keys",
                False,
                _("Other users of this machine can read {file}.").format(file=path),
                _("Close it: chmod go-rwx {file}").format(file=path),
            )
        if not os.access(path, os.R_OK):
            return Finding(
                "keys",
                False,
                _("{file} cannot be read.").format(file=path),
                _("Give it to the user who runs Minqing."),
            )
    return Finding("keys", True, _("{count} in {folder}").format(count=len(files), folder=place.keys))


def disk_finding(place: Home) -> Finding:
    """There is room for a while: at least a gigabyte, and a twentieth of the disk where that is less."""
    room = shutil.disk_usage(place.path)
    detail = _("{free} GB free of {total} GB").format(
        free=f"{room.free / 1e9:.1f}", total=f"{room.total / 1e9:.1f}"
    )
    if room.free < min(LEAST_FREE, room.total / 20):
        return Finding(
            "disk",
            False,
            detail,
            _("Free some space, or move the data folder to a larger disk (MINQING_HOME)."),
        )
    return Finding("disk", True, detail)


def mail_finding() -> Finding:
    """Mail is either not wanted, or its server answers. Nothing is sent."""
    url = knob("MINQING_MAIL_URL")
    if not url:
        return Finding(
            "mail", True, _("Not set up: notices are shown in the program only (MINQING_MAIL_URL).")
        )
    remedy = _("Correct MINQING_MAIL_URL, for example smtp://user:password@mail.example.org:587")
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        return Finding("mail", False, _("MINQING_MAIL_URL is not the address of a mail server."), remedy)
    where = f"{parts.hostname}:{parts.port or (465 if parts.scheme == 'smtps' else 25)}"
    try:
        _greet(parts.scheme, parts.hostname, parts.port or 0)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        reason = str(error) or type(error).__name__
        return Finding(
            "mail", False, _("{server} does not answer: {reason}").format(server=where, reason=reason), remedy
        )
    return Finding("mail", True, _("{server} answers").format(server=where))


def clock_finding(place: Home, database_drift: float | None) -> Finding:
    """This machine's clock agrees with the disk's and the database's: what is due hangs on it.

    `database_drift`: by how many seconds the database's clock is ahead; None where it does not answer.
    """
    with TemporaryFile(dir=place.path) as file:
        file.write(b"now")
        file.flush()
        drifts = {_("the disk"): os.fstat(file.fileno()).st_mtime - time.time()}
    if database_drift is not None:
        drifts[_("the database")] = database_drift
    for whose, drift in drifts.items():
        if abs(drift) > _MOST_DRIFT:
            return Finding(
                "clock",
                False,
                _("The clock of this machine and that of {other} differ by {seconds} seconds.").format(
                    other=whose, seconds=round(abs(drift))
                ),
                _("Set the clocks by the network (NTP), for example: timedatectl set-ntp true"),
            )
    return Finding("clock", True, time.strftime("%Y-%m-%d %H:%M:%S %z"))


def _greet(scheme: str, host: str, port: int) -> None:
    kind = smtplib.SMTP_SSL if scheme == "smtps" else smtplib.SMTP
    with kind(host, port, timeout=5) as server:
        server.noop()


def _others_read(path: Path) -> bool:
    return path.exists() and bool(
        stat.S_IMODE(path.stat().st_mode) & (stat.S_IRGRP | stat.S_IROTH | stat.S_IWOTH)
    )
