"""Colleagues, and how accounts are protected, in words."""
