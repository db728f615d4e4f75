"""Reading requests, holds and erasures."""
