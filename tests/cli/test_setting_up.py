"""`init`, `serve`, `demo` and `doctor` on a data folder of their own, from nothing."""

import json
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.running import free_port, minqing

COMMUNITY = "110101005912"
WORDS = (
    "init",
    "--division",
    COMMUNITY,
    "--name",
    "示例社区",
    "--street-name",
    "示例街道",
    "--secretary",
    "单雪梅",
)


@pytest.fixture(scope="module")
def home() -> Path:
    """A data folder in which a community was set up."""
    place = Path(mkdtemp(prefix="minqing-test-")) / "home"
    done = minqing(place, *WORDS, "--json")
    assert done.returncode == 0, done.stderr
    (place / "answer").write_text(done.stdout)
    return place


def findings(done_out: str) -> dict[str, bool]:
    """Each thing the doctor looked at, and whether it is well."""
    return {finding["name"]: finding["ok"] for finding in json.loads(done_out)["findings"]}


def test_init_sets_up_a_community_and_shows_the_password_once(home: Path) -> None:
    answer = json.loads((home / "answer").read_text())
    assert answer == {
        "community": COMMUNITY,
        "name": "示例社区",
        "username": "shanxuemei",
        "password": answer["password"],
    }
    assert len(answer["password"]) == 16
    assert (home / "use").read_text() == "real\n"


def test_init_of_a_community_that_is_there_is_refused(home: Path) -> None:
    done = minqing(home, *WORDS)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "This community is set up already.\n"


def test_a_second_community_of_the_street_needs_no_street_name_and_takes_a_given_password(home: Path) -> None:
    words = (
        "init",
        "--division",
        "110101005913",
        "--name",
        "第二社区",
        "--secretary",
        "王芳",
        "--password-file",
        "-",
    )
    done = minqing(home, *words, "--json", given="a-long-enough-word\n")
    assert (done.returncode, json.loads(done.stdout)) == (
        0,
        {"community": "110101005913", "name": "第二社区", "username": "wangfang", "password": None},
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("init",), "--division is missing: Division code of the community (twelve digits).\n"),
        (
            ("init", "--division", "110101005"),
            "“110101005” is not a community's code: that has twelve digits.\n",
        ),
        (("init", "--division", COMMUNITY), "--name is missing: Name of the community.\n"),
    ],
)
def test_what_is_missing_with_nobody_to_ask_is_wrong_use(
    home: Path, words: tuple[str, ...], said: str
) -> None:
    done = minqing(home, *words)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_weak_password_is_wrong_use(home: Path) -> None:
    words = (
        "init",
        "--division",
        "110101005914",
        "--name",
        "第三社区",
        "--secretary",
        "李强",
        "--password-file",
        "-",
    )
    done = minqing(home, *words, given="12345\n")
    assert done.returncode == 2


def test_the_folder_and_its_keys_are_closed_to_others(home: Path) -> None:
    for folder in (home, home / "files", home / "keys", home / "logs"):
        assert folder.stat().st_mode & 0o066 == 0
    keys = list((home / "keys").iterdir())
    assert keys
    assert [path.stat().st_mode & 0o777 for path in keys] == [0o600] * len(keys)


def test_the_demo_does_not_touch_a_folder_in_real_use(home: Path) -> None:
    done = minqing(home, "demo", "--fresh", MINQING_PORT=str(free_port()))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"This data folder ({home}) is in real use; the demo does not touch it.")
    assert (home / "db" / "data" / "PG_VERSION").exists()


@pytest.mark.parametrize("words", [("serve",), WORDS])
def test_a_folder_with_the_demo_is_not_put_to_real_use(tmp_path: Path, words: tuple[str, ...]) -> None:
    place = tmp_path / "home"
    place.mkdir()
    (place / "use").write_text("demo\n")
    done = minqing(place, *words, MINQING_PORT=str(free_port()))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"This data folder ({place}) holds the demo.")


def test_the_doctor_finds_all_well_where_it_is(home: Path) -> None:
    done = minqing(home, "doctor", "--json")
    assert findings(done.stdout) == dict.fromkeys(
        ["home", "keys", "disk", "mail", "database", "migrations", "calendar", "ledger", "seal", "clock"],
        True,
    )
    assert (done.returncode, json.loads(done.stdout)["ok"], done.stderr) == (0, True, "")


def test_the_doctor_before_anything_was_set_up_says_how_to_begin(tmp_path: Path) -> None:
    done = minqing(tmp_path / "home", "doctor")
    assert done.returncode == 1
    assert "    → Set up a community: minqing init (or look at the demo: minqing demo).\n" in done.stdout
    assert not (tmp_path / "home" / "db").exists()


def test_the_doctor_finds_a_key_that_others_can_read(home: Path) -> None:
    key = next((home / "keys").iterdir())
    key.chmod(0o644)
    try:
        done = minqing(home, "doctor", "--json")
    finally:
        key.chmod(0o600)
    found = next(each for each in json.loads(done.stdout)["findings"] if each["name"] == "keys")
    assert (done.returncode, found) == (
        1,
        {
            "name": "keys",
            "ok": False,
            "detail": f"Other users of this machine can read {key}.",
            "remedy": f"Close it: chmod go-rwx {key}",
        },
    )


def test_the_doctor_finds_a_mail_server_that_does_not_answer(home: Path) -> None:
    done = minqing(home, "doctor", "--json", MINQING_MAIL_URL=f"smtp://127.0.0.1:{free_port()}")
    assert (done.returncode, findings(done.stdout)["mail"]) == (1, False)


def test_the_doctor_finds_a_database_that_does_not_answer(home: Path) -> None:
    done = minqing(home, "doctor", "--json", MINQING_DATABASE_URL="postgresql:///none?host=/nowhere")
    assert (done.returncode, findings(done.stdout)["database"]) == (1, False)


def test_verify_finds_the_new_ledger_whole(home: Path) -> None:
    done = minqing(home, "verify", "--community", COMMUNITY, "--json")
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True)
