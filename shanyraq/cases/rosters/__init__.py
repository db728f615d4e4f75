"""Reading the lists that camps and the Red Cross send. Pure: no Django, no clock, nothing is saved."""

from shanyraq.cases.rosters.messages import KINDS, MESSAGES, Remark, UnreadableList
from shanyraq.cases.rosters.records import IgnoredRow, Roster, RosterRow
from shanyraq.cases.rosters.roster import read_roster, to_json

__all__ = [
    "KINDS",
    "MESSAGES",
    "IgnoredRow",
    "Remark",
    "Roster",
    "RosterRow",
    "UnreadableList",
    "read_roster",
    "to_json",
]
