"""Requests, holds and erasures in words."""
