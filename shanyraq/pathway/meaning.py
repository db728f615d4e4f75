"""Whether a pack means well: every step within reach, help without conditions, no word that hurts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanyraq.pathway.pack import Pack
from shanyraq.pathway.schema import Action, Condition, Trigger
from shanyraq.pathway.telling import Check, all_parts
from shanyraq.pathway.types import Fault

# Words that stick to people. A pack is read by the people it is about.
STIGMA = re.compile(
    r"\b(isis|isil|daesh|jihad\w*|terroris\w*|extremis\w*|radicali[sz]\w*|deradicali[sz]\w*|disengagement|"
    r"fighters?|brides?|cubs?|risk (level|score)|threat (level|score)|dangerous\w*|loyalty|ideolog\w*|interrogat\w*|"
    r"debrief\w*|inmates?|detainees?|quarantine\w*|non-compliant|abandoned|orphans?|clean passports?|refused|"
    r"victims?)\b",
    re.IGNORECASE,
)

# Red line 7. A compartment says what kind of help an action is, unless the action says it itself.
SERVICE_OF = {"C3": "health", "C6": "school", "C8": "documents", "C10": "food and shelter"}
TOPIC_OF = {"C4": "therapy", "C5": "faith"}
TOPIC_WORDS = (
    ("testimony", "testimony"),
    ("statement", "statement"),
    ("interview", "statement"),
    ("faith", "faith"),
    ("belief", "faith"),
    ("name_change", "name_change"),
    (".contact.", "contact"),
    ("therapy", "therapy"),
)
TOPIC_NAMES = {
    "statement": "statements",
    "therapy": "therapy",
    "faith": "faith counselling",
    "testimony": "testimony",
    "name_change": "a change of name",
    "contact": "contact with relatives",
}


class Meaning(Check):
    """Faults that no reference shows."""

    def all(self) -> Iterator[Fault]:
        """Every fault of this sort."""
        yield from self.reach()
        yield from self.red_line_7()
        yield from self.stigma()
        yield from self.translations()

    def reach(self) -> Iterator[Fault]:
        """Steps that nobody could ever reach."""
        for action in self.pack.actions.values():
            blocked = self._why_unreachable(action)
            if blocked:
                yield self.fault(
                    "action", action.id, "for", f"Nobody can reach this step: {blocked}.", "Change it."
                )

    def _why_unreachable(self, action: Action) -> str:
        phases = [phase for phase in self.pack.phases if phase.id == action.phase]
        condition = action.for_
        if condition.entry and any(set(condition.entry) <= set(phase.not_for_entry) for phase in phases):
            return "its phase is not for those who come this way"
        youngest, oldest = condition.min_age_months, condition.max_age_months
        if youngest is not None and oldest is not None and youngest > oldest:
            return "the lowest age is above the highest"
        if set(condition.needs) and set(condition.needs) <= set(condition.without):
            return "what it needs also rules it out"
        bands = [self.pack.profiles[code] for code in condition.profile if code in self.pack.profiles]
        if bands and not any(
            (youngest is None or band.max_age_months is None or band.max_age_months >= youngest)
            and (oldest is None or band.min_age_months <= oldest)
            and (condition.sex is None or band.sex in (None, condition.sex))
            for band in bands
        ):
            return "no profile it names has the age or sex it asks for"
        for due in action.due:
            trigger = self.pack.triggers.get(due.trigger)
            if trigger is not None and set(trigger.kinds) & set(condition.without) and not trigger.expected:
                return f"what sets off “{trigger.code}” also rules it out"
        if set(condition.needs) & set(action.done_by) and len(condition.needs) == 1:
            return "it needs the very evidence that closes it"
        return ""

    def red_line_7(self) -> Iterator[Fault]:
        """Food, shelter, health, documents and school never wait for what a person may keep to herself."""
        for action in self.pack.actions.values():
            service = action.service or SERVICE_OF.get(action.compartment)
            if service is None:
                continue
            for key, topic, through in self._predecessors(action):
                yield self.fault(
                    "action",
                    action.id,
                    key,
                    f"Help with {service} would depend on {TOPIC_NAMES[topic]} (through {through}): "
                    "help is never conditional on that.",
                    "Take the condition away, or hang it on something else.",
                )

    def _predecessors(self, action: Action) -> Iterator[tuple[str, str, str]]:
        """What an action waits for that nobody may be asked for: key, topic and the way there."""
        kinds = [("for", kind) for kind in _kinds_asked(action.for_)] + [
            ("event", kind) for kind in action.event
        ]
        for due in action.due:
            trigger = self.pack.triggers.get(due.trigger)
            kinds += [("due", kind) for kind in self._kinds_of_trigger(trigger)]
        for key, kind in kinds:
            topic = self._topic(kind)
            if topic is not None:
                yield key, topic, kind
        for part in all_parts(action.for_):
            for purpose in part.consent:
                topic = self.pack.consents[purpose].topic if purpose in self.pack.consents else None
                if topic is not None:
                    yield "for", topic, purpose

    def _kinds_of_trigger(self, trigger: Trigger | None) -> tuple[str, ...]:
        if trigger is None or trigger.fact is not None:
            return ()
        return trigger.kinds

    def _topic(self, code: str) -> str | None:
        kind = self.pack.kinds.get(code)
        by_word = next((topic for word, topic in TOPIC_WORDS if word in code), None)
        return by_word if kind is None else kind.topic or by_word or TOPIC_OF.get(kind.compartment)

    def stigma(self) -> Iterator[Fault]:
        """Words that are not said, in names and codes."""
        for table, code, key, text in self._texts():
            found = STIGMA.search(text) or STIGMA.search(code.replace("_", " ").replace(".", " "))
            if found:
                yield self.fault(
                    table,
                    code,
                    key,
                    f"“{found.group()}” is a word we do not use.",
                    "Say what is owed, not what she is.",
                )

    def translations(self) -> Iterator[Fault]:
        """Texts without a translation, in every language of the pack and every catalogue there is."""
        languages = sorted({*self.pack.languages, *self.pack.catalogues} - {"en"})
        for language in languages:
            if language not in self.pack.catalogues:
                yield self._no_catalogue(language)
                continue
            known = self.pack.catalogues[language]
            told: set[str] = set()
            for table, code, key, text in self._texts():
                if text not in known and text not in told:
                    told.add(text)
                    yield self.fault(
                        table, code, key, f"“{text}” has no translation in “{language}”.",
                        f"Add it to locale/{language}.po.", False,
                    )  # fmt: skip

    def _no_catalogue(self, language: str) -> Fault:
        file, texts = f"locale/{language}.po", len({text for *_, text in self._texts()})
        return Fault(
            file,
            0,
            "file",
            f"There is no {file}, and {texts} texts have no translation in “{language}”.",
            "Add it, or take the language out of `languages` in pack.toml.",
            False,
        )

    def _texts(self) -> Iterator[tuple[str, str, str, str]]:
        """Every text a user may read: where it stands, and what it says."""
        return pack_texts(self.pack)


def pack_texts(pack: Pack) -> Iterator[tuple[str, str, str, str]]:
    """Every text of a pack that has to be translated: table, code, key, English text."""
    yield "pack", pack.id, "name", pack.name
    for phase in pack.phases:
        for key in ("name", "entry", "exit", "typical"):
            yield "phase", phase.id, key, getattr(phase, key)
    for trigger in pack.triggers.values():
        for key in ("name", "after", "before", "on", "opens"):
            yield "trigger", trigger.code, key, getattr(trigger, key)
    for role in pack.roles.values():
        yield "role", role.code, "name", role.name
        if role.note:
            yield "role", role.code, "note", role.note
    for purpose in pack.consents.values():
        yield "purpose", purpose.code, "name", purpose.name
        yield "purpose", purpose.code, "explanation", purpose.explanation
    for card in pack.cards.values():
        yield "card", card.code, "name", card.name
        yield "card", card.code, "belongs", card.belongs
    for panel in pack.panels.values():
        yield "panel", panel.code, "name", panel.name
        yield "panel", panel.code, "belongs", panel.belongs
    for seat in pack.panel_seats.values():
        yield "panel_seat", seat.code, "name", seat.name
    for contact in pack.contacts:
        yield "contact", contact.code, "name", contact.name
    for rule in pack.age_rules:
        yield "age", str(rule.min_age_months), "decides", rule.decides
    tables = (
        ("profile", pack.profiles),
        ("overlay", pack.overlays),
        ("discipline", pack.disciplines),
        ("compartment", pack.compartments),
        ("paper", pack.papers),
        ("kind", pack.kinds),
    )
    for table, things in tables:
        for code, thing in things.items():
            yield table, code, "name", thing.name
    for action in pack.actions.values():
        yield "action", action.id, "name", action.name


def _kinds_asked(condition: Condition) -> Iterator[str]:
    """Kinds without which a condition does not hold; what ends a service (`without`) is no demand on the person."""
    for part in all_parts(condition):
        yield from part.needs
