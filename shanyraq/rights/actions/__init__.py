"""The writes of this room, one subject a module."""
