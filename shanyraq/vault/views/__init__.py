"""Requests to open a seal (`openings`), and those who keep it (`custodians`)."""
