"""Putting things into the vault (`items`), keeping its custodians (`custodians`), opening it together (`openings`)."""

from shanyraq.vault.actions.items import (
    DOCUMENT,
    KUNYA,
    NAME,
    destroy,
    forget,
    give_back,
    make_vault_key,
    move,
    put,
    put_many,
)

__all__ = [
    "DOCUMENT",
    "KUNYA",
    "NAME",
    "destroy",
    "forget",
    "give_back",
    "make_vault_key",
    "move",
    "put",
    "put_many",
]
