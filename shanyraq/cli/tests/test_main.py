"""The command: what it answers, where it complains, and with which code it ends."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from shanyraq.cli.main import main

ROOT = Path(__file__).resolve().parents[3]


def answer_of(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    try:
        code = main(words)
    except SystemExit as stop:
        code = int(stop.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_pack_of_the_country_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer_of(capsys, "pack", "check", str(ROOT / "packs" / "kz"))

    assert (code, err) == (0, "")
    assert "all is well" in out


def test_a_fault_in_a_pack_is_named_with_file_line_field_and_remedy(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "kz"
    copy(broken)
    text = (broken / "pack.toml").read_text()
    (broken / "pack.toml").write_text(text.replace('country = "KZ"', 'country = "Kazakhstan"', 1))

    code, out, _ = answer_of(capsys, "pack", "check", str(broken))

    assert code == 1
    first = out.splitlines()[0]
    assert first.startswith("pack.toml:") and ": country: " in first
    assert "1 of them keep the pack from loading" in out


def test_a_role_over_the_ceiling_is_a_fault_of_the_pack(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    broken = tmp_path / "kz"
    copy(broken)
    (broken / "pack.toml").write_text(
        (broken / "pack.toml").read_text()
        + '\n[[role]]\ncode = "police_desk"\nname = "Police desk"\nreach = "assigned"\ncompartments = { C0 = "R" }\n'
    )

    code, out, _ = answer_of(capsys, "pack", "check", str(broken))

    assert code == 1
    assert "No role exists for police" in out


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_folder_that_is_not_there_is_asked_for_again(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, out, err = answer_of(capsys, "pack", command, "nowhere")

    assert (code, out) == (2, "")
    assert err == "shanyraq: there is no folder nowhere: name a pack's folder, such as packs/kz\n"


@pytest.mark.parametrize("language", ["en", "kk", "ru", "ar"])
def test_the_pathway_is_printed_in_each_language_of_the_pack(
    capsys: pytest.CaptureFixture[str], language: str
) -> None:
    code, out, _ = answer_of(capsys, "pack", "show", str(ROOT / "packs" / "kz"), "--language", language)

    assert code == 0
    assert "P4-10" in out and len(out.splitlines()) > 100
    if language != "en":
        assert re.findall("[A-Za-z]{2,}", out) == []


def test_a_reader_who_has_seen_enough_of_a_chart_is_no_fault() -> None:
    done = subprocess.run(
        f"{sys.executable} -m shanyraq.cli.main pack show packs/kz --language ru | head -1",
        shell=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0"},
    )

    assert done.stderr == ""
    assert done.stdout.startswith("Казахстан")


def test_a_language_the_pack_does_not_speak_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer_of(capsys, "pack", "show", str(ROOT / "packs" / "kz"), "--language", "de")

    assert code == 2
    assert "not de" in err


@pytest.mark.parametrize(
    "words", [[], ["nonsense"], ["pack"], ["admin", "create"], ["demo", "--people", "many"]]
)
def test_a_command_asked_for_in_a_wrong_way_ends_with_two(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    code, _, err = answer_of(capsys, *words)

    assert code == 2
    assert "usage: shanyraq" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("demo --people abc", "--people is “abc”; give a whole number from 20 to 1000000"),
        ("demo --people 3", "--people is 3; give a whole number from 20 to 1000000"),
        (
            "demo --people",
            "--people needs a value: write it after a space; `shanyraq demo --help` says which",
        ),
        ("demo --seed x", "--seed is “x”; give a whole number"),
        ("serv", "there is no command “serv”: did you mean `shanyraq serve`?"),
        ("pack chek packs/kz", "there is no command “chek”: did you mean `shanyraq pack check`?"),
        ("pack", "WHAT is missing: give one of check, show"),
        ("roster", "COMMAND is missing: give `read`"),
        ("roster nonsense", "there is no command “nonsense”: give `read`"),
        ("roster reed a.csv", "there is no command “reed”: did you mean `shanyraq roster read`?"),
        ("roster read", "FILE is missing: `shanyraq roster read --help` says what can stand there"),
        ("roster read a.csv --jsn", "“--jsn” is not understood: `shanyraq roster read --help` says what is"),
        (
            "roster read a.csv --as-of 30.02.19",
            "--as-of is “30.02.19”; give a day of the past as 2019-03-12",
        ),
        (
            "audit acknowledge 3 --because nonsense",
            "--because is “nonsense”; give one of disk, mistake, attack, unknown",
        ),
        ("doctor --fast", "“--fast” is not understood: `shanyraq --help` says what is"),
        ("admin create", "LOGIN is missing: `shanyraq admin create --help` says what can stand there"),
    ],
)
def test_words_that_are_not_understood_are_answered_with_what_to_write(
    capsys: pytest.CaptureFixture[str], words: str, said: str
) -> None:
    code, out, err = answer_of(capsys, *words.split())

    assert (code, out) == (2, "")
    assert err.splitlines()[-1] == f"shanyraq: {said}"


def test_an_unknown_command_is_answered_with_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    _, _, err = answer_of(capsys, "nonsense")

    assert "there is no command “nonsense”: give one of serve, work, migrate, demo" in err
    assert "argument COMMAND" not in err


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer_of(capsys, "version")

    assert code == 0
    assert len(out.splitlines()) == 1


@pytest.mark.slow
def test_checking_a_pack_opens_neither_database_nor_settings() -> None:
    program = (
        "import sys; from shanyraq.cli.main import main; code = main(['pack', 'check', 'packs/kz']); "
        "sys.exit(code or any(name in sys.modules for name in ('django.db', 'config.settings')))"
    )

    assert (
        subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.DEVNULL).returncode == 0
    )


def copy(target: Path) -> None:
    for file in (ROOT / "packs" / "kz").rglob("*"):
        if file.is_file():
            place = target / file.relative_to(ROOT / "packs" / "kz")
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())


def test_a_port_that_is_taken_is_told_before_anything_of_the_site_is_opened(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = "import sys; from shanyraq.cli.main import main; code = main(['serve']); "
        done = subprocess.run(
            [sys.executable, "-c", told + "print(code, 'shanyraq.access' in sys.modules)"],
            env=os.environ | {"PORT": str(port), "SHANYRAQ_DATA": str(tmp_path / "var")},
            capture_output=True,
            text=True,
        )

    assert done.stdout == "1 False\n"
    assert f"port {port} is taken" in done.stderr
    assert not (tmp_path / "var").exists()
