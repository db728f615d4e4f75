"""The writes about accounts, one subject a module: the door, invitations, roles. Each leaves its row in the record."""
