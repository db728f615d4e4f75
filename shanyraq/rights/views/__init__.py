"""The pages of requests, holds and erasures."""
