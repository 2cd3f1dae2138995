"""A plugin, loaded before Django's settings are read: the tests' own cluster and data folder, gone afterwards.

Workers of xdist inherit both from the first process and make a database each.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

from minqing.site.embedded import temporary_cluster

_open = ExitStack()


def _begin() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ or os.environ.get("MINQING_TESTS_BEGUN"):
        return
    folder = Path(tempfile.mkdtemp(prefix="minqing-test-"))
    _open.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["MINQING_TESTS_BEGUN"] = "1"
    os.environ["MINQING_HOME"] = str(folder / "home")
    os.environ["MINQING_LANGUAGE"] = "zh-hans"
    # A server given from outside is used as it is (the tests' role needs CREATEDB and CREATEROLE there).
    if "MINQING_DATABASE_URL" not in os.environ:
        os.environ["MINQING_DATABASE_URL"] = _open.enter_context(temporary_cluster(folder / "pg"))


def pytest_unconfigure() -> None:
    """Stop the cluster and remove the folder."""
    _open.close()


_begin()
