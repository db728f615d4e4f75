"""The forms of this room: they check shape; actions check rules."""
