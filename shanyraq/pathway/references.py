"""Whether everything that a pack names is there, and nothing leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from shanyraq.pathway.schema import NOTES_OF_THERAPIST, Action, Condition
from shanyraq.pathway.telling import Check, RoleCeiling, all_parts, nearest
from shanyraq.pathway.types import Fault
from shanyraq.pathway.vocabulary import EVIDENCE_TYPES, ROOMS

GENERIC_KINDS = (
    "case.step.waived",
    "case.step.declined",
    "case.step.not_applicable",
    "case.consent.given",
    "case.consent.declined",
    "case.consent.withdrawn",
    *(f"case.closure.{what}" for what in ("agreed", "asked", "returned", "approved")),
)
PURPOSES = 9
_NUMBER_OR_NAME = "Write a whole number without quotes, such as `14`, or the name of a number in [params]."
_NO_SUCH_ROLE = "Take the role out, or call it by the help it gives."
_NOT_TO_GRANT = "No pack can grant this: take it away."


class References(Check):
    """Names that stand for nothing, in every part of a pack."""

    def all(self, role_ceiling: RoleCeiling | None) -> Iterator[Fault]:
        """Every fault of this sort."""
        yield from self.files()
        yield from self.actions()
        yield from self.phases()
        yield from self.triggers()
        yield from self.kinds()
        yield from self.overlays()
        yield from self.consents()
        yield from self.cards()
        yield from self.roles(role_ceiling)

    def files(self) -> Iterator[Fault]:
        """The phase that every action of a file stands in, told once, where it is written."""
        known = [phase.id for phase in self.pack.phases]
        files = {self.reading.place("action", one.id)[0]: one.phase for one in self.pack.actions.values()}
        for file, name in files.items():
            if name not in known:
                line = self.reading.line(file, "phase")
                yield Fault(
                    file, line, "phase", f"There is no phase “{name}”.", nearest(name, known, "phase")
                )

    def actions(self) -> Iterator[Fault]:
        """What an action refers to."""
        pack, phases = self.pack, [phase.id for phase in self.pack.phases]
        for action in pack.actions.values():
            said = action.id.partition("-")[0]
            if said != action.phase:  # a phase that its file says wrongly is told there
                yield from self.unknown("action", action.id, "id", [said], phases, "phase")
            references = (
                ("by", [action.by], pack.disciplines, "discipline"),
                ("with", action.with_, pack.disciplines, "discipline"),
                ("compartment", [action.compartment], pack.compartments, "compartment"),
                ("also_compartments", action.also_compartments, pack.compartments, "compartment"),
                ("waivable_by", action.waivable_by, pack.roles, "role"),
                ("done_by", action.done_by, pack.kinds, "kind of evidence"),
                ("waiting_after", action.waiting_after, pack.kinds, "kind of evidence"),
                ("declined_by", action.declined_by, pack.kinds, "kind of evidence"),
                ("event", action.event, pack.kinds, "kind of evidence"),
            )
            for key, names, known, what in references:
                yield from self.unknown("action", action.id, key, names, known, what)
            yield from self._due(action)
            yield from self._repeat(action)
            yield from self._condition("action", action.id, "for", action.for_)
            if action.status == "approved" and not (action.approved_by and action.approved_on):
                yield self.fault(
                    "action",
                    action.id,
                    "status",
                    "It is approved by nobody on no day.",
                    'Add `approved_by` and `approved_on`, or write `status = "default"`.',
                )

    def _due(self, action: Action) -> Iterator[Fault]:
        triggers = {*self.pack.triggers, "event", "request"}
        for due in action.due:
            yield from self.unknown("action", action.id, "due", [due.trigger], triggers, "trigger")
            if due.by is not None:
                yield from self.unknown(
                    "action", action.id, "due", [due.by], self.pack.disciplines, "discipline"
                )
            yield from self._amounts("action", action.id, "due", due.days, due.hours)

    def _repeat(self, action: Action) -> Iterator[Fault]:
        repeat = action.repeat
        if repeat is None:
            return
        for code in repeat.until:
            trigger = self.pack.triggers.get(code)
            if trigger is not None and not trigger.kinds:
                yield self.fault(
                    "action",
                    action.id,
                    "repeat",
                    f"Nothing that is recorded tells when “{code}” happens, so the series could not end with it.",
                    "Name a trigger that has `kinds`, or a kind of evidence.",
                )
        known = {*self.pack.triggers, *self.pack.kinds}
        yield from self.unknown(
            "action", action.id, "repeat", repeat.until, known, "trigger or kind of evidence"
        )
        later = (repeat.later.from_days, repeat.later.every_days) if repeat.later else ()
        yield from self._amounts("action", action.id, "repeat", repeat.every_days, repeat.for_days, *later)
        if action.due[0].hours is not None:
            yield self.fault(
                "action", action.id, "due", "A series is counted in days.", "Write `days` instead of `hours`."
            )

    def _amounts(self, table: str, code: str, key: str, *amounts: int | str | None) -> Iterator[Fault]:
        names = [amount for amount in amounts if isinstance(amount, str)]
        params = [name for name, value in self.pack.params.model_dump().items() if isinstance(value, int)]
        for fault in self.unknown(table, code, key, names, params, "parameter"):
            is_near = fault.remedy.startswith("Did you mean")
            yield fault if is_near else fault._replace(remedy=_NUMBER_OR_NAME)

    def _condition(self, table: str, code: str, key: str, condition: Condition) -> Iterator[Fault]:
        pack = self.pack
        references = (
            (condition.profile, pack.profiles, "profile"),
            (condition.overlay, pack.overlays, "overlay"),
            (condition.needs, pack.kinds, "kind of evidence"),
            (condition.without, pack.kinds, "kind of evidence"),
            (condition.consent, pack.consents, "consent purpose"),
            (condition.entry, ("organised", "self"), "way of entry"),
        )
        for names, known, what in references:
            yield from self.unknown(table, code, key, names, known, what)
        for part in condition.any_of:
            yield from self._condition(table, code, key, part)

    def phases(self) -> Iterator[Fault]:
        """What a phase refers to; a gate that could never close."""
        pack = self.pack
        for number, phase in enumerate(pack.phases):
            yield from self.unknown("phase", phase.id, "owner", [phase.owner], pack.disciplines, "discipline")
            yield from self.unknown("phase", phase.id, "gate", phase.gate, pack.actions, "action")
            yield from self.unknown(
                "phase", phase.id, "not_for_entry", phase.not_for_entry, ("organised", "self"), "way of entry"
            )
            for entry in phase.enter:
                triggers = [entry.after] if entry.after else []
                yield from self.unknown("phase", phase.id, "enter", triggers, pack.triggers, "trigger")
                kinds = (*entry.kinds, *entry.needs)
                yield from self.unknown("phase", phase.id, "enter", kinds, pack.kinds, "kind of evidence")
                yield from self.unknown("phase", phase.id, "enter", entry.steps, pack.actions, "action")
                yield from self._amounts("phase", phase.id, "enter", entry.days)
            for code in phase.gate:
                action = pack.actions.get(code)
                if action is not None and action.repeat is not None and action.repeat.at_most is None:
                    yield self.fault(
                        "phase", phase.id, "gate", f"{code} comes again and again: this gate never closes.",
                        "Take it out of the gate.",
                    )  # fmt: skip
            if number and not phase.enter:
                yield self.fault(
                    "phase",
                    phase.id,
                    "enter",
                    "Nothing leads into this phase.",
                    'Add `enter`, such as `enter = [{ after = "arrival" }]`.',
                )
            elif number and all(entry.steps for entry in phase.enter):
                yield from self._only_paper(phase.id)
        if all("self" in phase.not_for_entry for phase in pack.phases):
            yield self.fault(
                "phase", pack.phases[0].id, "not_for_entry", "No phase is left for those who came by themselves.",
                "Leave at least one phase open to them.",
            )  # fmt: skip

    def _only_paper(self, phase_id: str) -> Iterator[Fault]:
        """A phase entered by steps alone is fine as long as something physical leads past it."""
        phases = [phase.id for phase in self.pack.phases]
        beyond = self.pack.phases[phases.index(phase_id) + 1 :]
        if not any(not entry.steps for phase in beyond for entry in phase.enter):
            yield self.fault(
                "phase", phase_id, "enter", "Only paper leads into this phase and past it: a person could be trapped.",
                "Let something that really happens (leaving, moving in) lead into it, or into a later phase.",
            )  # fmt: skip

    def triggers(self) -> Iterator[Fault]:
        """What a trigger refers to; one that nothing sets off."""
        for trigger in self.pack.triggers.values():
            for key in ("kinds", "planned", "undone_by"):
                kinds = getattr(trigger, key)
                yield from self.unknown(
                    "trigger", trigger.code, key, kinds, self.pack.kinds, "kind of evidence"
                )
            if trigger.expected is not None:
                after = [trigger.expected.after]
                yield from self.unknown(
                    "trigger", trigger.code, "expected", after, self.pack.triggers, "trigger"
                )
                yield from self._amounts("trigger", trigger.code, "expected", trigger.expected.days)
                yield from self._condition("trigger", trigger.code, "expected", trigger.expected.for_)
            if trigger.implied_by is not None:
                implied = [trigger.implied_by]
                yield from self.unknown(
                    "trigger", trigger.code, "implied_by", implied, self.pack.triggers, "trigger"
                )
            if trigger.code not in ("event", "request") and not (trigger.fact or trigger.kinds):
                yield self.fault(
                    "trigger",
                    trigger.code,
                    "kinds",
                    "Nothing sets this trigger off.",
                    "Give it a `fact` or `kinds` of evidence.",
                )
        for needed in ("event", "request"):
            if needed not in self.pack.triggers:
                yield Fault(
                    "pack.toml",
                    0,
                    "trigger",
                    f"The trigger “{needed}” is missing.",
                    f'Add `[[trigger]]` with `code = "{needed}"` and its phrases.',
                )

    def kinds(self) -> Iterator[Fault]:
        """What a kind of evidence refers to; kinds that nothing uses; kinds every pack has."""
        used = set(self._used_kinds()) | set(GENERIC_KINDS)
        for kind in self.pack.kinds.values():
            yield from self.unknown("kind", kind.code, "room", [kind.room], ROOMS, "room")
            yield from self.unknown(
                "kind", kind.code, "type", [kind.type], EVIDENCE_TYPES, "type of evidence"
            )
            compartment = [kind.compartment]
            yield from self.unknown(
                "kind", kind.code, "compartment", compartment, self.pack.compartments, "compartment"
            )
            prefix = "case" if kind.room == "cases" else kind.room
            if kind.code.partition(".")[0] != prefix:
                yield self.fault(
                    "kind", kind.code, "room", f"A kind of the room “{kind.room}” begins with “{prefix}.”.",
                    "Correct the code or the room.",
                )  # fmt: skip
            if kind.code not in used:
                yield self.fault(
                    "kind", kind.code, "code", "No action, trigger, overlay or phase uses this kind.",
                    "Use it, or take it out.", False,
                )  # fmt: skip
        for code in GENERIC_KINDS:
            if code not in self.pack.kinds:
                yield Fault(
                    "evidence.toml", 0, "kind", f"The kind “{code}” is missing; every pack has it.", "Add it."
                )
        for key in ("closed_by", "reopened_by"):
            for code in getattr(self.pack, key):
                if code not in self.pack.kinds:
                    yield Fault(
                        "pack.toml",
                        0,
                        key,
                        f"There is no kind of evidence “{code}”.",
                        nearest(code, self.pack.kinds, "kind of evidence"),
                    )

    def _used_kinds(self) -> Iterator[str]:
        pack = self.pack
        for action in pack.actions.values():
            yield from (*action.done_by, *action.waiting_after, *action.declined_by, *action.event)
            yield from action.repeat.until if action.repeat else ()
            yield from _kinds_in(action.for_)
        for trigger in pack.triggers.values():
            yield from (*trigger.kinds, *trigger.planned, *trigger.undone_by)
            yield from _kinds_in(trigger.expected.for_) if trigger.expected else ()
        for overlay in pack.overlays.values():
            yield from (*overlay.starts_with, *overlay.ends_with)
        for phase in pack.phases:
            for entry in phase.enter:
                yield from (*entry.kinds, *entry.needs)
        yield from (*pack.closed_by, *pack.reopened_by)

    def overlays(self) -> Iterator[Fault]:
        """What an overlay refers to."""
        for overlay in self.pack.overlays.values():
            for key, kinds in (("starts_with", overlay.starts_with), ("ends_with", overlay.ends_with)):
                yield from self.unknown(
                    "overlay", overlay.code, key, kinds, self.pack.kinds, "kind of evidence"
                )

    def consents(self) -> Iterator[Fault]:
        """The purposes of consent are nine."""
        if len(self.pack.consents) != PURPOSES:
            yield Fault(
                "consents.toml",
                0,
                "purpose",
                f"There are {len(self.pack.consents)} purposes of consent; there have to be {PURPOSES}.",
                "Add or remove a purpose.",
            )

    def cards(self) -> Iterator[Fault]:
        """A summary card is of a part of the file, and of parts somebody writes it."""
        for card in self.pack.cards.values():
            named = (("compartment", (card.compartment,)), ("written_in", card.written_in))
            for key, codes in named:
                yield from self.unknown("card", card.code, key, codes, self.pack.compartments, "compartment")

    def roles(self, ceiling: RoleCeiling | None) -> Iterator[Fault]:
        """What a role refers to, and what no pack may grant."""
        for role in self.pack.roles.values():
            disciplines = [role.discipline] if role.discipline else []
            yield from self.unknown(
                "role", role.code, "discipline", disciplines, self.pack.disciplines, "discipline"
            )
            known = {*self.pack.compartments, NOTES_OF_THERAPIST}
            yield from self.unknown(
                "role", role.code, "compartments", role.compartments, known, "compartment"
            )
            yield from self.unknown("role", role.code, "own", role.own, known, "compartment")
            yield from self.unknown("role", role.code, "emergency", role.emergency, known, "compartment")
            yield from self.unknown("role", role.code, "cards", role.cards, self.pack.cards, "summary card")
            for key, problem in ceiling(role) if ceiling is not None else ():
                remedy = _NO_SUCH_ROLE if key in ("code", "name") else _NOT_TO_GRANT
                yield self.fault("role", role.code, key, _sentence(problem), remedy)


def _kinds_in(condition: Condition) -> Iterator[str]:
    for part in all_parts(condition):
        yield from (*part.needs, *part.without)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
