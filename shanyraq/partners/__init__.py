"""What leaves the house as figures: counts that cannot point at a person."""
