"""What waits at the desk, what the record holds about reading, what was found."""
