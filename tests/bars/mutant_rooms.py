"""What B06 changes, room by room: groups of modules that hold rules, each with the tests that should notice.

The tests are the quickest ones that guard the modules; which of them call a function is found out while they run. All
changes of every module are tried, none is drawn.
"""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
Group = tuple[list[str], list[str]]  # modules and tests, by their paths


def _of(room: str, modules: str, tests: str, *more: str) -> Group:
    """Modules (`actions/*` are all of a folder) and tests of a room by their names; `more` are tests elsewhere."""
    folder = ROOT / "shanyraq" / room
    named = [sorted(folder.glob(f"{name}.py")) or [folder / f"{name}.py"] for name in modules.split()]
    return (
        [str(one.relative_to(ROOT)) for some in named for one in some],
        [*(f"shanyraq/{room}/tests/test_{name}.py" for name in tests.split()), *more],
    )


ROOMS: dict[str, list[Group]] = {
    "rules": [
        _of(
            "access",
            "rules/__init__ rules/ceiling rules/doors rules/emergencies rules/second_person forbidden passwords",
            "rules actor door_rules emergency_rules role_requests",
        ),
        _of("access", "permissions/__init__", "permissions"),
        _of("access", "rules/forced queries/forced", "second_password set_second_password"),
    ],
    "fields": [
        _of("access", "queries/fields queries/veils", "fields veils questions"),
        _of("access", "queries/__init__", "guarded questions permissions"),
    ],
    "acts": [
        _of(
            "access",
            "actions/* queries/colleagues queries/entrances queries/role_requests queries/second_steps"
            " queries/sessions queries/staff queries/words middleware",
            "invite accept_invitation log_in passkeys second_step prove recover role_requests say_why roles proposals"
            " sessions end_access staff walls second_password set_second_password",
        ),
    ],
    "scopes": [_of("cases", "queries/scopes", "scopes scopes_of_rows")],
    "vault": [
        _of("vault", "rules/boxes rules/paper rules/words", "boxes paper words"),
        _of(
            "vault",
            "actions/* queries permissions",
            "on_the_record seal_closely said_when_ready custodians open agree put lock_from_paper new_key hers_alone",
        ),
    ],
    "audit": [
        _of("audit", "rules/__init__ rules/tree", "row_rules checkpoint_rules"),
        _of("audit", "rules/chain", "chain_words chain_rules"),
        _of("audit", "rules/checkpoints rules/epochs", "checkpoint_rules epochs"),
        _of("audit", "actions/watching actions/erasing", "witness stays"),
        _of("audit", "rules/damage actions/damage", "damage_entered verify_damaged"),
        _of(
            "audit",
            "actions/__init__ actions/adding actions/checkpoints actions/epochs queries/__init__ queries/belonging"
            " queries/signing queries/verifying triggers",
            "within_a_request one_statement recording checkpoint checkpoint_steps epochs_at_work epochs verify"
            " verify_damaged",
            "shanyraq/cli/tests/test_foreign_keys.py",
        ),
    ],
    "sealing": [_of("foundation", "encrypted", "sealed_values")],
    "keys": [
        _of("foundation", "wrapping keyring", "keys_at_hand keyring wrapping replace_root"),
        _of(
            "foundation",
            "keyfiles root rotation agent",
            "keyfiles keys_outlive keys_under_keys replace_root rotate_keys rotate_in_steps agent",
        ),
    ],
    "agent": [_of("foundation", "key_holder key_messages", "key_holder key_messages key_agent")],
    "walls": [_of("access", "queries/walls/__init__ queries/walls/following", "walls walls_stand")],
}
