"""Panels in words."""
