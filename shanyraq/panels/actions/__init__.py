"""Asking for a panel, naming it, voting, deciding, and looking at it again."""
