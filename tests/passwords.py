"""Password hashing for tests: the real algorithm, at a price that hundreds of log-ins can pay."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id with the smallest parameters: never for an installation."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
