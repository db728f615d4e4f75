"""The ceiling over a pack's roles, and what rights open: values in, reasons out."""

from dataclasses import replace

import pytest

from shanyraq.access.rules import (
    Actor,
    Permission,
    Role,
    decide_without_object,
    reason_not_to_give,
    reason_not_to_log_in_as,
)
from shanyraq.access.rules.ceiling import faults_of_role, faults_of_roles_together


def role(reach: str = "assigned", code: str = "worker", name: str = "Worker", **rights: str) -> Role:
    return Role(code, name, reach, rights)


def actor(*may: str, **rights: str) -> Actor:
    return Actor(account_id=None, staff_id=None, rights=rights, may=frozenset(may))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (role(C2="R"), "C2 opens for nobody alone"),
        (role(C2="W"), "C2 opens for nobody alone"),
        (role("early", C2="R"), "C2 opens for nobody alone"),
        (role(C5="R"), "counsellor"),
        (role(C5="W"), "counsellor"),
        (role(C4n="R"), "therapist"),
        (role(C9="R", C3="R"), "justice"),
        (role(C9="W", C6="R"), "justice"),
        (role(C9="R", C11="R"), "justice"),
        (role("region", C3="R", C4="R"), "assigned"),
        (role("none", C1="R"), "opens no person's record"),
        (role("counts", C0="R"), "opens no person's record"),
        (role(C99="R"), "unknown"),
        (role(C1="X"), "unknown"),
        (role("everywhere"), "unknown"),
        (role(code="police_liaison"), "no role exists"),
        (role(name="State security desk"), "no role exists"),
        (role(name="Investigator"), "no role exists"),
    ],
)
def test_no_pack_can_make_a_role_that_crosses_a_red_line(made: Role, words: str) -> None:
    assert any(words in fault.message for fault in faults_of_role(made))


@pytest.mark.parametrize(
    "made",
    [
        role(C0="W", C1="W", C7="W", C3="S", C9="S"),
        role("early", C2="W", C1="W"),
        role(C5="O"),
        role(C4="W", C4n="O", C3="S"),
        role(C9="W", C1="R"),
        role("counts", C10="R"),
        role("none"),
    ],
)
def test_an_ordinary_role_has_no_fault(made: Role) -> None:
    assert faults_of_role(made) == []


@pytest.mark.parametrize(
    "name",
    [
        "Anti-terror centre liaison",
        "Counter terrorism desk",
        "Counter-extremism adviser",
        "Deradicalisation officer",
        "POLICE‑liaison",
        "National Security Committee",
        "Intelligence officer",
        "Участковый инспектор полиции",
        "Сотрудник спецслужбы",
        "Разведка",
        "Комитет национальной безопасности",
        "Следователь",
        "Представитель КНБ",
        "Полиция қызметкері",
        "Барлау қызметі",
        "Ұлттық қауіпсіздік комитеті",
        "ضابط شرطة",
        "ضابط الشُّرطَة",
        "ضابط شـرطة",
        "جهاز المخابرات",
        "الاستخبارات العامة",
        "مكافحة الإرهاب",
        "جهاز الأمن الوطني",
    ],
)
def test_a_role_for_a_force_is_refused_in_every_language_by_its_name(name: str) -> None:
    assert [fault.key for fault in faults_of_role(role(name=name))] == ["name"]


def test_a_role_for_a_force_is_refused_by_its_code_too() -> None:
    assert [fault.key for fault in faults_of_role(role(code="anti_terror_desk"))] == ["code"]


@pytest.mark.parametrize(
    "name",
    [
        "Social security adviser",
        "Food security officer",
        "Policy adviser",
        "Territorial coordinator",
        "Legal guardian",
        "Специалист по социальному обеспечению",
        "Специалист по безопасности детей",
        "Последователь наставника",
        "Әлеуметтік қамсыздандыру маманы",
        "Территориялық үйлестіруші",
        "أخصائي الأمن الغذائي",
        "المساعدات النقدية غير الشرطية",
        "مسؤول الضمان الاجتماعي",
    ],
)
def test_a_role_of_help_is_not_taken_for_one_of_a_force(name: str) -> None:
    assert faults_of_role(role(name=name)) == []


