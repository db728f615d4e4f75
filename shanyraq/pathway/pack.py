"""A country's programme, read and checked: what `evaluate` and every page work from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from zoneinfo import ZoneInfo

from shanyraq.pathway.panels import PanelKind, PanelSeat
from shanyraq.pathway.papers import PaperKind
from shanyraq.pathway.program import Program, build_program
from shanyraq.pathway.schema import (
    Action,
    AgeRule,
    Card,
    Compartment,
    Contact,
    Discipline,
    EvidenceKind,
    KeepFrom,
    Overlay,
    Params,
    Phase,
    Place,
    Profile,
    Purpose,
    Role,
    Trigger,
)


@dataclass(frozen=True)
class Pack:
    """One version of one country's pack. It never changes after loading.

    Names in it are English; `text` gives them in another language of the pack.
    """

    id: str
    name: str
    version: str
    country: str
    status: str
    languages: tuple[str, ...]
    time_zone: ZoneInfo
    params: Params
    phases: tuple[Phase, ...]
    actions: Mapping[str, Action]
    kinds: Mapping[str, EvidenceKind]
    roles: Mapping[str, Role]
    disciplines: Mapping[str, Discipline]
    compartments: Mapping[str, Compartment]
    cards: Mapping[str, Card]
    places: Mapping[str, Place]
    consents: Mapping[str, Purpose]
    age_rules: tuple[AgeRule, ...]
    profiles: Mapping[str, Profile]
    overlays: Mapping[str, Overlay]
    triggers: Mapping[str, Trigger]
    contacts: tuple[Contact, ...] = ()
    keep_from: tuple[KeepFrom, ...] = ()
    panels: Mapping[str, PanelKind] = field(default_factory=dict)
    panel_seats: Mapping[str, PanelSeat] = field(default_factory=dict)
    papers: Mapping[str, PaperKind] = field(default_factory=dict)
    closed_by: tuple[str, ...] = ()
    reopened_by: tuple[str, ...] = ()
    catalogues: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, msgid: str, language: str) -> str:
        """The pack's wording in a language; the English original where nothing is translated yet."""
        return self.catalogues.get(language, {}).get(msgid) or msgid

    def action(self, action_id: str) -> Action:
        """The action with this id. Raises KeyError for an id the pack does not have."""
        return self.actions[action_id]

    def phase(self, phase_id: str) -> Phase:
        """The phase with this id. Raises KeyError for an id the pack does not have."""
        return next(phase for phase in self.phases if phase.id == phase_id) if phase_id else self.phases[0]

    def kinds_for(self, action_id: str) -> tuple[EvidenceKind, ...]:
        """The kinds of evidence that close an action, the usual one first."""
        return tuple(self.kinds[code] for code in self.actions[action_id].done_by)

    def actions_closed_by(self, kind: str) -> tuple[Action, ...]:
        """The actions that one kind of evidence closes: recorded once, it counts for all of them."""
        return tuple(action for action in self.actions.values() if kind in action.done_by)

    def places_of(self, kind: str, parent: str | None = None) -> tuple[Place, ...]:
        """Regions, centres or districts, all or those of one parent, in the order of the file."""
        return tuple(
            place
            for place in self.places.values()
            if place.kind == kind and (parent is None or place.parent == parent)
        )

    @cached_property
    def program(self) -> Program:
        """The pack as `evaluate` runs it: plain tuples, worked out once."""
        return build_program(self)
