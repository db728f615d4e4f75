"""Looking the record through, and what the data-protection officer decides."""
