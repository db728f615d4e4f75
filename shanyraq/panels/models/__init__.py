"""Decisions that one person may never take, and who took them."""

from shanyraq.panels.models.panel import Panel
from shanyraq.panels.models.seat import PanelSeat

__all__ = ["Panel", "PanelSeat"]
