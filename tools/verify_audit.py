"""A second verifier of the record of who did and who saw what, written apart from the first: it imports nothing of it.

    python verify_audit.py RECORD --key KEY [--checkpoint FILE …]
RECORD is a copy of the SQLite file, or a plain dump of PostgreSQL (`pg_dump -t 'audit_*'`). KEY is the 64 signs that
`shanyraq audit key` printed when the programme began, or a file with them. Exit code 0: it holds; 1: it does not, a
line for each fault; 2: it could not be checked; 3: rows of the record acknowledge every fault. Writes nothing.
"""

import argparse
import base64
import hashlib
import re
from contextlib import suppress
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from sqlite3 import Connection, Error, connect

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FIRST = "seq shard at actor session action objects_json fields_json purpose decision reason_code grant_id"
ROW = f"version {FIRST} request_id device prev_hash hash".split()
HASHED: dict[object, list[str]] = {1: f"{FIRST} request_id".split(), 2: ROW[:-2], "damage": ROW}
HEAD = ["seq", "hash", "signature"]
TABLES = {"audit_entry": [*ROW, "id"], "audit_head": HEAD, "audit_checkpoint": ["page"]}
PAGE = r"(shanyraq record of \S+\n(\d+)\n(\S+)\nhead (\S+)\nat \S+\n(next (\S+)\n)?)\n— shanyraq (\S+)"
NAMED = r'"damage:[^":]*:[^":]*:(\d+):(\d+):([0-9a-f]{64})"'
Fault = tuple[str, int, int, str]  # kind, first row, last row, mark; at the end: the row acknowledging it
Keys = list[tuple[int, Ed25519PublicKey]]  # behind which row on each signs


