"""The writes of a support file, one subject a module. Each act: lock, permission, rule, write, evidence, record."""
