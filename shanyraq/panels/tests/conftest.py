"""The cast of this room's tests."""

from shanyraq.panels.tests.cast import bench, child

__all__ = ["bench", "child"]
