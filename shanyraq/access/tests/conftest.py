"""What several tests of the door share."""

from shanyraq.access.tests.at_the_door import account, now, with_app

__all__ = ["account", "now", "with_app"]
