"""`make bench`: measures what we promise about speed and says PASS or FAIL for each promise.

A promise stands in a file `bench_….py`, in the app it is about or under tests/, with a function

    def run() -> Iterable[tuple[str, float, float | str, str]]:  # name, value, target, unit

A target that is a number is a ceiling (`0.1` means at most 0.1); a floor is written as a text: `">= 0.95"`.
A target of "" only shows the value. Each file runs in a process of its own, so that memory and imports are its own.

    python -m tools.bench            all promises
    python -m tools.bench pathway    those whose file's path contains `pathway`
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from operator import ge, le
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("shanyraq", "tests")
COMPARISONS: dict[str, Callable[[float, float], bool]] = {"<=": le, ">=": ge}


class Row(NamedTuple):
    """One measurement against its promise."""

    name: str
    value: float
    target: float | str
    unit: str

    @property
    def verdict(self) -> str:
        """PASS, FAIL, or nothing where no promise was made."""
        if self.target == "":
            return ""
        comparison, limit = self.promise
        return "PASS" if COMPARISONS[comparison](self.value, limit) else "FAIL"

    @property
    def promise(self) -> tuple[str, float]:
        """The comparison and its limit. Raises ValueError for a target that is neither number nor `>= number`."""
        if isinstance(self.target, int | float):
            return "<=", float(self.target)
        comparison, _, limit = self.target.partition(" ")
        if comparison not in COMPARISONS:
            raise ValueError(
                f"{self.name}: target {self.target!r} must be a number, '<= number' or '>= number'"
            )
        return comparison, float(limit)


def files(words: Sequence[str] = (), root: Path = ROOT) -> list[Path]:
    """The files with promises whose path contains one of the words (all, without words)."""
    found = sorted(path for folder in FOLDERS for path in (root / folder).rglob("bench_*.py"))
    return [p for p in found if not words or any(word in p.relative_to(root).as_posix() for word in words)]


def measured(path: Path) -> list[Row]:
    """The measurements of one file, in this process."""
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be imported")
    module = module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    rows: Iterable[Sequence[object]] = module.run()
    return [Row(*row) for row in rows]  # type: ignore[arg-type]


def measured_apart(path: Path) -> Iterator[Row]:
    """The measurements of one file, in a process and a data folder of its own; a crash is a row that fails."""
    with tempfile.TemporaryDirectory(prefix="shanyraq-bench-") as folder:
        answer = Path(folder) / "rows.json"
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "SHANYRAQ_DATA": folder}
        command = [sys.executable, "-m", "tools.bench", "--measure", str(path), str(answer)]
        done = subprocess.run(command, cwd=ROOT, env=environment)
        if done.returncode or not answer.exists():
            yield Row(f"{path.stem}: crashed", 1, 0, f"exit {done.returncode}")
            return
        for row in json.loads(answer.read_text()):
            yield Row(*row)


def table(rows: Sequence[Row]) -> str:
    """The measurements as lines, one a promise."""
    width = max((len(row.name) for row in rows), default=0)
    lines = []
    for row in rows:
        promise = "" if row.target == "" else "{} {:g}".format(*row.promise)
        lines.append(
            f"{row.verdict:<4}  {row.name:<{width}}  {row.value:>12,.4g} {row.unit:<10}  {promise}".rstrip()
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a promise is broken."""
    if arguments[:1] == ["--measure"]:
        Path(arguments[2]).write_text(json.dumps(measured(Path(arguments[1]))))
        return 0
    rows: list[Row] = []
    for path in files(arguments):
        some = list(measured_apart(path))
        print(f"{path.relative_to(ROOT)}\n{table(some)}\n", flush=True)
        rows += some
    failed = [row for row in rows if row.verdict == "FAIL"]
    print(f"{len(rows)} measurements, {len(failed)} promises broken")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
