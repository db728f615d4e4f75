"""How likely it is that people are harmed by what was read or lost: said by a colleague, never worked out. Pure."""

from __future__ import annotations

from shanyraq.foundation.text import N_

UNLIKELY, LIKELY, HIGH = "UNLIKELY", "LIKELY", "HIGH"
RISKS = (UNLIKELY, LIKELY, HIGH)  # to the people concerned, never of anybody

RISK_WORDS = {
    UNLIKELY: N_("Harm to anybody is unlikely"),
    LIKELY: N_("Somebody may be harmed"),
    HIGH: N_("Somebody may be harmed badly: her safety, her home, her name"),
}