def opened(path: Path) -> tuple[Connection, bool]:
    """The tables of the record, and whether they come from a dump: that is copied into a passing database."""
    with path.open("rb") as file:
        if file.read(16) == b"SQLite format 3\0":
            return connect(f"{path.resolve().as_uri()}?mode=ro", uri=True), False
    tables, found, names, wanted = connect(""), [""], list[str](), list[str]()
    tables.executescript("".join(f"CREATE TABLE {name} ({', '.join(of)});" for name, of in TABLES.items()))
    with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
        for line in lines:
            if start := re.match(r"COPY (?:\w+\.)?(\w+) \((.*)\) FROM stdin;", line):
                wanted, names = TABLES.get(start[1], []), start[2].replace('"', "").split(", ")
                found.append(start[1])
            elif line == "\\.\n":
                wanted = []
            elif wanted:
                row = dict(zip(names, line[:-1].replace(r"\n", "\n").split("\t"), strict=True))
                values = [int(row[n]) if n in {"seq", "version", "id"} else row[n] for n in wanted]
                tables.execute(f"INSERT INTO {found[-1]} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608
    if not {*TABLES} <= {*found}:
        raise ValueError(f"{path} is neither an SQLite file nor a dump with the tables of the record")
    return tables, True


def hash_of(row: dict[str, object], prev_hash: object, version: object = None) -> str:
    """The hash that a row ought to have, or the mark of a damaged one; none where it holds what was never written."""
    covered = HASHED.get(version := version or row["version"], [])
    if not covered or any(row[name] for name in HASHED[2][1:] if name not in covered):
        return ""
    digest = hashlib.sha256(f"shq-audit-v{version}\0".encode())
    for value in (*(row[name] for name in covered), prev_hash):
        if not isinstance(value, str | int):
            return ""
        raw = str(value).encode("utf-8", "surrogateescape")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def grow(peaks: list[tuple[int, bytes]], row_hash: str) -> None:
    """Add a leaf to a Merkle tree of RFC 6962, kept as the roots of its whole subtrees with their heights."""
    height, node = 0, hashlib.sha256(b"\0" + bytes.fromhex(row_hash)).digest()
    while peaks and peaks[-1][0] == height:
        height, node = height + 1, hashlib.sha256(b"\1" + peaks.pop()[1] + node).digest()
    peaks.append((height, node))


def root_of(peaks: list[tuple[int, bytes]]) -> str:
    node = reduce(lambda b, a: hashlib.sha256(b"\1" + a + b).digest(), [node for _, node in peaks[::-1]])
    return base64.b64encode(node).decode()


def pages_in(*texts: str) -> tuple[list[str], int]:
    """The checkpoints in texts that somebody kept, or was sent by mail, and how many are there without a signature."""
    plain = "".join(re.sub(r"(?m)^(> ?)+|\r$", "", f"{text}\n") for text in texts)
    parts = re.split("(?m)^(?=shanyraq record of )", plain)
    pages = [part for part in parts if re.search("(?m)^— shanyraq .*\n", part)]
    return pages, len([part for part in parts[1:] if part not in pages])


def read_marks(pages: list[str], keys: Keys) -> tuple[list[tuple[int, str, str]], list[Fault]]:
    """Size, root and last hash of each checkpoint. One that names the next key adds it: that signs longer ones only."""
    there = [re.fullmatch(PAGE, page) for page in dict.fromkeys(page.strip("\n") for page in pages)]
    marks, faults = [], [("bad signature", 0, 0, "") for one in there if one is None]
    for one in sorted(filter(None, there), key=lambda one: (int(one[2]), bool(one[5]))):
        for _, key in reversed(keys):
            with suppress(InvalidSignature, ValueError):
                key.verify(base64.b64decode(one[7], validate=True), one[1].encode())
                marks.append((int(one[2]), one[3], one[4]))
                if one[6] and key is keys[-1][1]:
                    keys.append((int(one[2]), Ed25519PublicKey.from_public_bytes(bytes.fromhex(one[6]))))
                break
        else:
            faults.append(("bad signature", 0, 0, ""))
    return marks, faults


def faults_of(tables: Connection, is_dump: bool, key: Ed25519PublicKey, kept: list[str]) -> list[Fault]:
    """Everything that is wrong, each with the row that acknowledges what stands there as it stands."""
    pages = [str(page) for (page,) in tables.execute("SELECT page FROM audit_checkpoint")]
    marks, faults = read_marks([*pages_in(*kept)[0], *pages], keys := [(0, key)])
    waiting, peaks, altered = [*marks], list[tuple[int, bytes]](), list[tuple[int, dict[str, object]]]()
    last, before, is_forked, agreed, is_whole, said = 0, "0" * 64, False, 0, not faults, dict[object, str]()
    for values in tables.execute(f"SELECT {', '.join(ROW)} FROM audit_entry ORDER BY seq, id"):  # noqa: S608
        row = dict(zip(ROW, values, strict=True))
        seq, stored, known = row["seq"], row["hash"], len(faults)
        if not isinstance(seq, int) or seq <= last:
            is_twice = isinstance(seq, int) and seq > 0
            faults.append(("forked", seq, seq, "") if is_twice else ("altered", 0, 0, ""))
            continue
        fits = is_fitting(row, is_dump)
        if seq > last + 1:
            faults.append(("removed", last + 1, seq - 1, hash_of(row, before, "damage")))
            before = ""
        altered += [] if fits else [(len(faults), row)]
        if not fits or (before and row["prev_hash"] != before):
            faults.append(("altered", seq, seq, hash_of(row, before, "damage")))
        elif (row["action"], row["decision"]) == ("record.damage", "ALLOWED"):
            said = dict.fromkeys(re.findall(NAMED, str(row["objects_json"])), str(seq)) | said
        last, before, is_well = seq, str(stored) if fits else "", len(faults) == known
        if is_whole := is_whole and is_well:
            grow(peaks, before)
        while waiting and waiting[0][0] <= seq:
            size, root, head = waiting.pop(0)
            if size == seq and head == stored and (not is_whole or root == root_of(peaks)):
                agreed = seq
            elif size == seq and is_well and not is_forked:
                is_forked, is_whole = True, False
                faults.append(("forked", agreed + 1, seq, ""))
    for at, row in altered[:300]:  # what fits another's place, with its own links or with those, was swapped
        moved = [(row | {"seq": other["seq"]}, other) for _, other in altered[:300] if other is not row]
        if any(hash_of(new, one["prev_hash"]) == one["hash"] for new, other in moved for one in (row, other)):
            faults[at] = ("swapped", *faults[at][1:])
    faults += end_faults(tables, keys, last, before, max([size for size, *_ in marks], default=0))
    return [(*one[:3], said.get((str(one[1]), str(one[2]), one[3]), "")) for one in faults]


def is_fitting(row: dict[str, object], is_dump: bool) -> bool:
    """Whether a row's hash fits its columns, its time put into the form that was hashed."""
    with suppress(ValueError):
        at = datetime.fromisoformat(str(row["at"]))
        is_ours = is_dump or (str(at) == row["at"] and not at.tzinfo)  # in a file one form is ours
        row["at"] = f"{at.astimezone(UTC) if at.tzinfo else at:%Y-%m-%dT%H:%M:%S.%fZ}"
        return is_ours and hash_of(row, row["prev_hash"]) == row["hash"]
    return False


def end_faults(tables: Connection, keys: Keys, last: int, before: str, most: int) -> list[Fault]:
    """What is wrong at the end: with the signed head, and with what checkpoints know beyond the last row."""
    head = tables.execute("SELECT seq, hash, signature FROM audit_head").fetchone()
    try:
        seq, row_hash, signature = head
        raw, key = bytes.fromhex(signature), [key for after, key in keys if after < seq or not after][-1]
        key.verify(raw if raw.hex() == signature else b"", f"shq-audit-head-v1\0{seq}|{row_hash}".encode())
    except (InvalidSignature, ValueError, TypeError):
        found = [("bad signature", last, last, "") if head or last or most else ("truncated", 0, 0, "")]
        return found + [("truncated", last + 1, most, "")] * (most > last)
    if seq > last:
        return [("truncated", last + 1, max(seq, most), "")]
    is_other = seq == last and before not in ("", row_hash)
    found = [("added", seq + 1, last, "")] if seq < last else [("forked", seq, seq, "")] * is_other
    return found + [("rolled back", last + 1, most, "")] * (most > last)


def main() -> int:
    parser = argparse.ArgumentParser(usage=(__doc__ or "").split("\n\n", 1)[1])
    parser.add_argument("record", type=Path)
    parser.add_argument("--key", required=True)
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    given = parser.parse_args()
    try:
        text = Path(given.key).read_text() if Path(given.key).is_file() else given.key
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(text.strip()))
        tables, is_dump = opened(given.record)
        tables.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        kept = [one.read_text("utf-8") for one in given.checkpoint]
        if not all(pages_in(text)[0] for text in kept):
            raise ValueError("a file given with --checkpoint holds no checkpoint: 0 of it were compared")
        faults, (pages, cut) = faults_of(tables, is_dump, key, kept), pages_in(*kept)
    except (OSError, ValueError, Error) as fault:
        parser.exit(2, f"It cannot be checked: {fault}\n")
    told = [f"{kind}: rows {a} to {b}{f', acknowledged by row {by}' * bool(by)}" for kind, a, b, by in faults]
    print("\n".join(told) or "The record holds.")
    print(f"checkpoints: {len(pages)} that were given were compared, {cut} without a signature were not")
    return 1 if not all(entry for *_, entry in faults) else 3 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
