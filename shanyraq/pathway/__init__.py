"""The pathway: what a returning person is owed, worked out from a country's pack and the evidence so far.

Pure: no Django, no clock, no database. Time is an argument.
"""

from shanyraq.pathway.evaluate import evaluate
from shanyraq.pathway.explain import explain
from shanyraq.pathway.pack import Pack
from shanyraq.pathway.packs import check_pack, load_pack
from shanyraq.pathway.panels import PanelKind, PanelSeat
from shanyraq.pathway.papers import PaperKind
from shanyraq.pathway.profiles import profiles_at
from shanyraq.pathway.schema import Action, Card, EvidenceKind, Phase, Place, Purpose, Right, Role, Trigger
from shanyraq.pathway.show import show_pack, show_text
from shanyraq.pathway.types import (
    CLOSED_STATES,
    OPEN_STATES,
    Evidence,
    Fault,
    OverlayFact,
    PackError,
    PersonFacts,
    PhaseState,
    Plan,
    Reason,
    Stem,
    Step,
    StepState,
)

__all__ = [
    "CLOSED_STATES",
    "OPEN_STATES",
    "Action",
    "Card",
    "Evidence",
    "EvidenceKind",
    "Fault",
    "OverlayFact",
    "Pack",
    "PackError",
    "PanelKind",
    "PanelSeat",
    "PaperKind",
    "PersonFacts",
    "Phase",
    "PhaseState",
    "Place",
    "Plan",
    "Purpose",
    "Reason",
    "Right",
    "Role",
    "Stem",
    "Step",
    "StepState",
    "Trigger",
    "check_pack",
    "evaluate",
    "explain",
    "load_pack",
    "profiles_at",
    "show_pack",
    "show_text",
]
