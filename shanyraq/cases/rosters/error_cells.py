"""The files of the sheets in a workbook, and the cells that its program could not work out."""

from __future__ import annotations

import io
import re
import zipfile

from defusedxml.ElementTree import fromstring

_CHUNK, _LONGEST = 1 << 20, 1 << 14
_ERROR = re.compile(
    rb"<c\s(?=[^>]*\br=\"(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})\")(?=[^>]*\bt=\"e\")[^>]*>"
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>(?P<text>#[A-Z0-9/_]{1,12}[!?]?)</v>"
)


def sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    """The file of each sheet by its name, by way of the workbook's relations."""
    targets: dict[str, str] = {}
    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels")):
            target = relation.get("Target", "").lstrip("/")
            targets[relation.get("Id", "")] = target if target.startswith("xl/") else f"xl/{target}"
    found: dict[str, str] = {}
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation_id = next((value for key, value in element.items() if key.endswith("}id")), "")
            found[element.get("name", "")] = targets.get(relation_id, "")
    return found


def error_cells(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """What stands in the cells with errors, by sheet and (row, column) from 0: the parser leaves them empty."""
    if not data.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return {}
        files = sheet_files(archive)
        return {name: _errors(archive, file) for name, file in files.items() if file in names}


def _errors(archive: zipfile.ZipFile, file: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    tail = b""
    with archive.open(file) as stream:
        while chunk := stream.read(_CHUNK):
            tail += chunk
            if b't="e"' in tail:
                for match in _ERROR.finditer(tail):
                    place = (int(match["row"]) - 1, _index(match["column"]))
                    found[place] = match["text"].decode()
            tail = tail[-_LONGEST:]
    return found


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
