"""Whether the numbers of a pack can be meant: how long, how often, how many, and who decides at which age."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.pathway.schema import LONGEST, Action, Amount, Params
from shanyraq.pathway.telling import Check
from shanyraq.pathway.types import Fault

# Each of these is not above the next one.
GROWING = (
    ("centre_review_day", "centre_days"),
    ("centre_days", "centre_overstay_review"),
    ("centre_overstay_review", "centre_hard_review"),
    ("active_months", "followup_months"),
    ("caseload_max_centre", "caseload_max"),
    ("caseload_max_unaccompanied", "caseload_max"),
    ("small_number", "small_number_public"),
)


class Numbers(Check):
    """Faults of numbers that a type alone does not show."""

    def all(self) -> Iterator[Fault]:
        """Every fault of this sort."""
        yield from self.params()
        yield from self.lengths()
        yield from self.ages()
        yield from self.consent_ages()

    def params(self) -> Iterator[Fault]:
        """Parameters of a pack's own that last too long, and pairs that are the wrong way round."""
        params = self.pack.params
        for name, value in (params.model_extra or {}).items():
            longest = LONGEST.get(name.rpartition("_")[2], LONGEST["days"])
            if value > longest:
                yield self._param(name, f"{value} is more than twenty years.", f"Write {longest} or less.")
        for less, more in GROWING:
            smaller, greater = getattr(params, less), getattr(params, more)
            if smaller is not None and greater is not None and smaller > greater:
                yield self._param(
                    less,
                    f"{smaller} is above `{more}`, which is {greater}.",
                    f"Write {greater} or less, or raise `{more}`.",
                )

    def _param(self, name: str, message: str, remedy: str) -> Fault:
        line = self.reading.line("pack.toml", "params", name)
        return Fault("pack.toml", line, f"params, {name}", message, remedy)

    def lengths(self) -> Iterator[Fault]:
        """Due dates and rhythms that end before they begin, never move on, or outlast everybody."""
        for action in self.pack.actions.values():
            yield from self._lengths_of(action)
        for phase in self.pack.phases:
            for entry in phase.enter:
                yield from self._length("phase", phase.id, "enter", entry.days)
        for trigger in self.pack.triggers.values():
            if trigger.expected is not None:
                yield from self._length("trigger", trigger.code, "expected", trigger.expected.days)

    def _lengths_of(self, action: Action) -> Iterator[Fault]:
        for due in action.due:
            yield from self._length("action", action.id, "due", due.days)
            yield from self._length("action", action.id, "due", due.hours, unit="hours")
        if (repeat := action.repeat) is not None:
            yield from self._length("action", action.id, "repeat", repeat.every_days, least=1)
            yield from self._length("action", action.id, "repeat", repeat.for_days, least=1)
            if repeat.later is not None:
                yield from self._length("action", action.id, "repeat", repeat.later.from_days, least=1)
                yield from self._length("action", action.id, "repeat", repeat.later.every_days, least=1)

    def _length(
        self, table: str, code: str, key: str, amount: Amount | None, *, unit: str = "days", least: int = 0
    ) -> Iterator[Fault]:
        value = _value(self.pack.params, amount)
        if value is None:
            return
        said = f"{value} {unit}" if isinstance(amount, int) else f"{value} {unit} (`{amount}`)"
        if value < least:
            remedy = f"Write {least} or more."
            yield self.fault(table, code, key, f"{said} is too few.", remedy)
        elif value > LONGEST[unit]:
            remedy = f"Write {LONGEST[unit]} or less."
            yield self.fault(table, code, key, f"{said} is more than twenty years.", remedy)

    def ages(self) -> Iterator[Fault]:
        """Age bands that nobody is in, and ages that no band holds."""
        bands = []
        for band in self.pack.profiles.values():
            if band.max_age_months is not None and band.max_age_months < band.min_age_months:
                yield self.fault(
                    "profile",
                    band.code,
                    "max_age_months",
                    f"It ends at {band.max_age_months} months, before it begins at {band.min_age_months}.",
                    f"Write {band.min_age_months} or more, or leave it out.",
                )
            else:
                bands.append(band)
        for sex in ("F", "M"):
            free = _first_free(
                sorted((b.min_age_months, b.max_age_months) for b in bands if b.sex in (None, sex))
            )
            if free is not None:
                who = "woman or girl" if sex == "F" else "man or boy"
                yield Fault(
                    "pack.toml",
                    self.reading.line("pack.toml", "profile"),
                    "profile",
                    f"No profile holds a {who} of {free} months.",
                    "Widen one, or add one, so that everybody of every age has a profile.",
                )

    def consent_ages(self) -> Iterator[Fault]:
        """Who decides has to be said for every age, once."""
        if not self.pack.age_rules:
            yield Fault(
                "consents.toml", 0, "age", "Nobody is said to decide.", "Add `[[age]]` from 0 months on."
            )
            return
        free: int | None = 0
        for index, rule in enumerate(self.pack.age_rules):
            line = self.reading.line("consents.toml", "age", index, "min_age_months")
            field = f"age {index + 1}, min_age_months"
            if free is None:
                yield Fault("consents.toml", line, field, "The row before has no end, so this one is never reached.",
                            "Give the row before its `max_age_months`.")  # fmt: skip
                return
            if rule.min_age_months != free:
                problem = (
                    "Nobody is said to decide at the ages before it"
                    if rule.min_age_months > free
                    else "The row before holds this age too"
                )
                yield Fault("consents.toml", line, field, f"{problem}.", f"Write {free}.")
            if rule.max_age_months is not None and rule.max_age_months < rule.min_age_months:
                line = self.reading.line("consents.toml", "age", index, "max_age_months")
                yield Fault("consents.toml", line, f"age {index + 1}, max_age_months", "It ends before it begins.",
                            f"Write {rule.min_age_months} or more.")  # fmt: skip
            free = None if rule.max_age_months is None else rule.max_age_months + 1
        if free is not None:
            line = self.reading.line("consents.toml", "age", len(self.pack.age_rules) - 1, "max_age_months")
            yield Fault("consents.toml", line, f"age {len(self.pack.age_rules)}, max_age_months",
                        f"Nobody is said to decide from {free} months on.",
                        "Leave it out of the last row.")  # fmt: skip


def _value(params: Params, amount: Amount | None) -> int | None:
    """A number, or that of the parameter named; None for a name that stands for nothing, which is told elsewhere."""
    try:
        return None if amount is None else params.amount(amount)
    except KeyError:
        return None


def _first_free(bands: list[tuple[int, int | None]]) -> int | None:
    """The first age in months that no band holds; None where all are held. Bands in order of their beginning."""
    free = 0
    for begins, ends in bands:
        if begins > free:
            return free
        if ends is None:
            return None
        free = max(free, ends + 1)
    return free
