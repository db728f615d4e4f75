"""Nationalities as lists write them, to ISO 3166 alpha-2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from shanyraq.cases.rosters.country_words import DEMONYMS, DOUBT_WORDS, FILLERS, OPEN_WORDS
from shanyraq.cases.rosters.messages import Remark, remark
from shanyraq.cases.rosters.wording import is_blank_word, plain, words_pattern

_LANGUAGES = ("en", "ru", "kk", "ar")
_ALPHA3 = {
    "KAZ": "KZ", "RUS": "RU", "UZB": "UZ", "TJK": "TJ", "KGZ": "KG", "TKM": "TM", "AZE": "AZ", "ARM": "AM", "GEO": "GE",
    "UKR": "UA", "BLR": "BY", "MDA": "MD", "SYR": "SY", "IRQ": "IQ", "TUR": "TR", "DEU": "DE", "GER": "DE", "FRA": "FR",
    "GBR": "GB", "BEL": "BE", "NLD": "NL", "NED": "NL", "SWE": "SE", "DNK": "DK", "NOR": "NO", "FIN": "FI", "AUT": "AT",
    "CHE": "CH", "ESP": "ES", "ITA": "IT", "PRT": "PT", "POL": "PL", "ROU": "RO", "BGR": "BG", "ALB": "AL", "XKX": "XK",
    "BIH": "BA", "MKD": "MK", "SRB": "RS", "USA": "US", "CAN": "CA", "AUS": "AU", "TUN": "TN", "MAR": "MA", "DZA": "DZ",
    "LBY": "LY", "EGY": "EG", "SDN": "SD", "SOM": "SO", "ETH": "ET", "SAU": "SA", "YEM": "YE", "JOR": "JO", "LBN": "LB",
    "PSE": "PS", "KWT": "KW", "IRN": "IR", "AFG": "AF", "PAK": "PK", "IND": "IN", "BGD": "BD", "CHN": "CN", "IDN": "ID",
    "MYS": "MY", "PHL": "PH", "MDV": "MV", "TTO": "TT", "ZAF": "ZA", "MNG": "MN", "SEN": "SN", "NGA": "NG", "KOR": "KR",
    "JPN": "JP", "VNM": "VN", "LKA": "LK", "MMR": "MM", "THA": "TH", "QAT": "QA", "ARE": "AE", "BHR": "BH", "OMN": "OM",
    "ISR": "IL", "GRC": "GR", "HUN": "HU", "CZE": "CZ", "SVK": "SK", "HRV": "HR", "SVN": "SI", "MNE": "ME", "LVA": "LV",
    "LTU": "LT", "EST": "EE", "IRL": "IE", "MLI": "ML", "CMR": "CM", "KEN": "KE", "TZA": "TZ", "UGA": "UG", "ERI": "ER",
}  # fmt: skip
# Two letters that are a word of their own or a usual short form of another country.
_NOT_A_CODE = frozenset(("NO", "NA", "ND", "NK"))
#: Two letters that are words as well: a country only in capitals.
_WORDS_TOO = words_pattern("al|am|as|at|be|by|co|de|do|id|in|is|it|la|li|ma|me|my|ne|no|pa|sa|se|so|st|to")
#: Codes that are often written in small letters.
_OFTEN_SMALL = words_pattern("az|kg|kz|rk|ru|sy|tj|tm|tr|ua|uk|us|uz|iq")
_TWO_LETTERS = re.compile(r"(?<![^\W\d_.])[A-Za-z]{2}(?![^\W\d_])")
_CROSSES = frozenset(("xx", "xxx", "хх", "ххх"))
_PATTERNS = tuple((code, words_pattern(words.replace(".", ""))) for code, words in DEMONYMS.items())
_GLUED = re.compile(r"(?<=[^\W\d_]{2})\.(?=\w)")
_OPEN = words_pattern(OPEN_WORDS)
_DOUBT = words_pattern(DOUBT_WORDS)
_FILLERS = words_pattern(FILLERS)
_ETHNIC = words_pattern(
    "казах|казашка|казахи|қазақ|узбек|узбечка|өзбек|русский|русская|орыс|таджик|таджичка|тәжік|киргиз|киргизка|кыргыз|қырғыз|туркмен|туркменка"
    "|азербайджанец|азербайджанка|турок|турчанка|немец|немка|украинец|украинка|түрік|неміс|әзербайжан"
)


@dataclass(frozen=True, slots=True)
class Nationality:
    """An ISO code, or None with the remark that says why there is none."""

    code: str | None = None
    problems: tuple[Remark, ...] = ()


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
                names.setdefault(plain(name), code)
                names.setdefault(plain(name).removeprefix("ال"), code)
    names.update({code.casefold(): code for code in set(names.values()) if code not in _NOT_A_CODE})
    names.update({alpha3.casefold(): code for alpha3, code in _ALPHA3.items()})
    return names


@lru_cache(maxsize=8192)
def is_country(text: str) -> bool:
    """Whether a text is the name of a country or of its people, and of nothing else."""
    return len(text) > 3 and (plain(text) in _names() if " " in text else bool(country_codes(text)))


def says_nothing(text: str) -> bool:
    """Whether no country is given at all; `XX` looks like a code that nobody knows, and is quoted."""
    return is_blank_word(text) and plain(text).strip(" .") not in _CROSSES


@lru_cache(maxsize=8192)
def read_nationality(text: str, *, ethnic_column: bool = False) -> Nationality:
    """The nationality in a cell. Two nationalities, a supposition or an unknown word give None and a remark.

    `ethnic_column` says that the heading may ask for an ethnic origin (`национальность`, `ұлты`): then a word that
    names a people gives the country and a remark that it has to be verified.
    """
    if says_nothing(text):
        return Nationality(problems=(remark("nationality_missing"),))
    clean = plain(text).strip(" .,;:()[]\"'«»“”")
    doubtful = "?" in clean or _DOUBT.search(clean) is not None
    codes = country_codes(text)
    if len(codes) != 1 or doubtful or _has_small_code(text) or _OPEN.search(_FILLERS.sub(" ", clean)):
        return Nationality(problems=(remark("nationality_unclear", text=text),))
    if ethnic_column and _ETHNIC.search(clean):
        return Nationality(next(iter(codes)), (remark("nationality_ethnic", text=text),))
    return Nationality(next(iter(codes)))


def _has_small_code(text: str) -> bool:
    """Whether a country stands in two small letters that may be a word: `is`, `Do`."""
    pairs = (pair for pair in _TWO_LETTERS.findall(text) if not pair.isupper())
    return any(pair.casefold() in _names() and not _OFTEN_SMALL.fullmatch(pair.casefold()) for pair in pairs)


def country_codes(text: str) -> set[str]:
    """All countries a text names; empty where any of its words is not understood."""
    bare = text.strip(" .:")
    if not bare.isupper() and _WORDS_TOO.fullmatch(bare.lower()):
        return set()
    clean = plain(text).strip(" .,;:()[]\"'«»“”")
    clean = _GLUED.sub(". ", clean)
    whole = _exact(clean)
    if whole:
        return {whole}
    codes: set[str] = set()
    for part in re.split(r"\s*[/,;+&()|\n]\s*|\s+(?:and|и|و|және|мен)\s+|\s+-\s+|(?<=\w)-(?=\w)", clean):
        bare = re.sub(r"\s+", " ", _FILLERS.sub(" ", part)).strip(" .,;:-")
        if not bare:
            continue
        code = _exact(part.strip(" .")) or _exact(bare)
        if code is None:
            return set()
        codes.add(code)
    return codes


def _exact(text: str) -> str | None:
    found = _names().get(text) or _names().get(text.removeprefix("ال"))
    if found:
        return found
    bare = text.replace(".", "")  # Р.К. and РК, тадж. and тадж
    for code, pattern in _PATTERNS:
        if pattern.fullmatch(bare) or pattern.fullmatch(bare.removeprefix("ال")):
            return code
    words = text.split()
    if 1 < len(words) <= 4:
        codes = {_exact(word) for word in words if not _FILLERS.fullmatch(word)}
        if len(codes) == 1:
            return codes.pop()
    return None
