"""The files of a pack as they lie there: their text, where each thing stands in them, and the faults met."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from shanyraq.pathway.lines import Lines
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.types import Fault


@dataclass(slots=True)
class Reading:
    """What was read of a folder: where each thing stands, the faults met, and the pack if it came together."""

    folder: Path
    pack: Pack | None = None
    faults: list[Fault] = field(default_factory=list)
    lines: dict[str, Lines] = field(default_factory=dict)
    _tables: dict[tuple[str, str], tuple[str, Lines, int]] = field(default_factory=dict)

    def place(self, table: str, code: str, key: str = "") -> tuple[str, int]:
        """File and line of `[[table]]` with this id or code, or of one of its keys."""
        if (table, code) not in self._tables:
            return "pack.toml", 0
        file, lines, index = self._tables[table, code]
        return file, lines.line((table, index, key) if key else (table, index))

    def line(self, file: str, *place: str | int) -> int:
        """The line of a key outside tables with a code: `line("pack.toml", "params", "centre_days")`."""
        return self.lines[file].line(place) if file in self.lines else 0

    def note(self, table: str, code: str, file: str, lines: Lines, index: int) -> None:
        """Remember where a table stands; a second one of the same code is a fault."""
        if (table, code) in self._tables:
            first_file, first_line = self.place(table, code)
            self.faults.append(
                Fault(
                    file,
                    lines.line((table, index)),
                    f"{table} {code}",
                    "This code is used twice.",
                    f"Choose another; the first is in {first_file}, line {first_line}.",
                )
            )
        self._tables.setdefault((table, code), (file, lines, index))

    def fault(self, file: str, line: int, field: str, message: str, remedy: str) -> None:
        """Note something that keeps the pack from being used."""
        self.faults.append(Fault(file, line, field, message, remedy))

    def text(self, name: str, what: str) -> str | None:
        """The text of a file; None, and a fault, where it is missing or no UTF-8. `what` says what it is for."""
        try:
            data = (self.folder / name).read_bytes()
        except FileNotFoundError:
            self.fault(name, 0, "file", f"There is no {name}.", f"Add it: {what}.")
            return None
        except OSError as problem:
            self.fault(
                name,
                0,
                "file",
                f"The file cannot be read: {problem.strerror}.",
                "Give this account the right to.",
            )
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            start = problem.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
            self.fault(
                name,
                data.count(b"\n", 0, start) + 1,
                "file",
                f"This line is not UTF-8: byte {data[start]:02X} stands there.",
                "Save the file as UTF-8.",
            )
            return None
