"""What the data-protection officer types."""
