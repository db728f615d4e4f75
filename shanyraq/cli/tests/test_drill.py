"""The drill: its result stands in the record, wherever it was done, and the doctor says when the last one was."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from shanyraq.audit.models import Entry
from shanyraq.audit.queries.verifying import verify
from shanyraq.cli import keeping
from shanyraq.cli.backups import drills, taking
from shanyraq.cli.backups.drills import Drill
from shanyraq.cli.main import main
from shanyraq.cli.tests.installations import Place, back_up, empty_database, make_keys
from shanyraq.cli.tests.test_lost_keys import new_installation
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import install
from shanyraq.foundation.wrapping import keys_folder

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
BACKUP = "7c1e9a04-0000-4000-8000-000000000001"


@pytest.fixture(autouse=True)
def backed_up() -> None:
    """An installation that made one backup."""
    install(fixed_day=None, at=real_now())
    with taking.recorded(taking.MADE, by=taking.system_actor("backup")) as act:
        act.about(BACKUP, kind="backup")


def drill(found: str = "", *, backup: str = BACKUP, days_ago: float = 0) -> Drill:
    done = drills.drilled(Path("shanyraq-20210520T021500Z-7c1e9a04.age"), backup, found)
    return done.model_copy(update={"at": done.at - timedelta(days=days_ago)})


def enter(tmp_path: Path, text: str) -> int:
    (tmp_path / "slip.txt").write_text(text)
    return main(["drill", "enter", str(tmp_path / "slip.txt")])


def test_without_a_drill_the_doctor_of_a_site_with_real_people_is_not_well() -> None:
    assert keeping.drill(True)[0] and not keeping.drill(False)[0]
    assert "none was ever entered: `shanyraq restore BACKUP --verify`" in keeping.drill(False)[2]


def test_a_drill_that_went_well_is_told_with_its_day_and_its_backup() -> None:
    done = drill(days_ago=6.9)
    drills.enter(done)

    made = Entry.objects.get(action=taking.MADE).at
    assert keeping.drill(False) == (
        True,
        "last drill",
        f"{done.at:%Y-%m-%d %H:%M} UTC, of the backup of {made:%Y-%m-%d %H:%M}: it can be restored",
    )
    assert verify() is None


def test_after_seven_days_another_drill_is_asked_for() -> None:
    drills.enter(drill(days_ago=7.1))

    is_good, _, words = keeping.drill(False)

    assert not is_good and "more than 7 days ago: `shanyraq restore BACKUP --verify`" in words
    assert keeping.drill(True)[0]


@pytest.mark.parametrize("found", drills.WORDS)
def test_a_drill_that_failed_is_a_fault_until_a_later_one_goes_well(found: str) -> None:
    drills.enter(drill(found, backup="", days_ago=1))

    assert keeping.drill(True)[0] is False and drills.WORDS[found] in keeping.drill(True)[2]
    assert Entry.objects.get(action=drills.DRILL).reason_code == found
    drills.enter(drill(days_ago=2))  # an earlier one that is entered later changes nothing
    assert keeping.drill(True)[0] is False
    drills.enter(drill())
    assert keeping.drill(True)[0]


def test_a_slip_from_another_machine_is_entered_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = drills.slip(drill(), keys_folder())

    assert enter(tmp_path, f"> Dear colleague,\n> {slip}\n") == 0
    assert "is entered: the backup can be restored" in capsys.readouterr().out
    assert enter(tmp_path, slip) == 1
    assert "stands in the record already" in capsys.readouterr().err
    row = Entry.objects.get(action=drills.DRILL)
    assert f"backup:{BACKUP}" in json.loads(row.objects_json)


@pytest.mark.parametrize(
    ("was", "now"), [('"found":"tables_differ"', '"found":""'), (BACKUP[:8], "7c1e9a05")]
)
def test_a_slip_that_was_changed_enters_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], was: str, now: str
) -> None:
    slip = drills.slip(drill("tables_differ"), keys_folder())
    assert was in slip

    assert enter(tmp_path, slip.replace(was, now)) == 1

    assert "its signature does not fit" in capsys.readouterr().err
    assert not Entry.objects.filter(action=drills.DRILL).exists()


def test_a_slip_of_a_clock_that_goes_wrong_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert enter(tmp_path, drills.slip(drill(days_ago=-1), keys_folder())) == 1

    assert "which is not yet: mend that clock" in capsys.readouterr().err


def test_a_file_without_a_slip_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert enter(tmp_path, "nothing") == 2

    assert "there is no slip of a drill in it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("backup", "is_ours"), [(BACKUP, True), ("7c1e9a04", True), ("7c1e9a05", False), ("", False)]
)
def test_a_drill_is_entered_at_once_only_where_the_backup_was_made(backup: str, is_ours: bool) -> None:
    one = drill().model_copy(update={"backup": backup})

    assert drills.is_of_here(one) is is_ours


def test_what_is_missing_is_no_finding_about_a_backup(tmp_path: Path) -> None:
    (tmp_path / "a.age").touch()

    assert main(["restore", str(tmp_path / "a.age"), "--identity", str(tmp_path / "none"), "--verify"]) == 1
    assert not Entry.objects.filter(action=drills.DRILL).exists()


@pytest.fixture
def place(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with empty_database() as here:
        place = Place(tmp_path / "var", here)
        if here:
            place.must("migrate")
        else:
            shutil.copytree(new_installation(tmp_path_factory), place.data)
        yield place


@pytest.mark.slow
def test_a_drill_with_the_command_stands_in_the_record_of_the_installation(
    place: Place, tmp_path: Path
) -> None:
    keys = make_keys(tmp_path / "offline")
    file = back_up(place, keys, tmp_path / "backups")
    words = f"restore {file} --identity {keys.private} --keys {place.data / 'keys'} --verify"

    assert "the drill is entered in the record" in place.must(words)
    elsewhere = Place(tmp_path / "elsewhere", place.env if not place.env else {})
    slip = elsewhere.must(words) if not place.env else ""

    assert "last drill" in place.run("doctor").stdout
    rows = [row for row in place.rows()["audit_entry"] if "backup.drill" in row]
    assert len(rows) == 1
    if slip:
        (tmp_path / "slip").write_text(slip)
        assert "is entered: the backup can be restored" in place.must(f"drill enter {tmp_path / 'slip'}")
    damaged = tmp_path / "backups" / f"again-{file.name}"
    damaged.write_bytes(file.read_bytes()[:-50])
    assert place.run(words.replace(str(file), str(damaged))).returncode == 1
    assert any("not_decrypted" in row for row in place.rows()["audit_entry"])
