"""Before a workbook is parsed: what kind of file it is, and whether parsing it could hurt.

A workbook is a zip of XML. A few kilobytes can claim gigabytes, or put one cell into row 1,048,576; the parser would
make room for all of it, so size and extent are measured here while streaming.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring, iterparse

from shanyraq.cases.rosters.error_cells import sheet_files
from shanyraq.cases.rosters.messages import KINDS, UnreadableList

MAX_BYTES = 20 * 1024**2
MAX_EXPANDED = 250 * 1024**2
MAX_RATIO = 150
RATIO_FROM = 20 * 1024**2
MAX_ENTRIES = 2000
MAX_ROWS = 200_000
MAX_CELLS = 5_000_000
_CHUNK = 1024**2

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "word"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"RIFF", "picture"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "binary"),
    (b"MZ", "binary"),
    (b"SQLite format", "binary"),
)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ROW_NUMBER = re.compile(rb'\br="(\d{1,9})"')


@dataclass(slots=True)
class Workbook:
    """What was learnt before parsing: the last row element of each sheet, and which day is day 0."""

    last_rows: dict[str, int] = field(default_factory=dict)
    dates_from_1904: bool = False


def inspect(data: bytes, filename: str) -> Workbook | None:
    """A Workbook for xlsx, xls and ods; None for text. Raises UnreadableList for anything else."""
    if data.startswith(b"PK"):
        return _inspect_zip(data, filename)
    if data.startswith(_OLE):
        return _inspect_ole(data, filename)
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not _reads_as_text(data, magic):
            raise foreign(filename, kind)
    return None


def foreign(filename: str, kind: str) -> UnreadableList:
    """The error for a file of another kind."""
    return UnreadableList("foreign", {"file": filename, "kind": KINDS[kind]}, kind_code=kind)


def _reads_as_text(data: bytes, magic: bytes) -> bool:
    # Two letters are no proof: a csv may begin with BM or MZ.
    return len(magic) == 2 and magic.isalpha() and b"\0" not in data[:4096]


def _inspect_ole(data: bytes, filename: str) -> Workbook:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise UnreadableList("password", {"file": filename})
    if holds("WordDocument"):
        raise foreign(filename, "word")
    if holds("PowerPoint Document"):
        raise foreign(filename, "slides")
    if not (holds("Workbook") or holds("Book")):
        raise foreign(filename, "binary")
    return Workbook()


def _inspect_zip(data: bytes, filename: str) -> Workbook:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inspect_archive(archive, len(data), filename)
    except UnreadableList:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError):
        raise UnreadableList("damaged", {"file": filename}) from None
    except (ParseError, DefusedXmlException, RuntimeError):
        # zipfile raises RuntimeError for an entry that needs a password.
        code = "password" if _has_locked_entry(data) else "damaged"
        raise UnreadableList(code, {"file": filename}) from None


def _has_locked_entry(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(entry.flag_bits & 1 for entry in archive.infolist())


def _inspect_archive(archive: zipfile.ZipFile, packed: int, filename: str) -> Workbook:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    expanded = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or _is_bomb(expanded, packed):
        raise UnreadableList("expands_too_much", {"file": filename})
    if "xl/workbook.xml" in names:
        return _inspect_xlsx(archive, packed, filename)
    if "content.xml" in names:
        return _inspect_ods(archive, names, packed, filename)
    for part, kind in (("word/", "word"), ("ppt/", "slides"), ("xl/", "old_workbook")):
        if any(name.startswith(part) for name in names):
            raise foreign(filename, kind)
    raise foreign(filename, "archive")


def _is_bomb(expanded: int, packed: int) -> bool:
    return expanded > MAX_EXPANDED or (expanded > RATIO_FROM and expanded > packed * MAX_RATIO)


def _inspect_xlsx(archive: zipfile.ZipFile, packed: int, filename: str) -> Workbook:
    total = 0
    last_rows: dict[str, int] = {}
    for entry in archive.infolist():
        is_sheet = entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml")
        extent = _Extent()
        for chunk in _chunks(archive, entry):
            total += len(chunk)
            if _is_bomb(total, packed):
                raise UnreadableList("expands_too_much", {"file": filename})
            if is_sheet:
                extent.feed(chunk)
                extent.check(filename)
        if is_sheet:
            last_rows[entry.filename] = extent.last_row
    return _named(archive, last_rows)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


class _Extent:
    """Last row and column that a sheet's XML speaks of, from chunks."""

    def __init__(self) -> None:
        self.last_row = 0
        self.last_column = 0
        self._columns: set[bytes] = set()
        self._tail = b""

    def feed(self, chunk: bytes) -> None:
        text = self._tail + chunk
        cut = text.rfind(b"<")
        if len(text) - cut > 4096 or cut < 0:
            cut = len(text)
        text, self._tail = text[:cut], text[cut:]
        for match in _ROW.finditer(text):
            number = _ROW_NUMBER.search(match.group(1))
            self.last_row = max(self.last_row, int(number.group(1))) if number else self.last_row + 1
        for match in _CELL.finditer(text):
            self._columns.add(match.group(1))
            self.last_row = max(self.last_row, int(match.group(2)))
        self.last_column = max((_column_number(name) for name in self._columns), default=0)

    def check(self, filename: str) -> None:
        if self.last_row > MAX_ROWS:
            raise UnreadableList("too_many_rows", {"file": filename, "rows": self.last_row})
        if self.last_row * self.last_column > MAX_CELLS:
            raise UnreadableList("too_many_cells", {"file": filename})


