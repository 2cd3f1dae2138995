"""Taking a register of 100,000 rows × 12 columns: ours beside django-import-export, in one run and one database.

Ours reads, matches, writes rows and ledger, and is run again over the same file, where nothing may change; the peer
looks every row up by its id fields and saves it into one plain table. Run: python benchmarks/import_register.py
[--rows N] [--without-peer]. Needs the dependency group `bench` for the peer.
"""

import argparse
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

CODE = "110101005012"
HEADER = (
    *("户号", "姓名", "性别", "出生日期", "身份证号码", "联系电话"),
    *("与户主关系", "小区", "楼号", "单元", "房号", "住房性质"),
)
FIELDS = (
    *("household", "name", "sex", "born", "card", "phone"),
    *("relation", "estate", "building", "entrance", "room", "tenure"),
)
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超秀霞平刚桂英华文建国",
)
RELATIONS = ("户主", "配偶", "之子", "之女", "之母")


def rows(count: int, seed: int = 20261124) -> Iterator[tuple[str, ...]]:
    """So many rows of invented people, three or so to a household; card numbers carry the order code 000."""
    dice = random.Random(seed)
    made = household = 0
    while made < count:
        household += 1
        estate, rest = divmod(household, 1680)
        building, rest = divmod(rest, 56)
        entrance, room = divmod(rest, 14)
        place = (
            f"第{estate + 1}小区",
            f"{building + 1}号楼",
            f"{entrance + 1}单元",
            f"{room // 2 + 1}0{room % 2 + 1}",
        )
        tenure = dice.choice(("公房", "私房", "出租房"))
        for number in range(min(dice.randint(1, 5), count - made)):
            made += 1
            born = date(1935, 1, 1) + timedelta(days=dice.randrange(32000))
            name = dice.choice(SURNAMES) + dice.choice(GIVEN) + dice.choice(GIVEN)
            card = f"110101{born:%Y%m%d}000{dice.randrange(10)}"
            phone = f"138{dice.randrange(10**8):08d}"
            facts = (dice.choice("男女"), born.isoformat(), card, phone, RELATIONS[number])
            yield (str(household), name, *facts, *place, tenure)


def write_sheet(path: Path, count: int) -> None:
    """The spreadsheet that both read."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for row in rows(count):
        sheet.append(row)
    book.save(path)


def measured(title: str, work: Callable[[], object]) -> float:
    """Do it, print seconds by the clock and the most memory the process has had; give the seconds."""
    began = time.perf_counter()
    work()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{title:<58} {seconds:8.1f} s   peak memory {peak:6.0f} MB", flush=True)
    return seconds


def ours(file: Path) -> Any:
    """Read, match, write, append to the ledger: what `minqing import register` does."""
    from minqing.access.acting import in_community
    from minqing.households.actions.importing import import_register
    from minqing.households.register_in.files import gathered_file
    from minqing.ledger.actor import SYSTEM

    now = datetime.now(UTC)
    with in_community(CODE):
        sheet = gathered_file(file, now.date(), lambda done, total: None)
        steps = lambda done, total: None  # noqa: E731
        return import_register(by=SYSTEM, at=now, community=CODE, sheet=sheet, steps=steps)


def peer_model() -> Any:
    """One plain table in the same database, indexed by the fields that the peer looks up."""
    from django.db import connection, models

    from minqing.access.acting import as_owner

    columns = {name: models.CharField(max_length=60, blank=True) for name in FIELDS}
    meta = type(
        "Meta",
        (),
        {"app_label": "accounts", "indexes": [models.Index(fields=["household", "name"], name="peer")]},
    )
    model: Any = type("PeerPerson", (models.Model,), {"__module__": __name__, "Meta": meta, **columns})
    with as_owner(), connection.schema_editor() as editor:
        editor.create_model(model)
    return model


def peer(model: Any, file: Path) -> Any:
    """The same file by django-import-export: every row looked up by household and name, then saved."""
    from import_export import resources  # type: ignore[import-not-found]
    from import_export.formats.base_formats import XLSX  # type: ignore[import-not-found]

    from minqing.access.acting import as_owner

    meta = type(
        "Meta",
        (),
        {"model": model, "fields": FIELDS, "import_id_fields": ("household", "name"), "skip_diff": True},
    )
    resource_class = type("PeerResource", (resources.ModelResource,), {"Meta": meta})
    dataset = XLSX().create_dataset(file.read_bytes())
    dataset.headers = list(FIELDS)
    with as_owner():  # it resets the sequence of its table
        result = resource_class().import_data(
            dataset, dry_run=False, use_transactions=True, raise_errors=True
        )
    assert sum(result.totals[kind] for kind in ("new", "update", "skip")) == len(dataset)
    return result


def main() -> None:
    """Make a cluster, a street and a file; measure; print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--without-peer", action="store_true")
    args = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="minqing-bench-"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        os.environ["MINQING_HOME"] = str(folder / "home")
        from minqing.site.embedded import temporary_cluster

        os.environ["MINQING_DATABASE_URL"] = stack.enter_context(temporary_cluster(folder / "pg"))
        from minqing.site.at_hand import django_at_hand

        stack.enter_context(django_at_hand())
        measure(folder / "register.xlsx", args)


def measure(file: Path, args: argparse.Namespace) -> None:
    """Both, one after the other."""
    from minqing.access.acting import in_community
    from minqing.access.actions import found_community
    from minqing.ledger.actor import SYSTEM
    from minqing.ledger.verify import verify_community
    from minqing.site.migrate import migrate_all
    from minqing.site.tenancy import make_street

    migrate_all()
    make_street(CODE[:9], "示例街道")
    with in_community(CODE):
        found_community(by=SYSTEM, at=datetime.now(UTC), code=CODE, name="示例社区")
    write_sheet(file, args.rows)
    print(f"{args.rows} rows, {len(HEADER)} columns, {file.stat().st_size / 1e6:.1f} MB")
    first = measured("ours: read, match, write, ledger", lambda: ours(file))
    again: list[Any] = []
    measured("ours again: everything unchanged", lambda: again.append(ours(file)))
    assert again[0].changes_nothing, "the second run would change something"
    with in_community(CODE):
        assert verify_community(CODE).bad is None, "the ledger does not hold"
    if not args.without_peer:
        model = peer_model()
        theirs = measured("django-import-export: look up and save", lambda: peer(model, file))
        print(f"ratio: {theirs / first:.1f} times faster")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main()
