"""`minqing doctor`: checks the installation, and says what to do about each finding."""

import argparse
import time
from datetime import date

from minqing.cli.terminal import give, give_json
from minqing.site.at_hand import behind, database_at_hand, django_at_hand
from minqing.site.embedded import cluster_of, database_parameters
from minqing.site.finding import Finding
from minqing.site.home import home, made_home
from minqing.site.knobs import knob
from minqing.site.machine import clock_finding, machine_findings
from minqing.site.trouble import Trouble
from minqing.site.words import words_of

_ = words_of("cli")


def arguments(parser: argparse.ArgumentParser) -> None:
    """How to print it."""
    parser.add_argument("--json", action="store_true", help=_("print one JSON document"))


def run(args: argparse.Namespace) -> int:
    """Print every finding; 0 where all is well, else 1."""
    place = made_home()
    findings = machine_findings(place)
    found, drift = database_findings()
    findings += [*found, clock_finding(place, drift)]
    ok = all(finding.ok for finding in findings)
    if args.json:
        give_json({"ok": ok, "findings": [finding.document() for finding in findings]})
    else:
        for finding in findings:
            _print(finding)
        give(_("All is well.") if ok else _("Something has to be done: see the lines with ✗."))
    return 0 if ok else 1


def database_findings() -> tuple[list[Finding], float | None]:
    """What the database shows, and by how many seconds its clock is ahead (None where it does not answer)."""
    if not knob("MINQING_DATABASE_URL") and not cluster_of(home()).data.exists():
        nothing = Finding(
            "database",
            False,
            _("There is no database in {folder} yet.").format(folder=home().db),
            _("Set up a community: minqing init (or look at the demo: minqing demo)."),
        )
        return [nothing, _calendar([])], None
    try:
        with database_at_hand():
            return _look_inside()
    except Trouble as trouble:
        remedy = _("See {log}, and start again: minqing serve").format(log=home().logs / "database.log")
        return [Finding("database", False, str(trouble), remedy), _calendar([])], None


def _look_inside() -> tuple[list[Finding], float]:
    import psycopg

    with psycopg.connect(**database_parameters()) as line:  # type: ignore[arg-type]
        row = line.execute("select extract(epoch from clock_timestamp())::float8, version()").fetchone()
    assert row is not None
    drift = float(row[0]) - time.time()  # at once: walking the ledger below takes its time
    database = Finding("database", True, str(row[1]).split(" on ")[0])
    waiting = behind()
    if waiting:
        migrations = Finding(
            "migrations",
            False,
            _("{count} schemas wait for their migrations, first {name}.").format(
                count=len(waiting), name=waiting[0]
            ),
            _("Bring them up: minqing migrate"),
        )
        return [database, migrations, _calendar([])], drift
    return [database, Finding("migrations", True, _("All done.")), *_records()], drift


def _records() -> list[Finding]:
    from minqing.cli.street import chains
    from minqing.site.records import ledger_finding
    from minqing.site.seal import seal_finding

    with django_at_hand():
        codes = chains()
        return [_calendar(codes), ledger_finding(codes), seal_finding()]


def _calendar(codes: list[str]) -> Finding:
    from minqing.site.records import calendar_finding, entered_everywhere

    return calendar_finding(date.today(), entered_everywhere(codes) if codes else frozenset())


def _print(finding: Finding) -> None:
    give(f"{'✓' if finding.ok else '✗'} {_names()[finding.name]}  {finding.detail}")
    if finding.remedy:
        give(f"    → {finding.remedy}")


def _names() -> dict[str, str]:
    return {
        "home": _("Data folder"),
        "keys": _("Keys"),
        "disk": _("Disk"),
        "mail": _("Mail"),
        "database": _("Database"),
        "migrations": _("Migrations"),
        "calendar": _("Calendar"),
        "ledger": _("Ledger"),
        "seal": _("Sealed care needs"),
        "clock": _("Clock"),
    }