def _column_number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _named(archive: zipfile.ZipFile, last_rows: dict[str, int]) -> Workbook:
    """The extents under the names of the sheets."""
    found = Workbook({name: last_rows.get(file, 0) for name, file in sheet_files(archive).items()})
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "workbookPr":
            found.dates_from_1904 = element.get("date1904") in ("1", "true")
    return found


def _inspect_ods(archive: zipfile.ZipFile, names: set[str], packed: int, filename: str) -> Workbook:
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise UnreadableList("password", {"file": filename})
    kind = archive.read("mimetype")[:200] if "mimetype" in names else b""
    if kind and b"spreadsheet" not in kind:
        raise foreign(filename, "word" if b"text" in kind else "binary")
    total = 0
    for entry in archive.infolist():
        for chunk in _chunks(archive, entry):
            total += len(chunk)
            if _is_bomb(total, packed):
                raise UnreadableList("expands_too_much", {"file": filename})
    _check_ods_extent(archive, filename)
    return Workbook()


def _check_ods_extent(archive: zipfile.ZipFile, filename: str) -> None:
    """Rows and cells may be repeated by a number; only repetitions that hold something take room."""
    rows = columns = row_width = filled_width = 0
    with archive.open("content.xml") as stream:
        for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
            tag = element.tag.rpartition("}")[2]
            if event == "start":
                if tag == "table":
                    rows = columns = 0
                elif tag == "table-row":
                    row_width = filled_width = 0
                continue
            if tag in ("table-cell", "covered-table-cell"):
                row_width += _repeated(element.items(), "number-columns-repeated")
                if len(element) or any(key.endswith("}value-type") for key in element.keys()):  # noqa: SIM118
                    filled_width = row_width
                element.clear()
            elif tag == "table-row":
                times = _repeated(element.items(), "number-rows-repeated")
                if filled_width or times < MAX_ROWS // 4:
                    rows += times
                columns = max(columns, filled_width)
                element.clear()
                if rows > MAX_ROWS:
                    raise UnreadableList("too_many_rows", {"file": filename, "rows": rows})
                if rows * columns > MAX_CELLS:
                    raise UnreadableList("too_many_cells", {"file": filename})


def _repeated(attributes: object, name: str) -> int:
    for key, value in attributes:  # type: ignore[attr-defined]
        if key.endswith("}" + name) and str(value).isdigit():
            return int(value)
    return 1
