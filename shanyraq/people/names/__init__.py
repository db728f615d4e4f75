"""How names are written, and the keys by which spellings of one name meet. Pure."""

from shanyraq.people.names.cleaning import LONGEST, visible
from shanyraq.people.names.digits import ascii_digits
from shanyraq.people.names.given import given_of
from shanyraq.people.names.keys import fold, skeleton
from shanyraq.people.names.kunyas import is_kunya, split_kunya
from shanyraq.people.names.scripts import Script, ScriptRun, script_of, scripts_in, split_by_script
from shanyraq.people.names.signs import foreign_signs, right_script
from shanyraq.people.names.tokenise import tokens

__all__ = [
    "LONGEST",
    "Script",
    "ScriptRun",
    "ascii_digits",
    "fold",
    "foreign_signs",
    "given_of",
    "is_kunya",
    "right_script",
    "script_of",
    "scripts_in",
    "skeleton",
    "split_by_script",
    "split_kunya",
    "tokens",
    "visible",
]
