"""The benchmark runner: a broken promise fails, a crash is no pass."""

from pathlib import Path

import pytest

from tools.bench import Row, files, measured, measured_apart, table


@pytest.mark.parametrize(
    ("value", "target", "verdict"),
    [
        (0.1, 0.1, "PASS"),
        (0.11, 0.1, "FAIL"),
        (0.96, ">= 0.95", "PASS"),
        (0.94, ">= 0.95", "FAIL"),
        (3, "<= 2", "FAIL"),
        (3, "", ""),
    ],
)
def test_a_promise_is_kept_or_broken(value: float, target: float | str, verdict: str) -> None:
    assert Row("a page", value, target, "s").verdict == verdict


def test_a_target_nobody_can_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="a page: target 'fast'"):
        _ = Row("a page", 1, "fast", "s").verdict


def test_files_are_found_by_name_and_picked_by_word(tmp_path: Path) -> None:
    for name in ("shanyraq/pathway/tests/bench_evaluate.py", "tests/bench_pages.py", "tests/pages.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")

    assert [path.name for path in files(root=tmp_path)] == ["bench_evaluate.py", "bench_pages.py"]
    assert [path.name for path in files(["pathway"], tmp_path)] == ["bench_evaluate.py"]


def test_rows_come_from_run(tmp_path: Path) -> None:
    path = tmp_path / "bench_rows.py"
    path.write_text("def run():\n    yield ('a list page', 0.05, 0.1, 's')\n")

    rows = measured(path)

    assert rows == [Row("a list page", 0.05, 0.1, "s")]
    assert table(rows).split() == ["PASS", "a", "list", "page", "0.05", "s", "<=", "0.1"]


@pytest.mark.slow
def test_a_crash_is_a_broken_promise(tmp_path: Path) -> None:
    path = tmp_path / "bench_crash.py"
    path.write_text("def run():\n    raise SystemExit(3)\n")

    (row,) = measured_apart(path)

    assert row.verdict == "FAIL"
    assert "crashed" in row.name