def test_roles_that_together_cross_a_line_are_refused() -> None:
    justice, health = role(code="justice", C9="W"), role(code="health", C3="W")

    assert not faults_of_role(justice) and not faults_of_role(health)
    assert "justice" in faults_of_roles_together([justice, health])[0]
    assert not faults_of_roles_together([health, role(code="more", C4="S")])


def test_an_administrator_holds_no_other_role() -> None:
    administrator = role("none", code="administrator")

    assert not faults_of_roles_together([administrator])
    assert "administrator" in faults_of_roles_together([administrator, role(C0="R")])[0]


def test_whoever_reviews_what_others_do_holds_no_other_role() -> None:
    reviewer = replace(role(C12="W", code="reviewer"), may=frozenset({"role.oversee"}))

    assert not faults_of_roles_together([reviewer]) and not faults_of_roles_together([reviewer, reviewer])
    assert "reviews" in faults_of_roles_together([reviewer, role(C0="R")])[0]


@pytest.mark.parametrize(
    ("right", "reads", "writes"),
    [("W", True, True), ("R", True, False), ("O", False, True), ("S", False, False), ("2W", False, True)]
    + [(right, False, False) for right in ("N", "B", "2", "2R", "B2", "P", "counts", "-")],
)
def test_only_full_rights_read_in_full(right: str, reads: bool, writes: bool) -> None:
    somebody = actor(C3=right)

    assert (somebody.reads("C3"), somebody.writes("C3")) == (reads, writes)
    assert ("C3" in somebody.readable) == reads


def test_whoever_has_no_role_reads_no_personal_compartment() -> None:
    assert actor().readable == {"STAFF", "SYSTEM"}


@pytest.mark.parametrize(
    ("somebody", "permission", "reason"),
    [
        (actor("case.read", C0="R"), None, "unknown_action"),
        (actor(C0="W"), Permission("case.read", "C0"), "role"),
        (actor("case.read", C0="S"), Permission("case.read", "C0"), "compartment"),
        (actor("case.close", C0="R"), Permission("case.close", "C0", writes=True), "compartment"),
        (actor("case.read", C0="R"), Permission("case.read", "C0"), ""),
        (actor("staff.read"), Permission("staff.read"), ""),
    ],
)
def test_an_action_needs_the_role_and_the_right(
    somebody: Actor, permission: Permission | None, reason: str
) -> None:
    decision = decide_without_object(somebody, permission)

    assert (bool(decision), decision.reason) == (not reason, reason)


@pytest.mark.parametrize(
    ("given", "region", "centre", "reason"),
    [
        (None, "", "", "unknown_role"),
        (role("none", code="person"), "", "", "unknown_role"),
        (role("region"), "", "", "needs_region"),
        (role("team"), "", "", "needs_region"),
        (role("centre"), "KAR", "", "needs_centre"),
        (role("centre"), "", "MAN-A", ""),
        (role("region"), "KAR", "", ""),
        (role("assigned"), "", "", "works_in_region"),
        (role("assigned"), "", "MAN-A", "works_in_region"),
        (role("assigned"), "KAR", "", ""),
        (role("counts"), "", "", ""),
    ],
)
def test_a_role_that_reaches_somewhere_is_told_where(
    given: Role | None, region: str, centre: str, reason: str
) -> None:
    assert reason_not_to_give(given, region, centre) == reason


@pytest.mark.parametrize("login", ["aigul.s", "a-b_c.1", "abc"])
def test_a_plain_user_name_can_be_used(login: str) -> None:
    assert reason_not_to_log_in_as(login) == ""


@pytest.mark.parametrize("login", ["", "ab", "Aigul", "айгуль", "1abc", "a b c", "a" * 61, "abc\n"])
def test_another_user_name_is_refused_with_a_reason(login: str) -> None:
    assert reason_not_to_log_in_as(login)
