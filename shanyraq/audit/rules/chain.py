"""Walking along the chain and naming what is wrong with it, row by row, as what it is. Pure.

altered        a row's columns and its hash do not fit, or it was replaced by another with a fitting hash
removed        rows are missing between others
swapped        a row stands in the place of another
truncated      the last rows are missing
added          rows stand behind the signed head
forked         one place has two histories: of two rows, or of the rows and a checkpoint
rolled back    all fits, but it is an older record: a checkpoint knows of more rows
bad signature  the head, or a checkpoint, was not signed with this installation's key
index          the index of whom the rows name does not agree with the rows

What a row of the record acknowledges is told as well, with that row (damage.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shanyraq.audit.rules import GENESIS, Row, UnknownVersion, hash_of, months_between
from shanyraq.audit.rules.checkpoints import Checkpoint, Start
from shanyraq.audit.rules.damage import ENTERED, Fault, Place, entered_in, mark_of_row
from shanyraq.audit.rules.tree import grown, leaf, root_of

MOST = 1000  # faults that are told one by one; what comes after them is counted
COMPARED = 300  # altered rows that are looked at as swapped with each other
SILENCE = timedelta(minutes=5)
NOT_FITTING = "its hash does not fit its columns"


@dataclass
class Shard:
    """What was walked of one month."""

    first: int
    last: int


@dataclass
class _Altered:
    at: int  # its place in the list of faults
    row: Row
    prev_hash: str
    stored: str


@dataclass
class Walk:
    """Take the rows in order, then `end`; `faults` says what was wrong. `marks` are checkpoints found well signed."""

    marks: Sequence[Checkpoint] = ()
    start: Start = field(default_factory=Start)
    faults: list[Fault] = field(default_factory=list)
    untold: int = 0
    shards: dict[str, Shard] = field(default_factory=dict)
    silences: int = 0
    longest: tuple[timedelta, str] = (timedelta(0), "")

    def __post_init__(self) -> None:
        self.last, self.shard = self.start.size, self.start.shard
        # what the next row has to follow; None where nobody can know
        self.before: str | None = self.start.head
        self.frontier, self.size, self._leaves = self.start.frontier, self.start.size, list[bytes]()
        self._marks = sorted((m for m in self.marks if m.size > self.start.size), key=lambda m: m.size)
        self._next, self._agreed, self._is_forked = 0, self.start.size, False
        self._altered, self._at = list[_Altered](), ""
        self._entered: dict[Place, int] = {}  # what rows acknowledge, and which row does

    def take(self, row: Row, prev_hash: str, stored: str, complaint: str = "") -> bool:
        """The next row as it stands. `complaint` says why it cannot be read. Whether it is well."""
        known = len(self.faults) + self.untold
        try:
            number = int(row.seq)
        except ValueError:
            words = f"a row behind row {self.last} has the number {row.seq}, which is none: {complaint}"
            self.tell("altered", row.shard, 0, 0, words)
            return False
        if number < 1:
            self.tell("altered", row.shard, number, number, f"row {number} has a number that is never given")
            return False
        if number <= self.last:
            self.tell("forked", row.shard, number, number, f"row {number} ({row.shard}) stands there twice")
            return False
        if number > self.last + 1:
            mark = "" if complaint else mark_of_row(row, prev_hash, stored, self.before)
            self._gap(number, row.shard, mark)
        fits = self._check(row, number, prev_hash, stored, complaint)
        self.last, self.shard, self.before = number, row.shard, stored if fits else None
        self._count(number, row)
        is_well = len(self.faults) + self.untold == known
        if self._next < len(self._marks):
            self._leaves.append(leaf(stored if is_well else GENESIS))  # after a fault no root is compared
            self._meet(number, stored, is_well)
        return is_well

    def _check(self, row: Row, number: int, prev_hash: str, stored: str, complaint: str) -> bool:
        """Whether a row fits its hash. Tells where it does not, or does not follow the row before."""
        try:
            computed = hash_of(row, prev_hash)
        except UnknownVersion:
            computed, complaint = "", complaint or f"its version is {row.version}, and that is unknown"
        except (AttributeError, UnicodeEncodeError):
            computed, complaint = "", complaint or "it holds what is no text"
        if complaint:
            self._keep(row, prev_hash, stored)
            self.tell("altered", row.shard, number, number, f"row {number} cannot be read: {complaint}")
        elif computed != stored:
            self._keep(row, prev_hash, stored)
            words = f"row {number} ({row.shard}) was altered: {NOT_FITTING}"
            mark = mark_of_row(row, prev_hash, stored, self.before)
            self.tell("altered", row.shard, number, number, words, mark)
        elif self.before is not None and prev_hash != self.before:
            words = (
                f"row {number} ({row.shard}) does not follow the row before: rows were exchanged or replaced"
            )
            mark = mark_of_row(row, prev_hash, stored, self.before)
            self.tell("altered", row.shard, number, number, words, mark)
        elif row.action == ENTERED and row.decision == "ALLOWED":
            self._entered = dict.fromkeys(entered_in(row.objects_json), number) | self._entered
        return not complaint and computed == stored

    def _keep(self, row: Row, prev_hash: str, stored: str) -> None:
        """What is told next may have been swapped with another one, which is known at the end."""
        if len(self._altered) < COMPARED:
            self._altered.append(_Altered(len(self.faults), row, prev_hash, stored))

    def end(self, head: tuple[int, str] | None, head_fault: str = "") -> None:
        """After the last row. `head` is the signed end, once its signature was found good; else say why it is not."""
        self._name_swapped()
        if head_fault:
            self.tell("bad signature", self.shard, self.last, self.last, head_fault)
        most = max([head[0] if head else 0, *(mark.size for mark in self._marks)])
        if head is not None and head[0] <= self.last:
            self._compare_head(head)
        elif head is None and not head_fault and (self.last or most):
            self.tell("bad signature", self.shard, self.last, self.last, "the signed head is missing")
        if most > self.last and (head is None or head[0] > self.last):
            by = (
                f"the signed head ends at {most}"
                if head and head[0] == most
                else f"a checkpoint knows {most}"
            )
            words = f"rows {self.last + 1} to {most} were cut off: {by}"
            self.tell("truncated", self.shard, self.last + 1, most, words)
        elif most > self.last:
            mark = self._marks[-1]
            words = f"the record ends at row {self.last}, but on {mark.at} it was {most} rows long: it was set back"
            self.tell("rolled back", self.shard, self.last + 1, most, words)

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong but what was acknowledged, as far as `settle` has looked."""
        return not self.untold and not any(fault.is_open for fault in self.faults)

    def settle(self) -> None:
        """Say of each fault which row acknowledges it. After the end, since entries stand behind what they name."""
        self.faults[:] = [
            replace(one, entry=self._entered.get((one.first, one.last, one.mark), 0)) for one in self.faults
        ]

    def tell(self, kind: str, shard: str, first: int, last: int, words: str, mark: str = "") -> None:
        """Keep a fault, or count it where there are too many."""
        if len(self.faults) < MOST:
            self.faults.append(Fault(kind, shard, first, last, words, mark))
        else:
            self.untold += 1

    def _compare_head(self, head: tuple[int, str]) -> None:
        number, expected = head
        if number < self.last:
            words = f"the signed head ends at {number}, but the rows go on to {self.last}"
            self.tell("added", self.shard, number + 1, self.last, words)
        elif self.before is not None and expected != self.before:
            words = f"the signed head knows another row {number} than the one that stands there"
            self.tell("forked", self.shard, number, number, words)

    def _gap(self, number: int, shard: str, mark: str) -> None:
        first, last = self.last + 1, number - 1
        months = months_between(self.shard, shard)
        whole = f", the whole of {', '.join(months)} among them" if months else ""
        words = (
            f"row {first} ({self.shard or shard}) is missing: the next one found is {number}"
            if first == last
            else f"row {first} ({self.shard or shard}) and those after it are missing{whole}: "
            f"the next one found is {number}"
        )
        self.tell("removed", self.shard or shard, first, last, words, mark)
        self.before = None

    def _count(self, number: int, row: Row) -> None:
        month = self.shards.get(row.shard)
        if month is None:
            self.shards[row.shard] = Shard(number, number)
        else:
            month.last = number
        if row.at[:16] != self._at[:16] and self._at:  # another minute: only then is it worth the reckoning
            self._listen(self._at, row.at)
        self._at = row.at

    def _listen(self, before: str, now: str) -> None:
        try:
            silence = datetime.fromisoformat(now) - datetime.fromisoformat(before)
        except ValueError:
            return
        if silence > SILENCE:
            self.silences += 1
            self.longest = max(self.longest, (silence, before))

    def _meet(self, number: int, stored: str, is_well: bool) -> None:
        """Compare with every checkpoint that was made at this row."""
        if len(self._leaves) >= 2000 or self._marks[self._next].size <= number:
            self.frontier, self.size = grown(self.frontier, self.size, self._leaves)
            self._leaves.clear()
        while self._next < len(self._marks) and self._marks[self._next].size <= number:
            mark = self._marks[self._next]
            self._next += 1
            if mark.size < number:
                continue  # its row is missing, which was told
            is_same = mark.head == stored and (bool(self.faults) or root_of(self.frontier) == mark.root)
            if is_same:
                self._agreed = number
            elif is_well and not self._is_forked:
                self._is_forked = True
                words = (
                    f"the checkpoint of {mark.at} knows another row {number}: rows between {self._agreed + 1} and "
                    f"{number} were written anew after it was signed"
                )
                self.tell("forked", self.shard, self._agreed + 1, number, words)

    def _name_swapped(self) -> None:
        """An altered row that fits the place of another one, with its own links or with those, was swapped."""
        for one in self._altered:
            for other in self._altered:
                if other is one or one.at >= len(self.faults):
                    continue
                moved = one.row._replace(seq=other.row.seq)
                if _fits(moved, one) or _fits(moved, other):
                    seq, shard = int(one.row.seq), one.row.shard
                    words = f"row {seq} ({shard}) was swapped: what stands there was written as row {other.row.seq}"
                    swapped = replace(self.faults[one.at], kind="swapped", shard=shard, words=words)
                    self.faults[one.at] = swapped
                    break


def first_fault(rows: Iterable[tuple[Row, str, str]], head: tuple[int, str] | None) -> Fault | None:
    """The first thing wrong with a chain of (row, prev_hash, hash) in order of seq; None where all holds."""
    walk = Walk()
    for row, prev_hash, stored in rows:
        walk.take(row, prev_hash, stored)
    walk.end(head)
    return walk.faults[0] if walk.faults else None


def _fits(row: Row, links: _Altered) -> bool:
    try:
        return hash_of(row, links.prev_hash) == links.stored
    except (AttributeError, UnicodeEncodeError, UnknownVersion):
        return False
