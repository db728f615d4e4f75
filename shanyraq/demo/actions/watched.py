"""What waits at the desk of the invented data-protection officer: questions about reading, two letters, one breach."""

from __future__ import annotations

from datetime import datetime, timedelta

from shanyraq.access.models import Account, StaffMember
from shanyraq.access.queries import computing
from shanyraq.audit.actions import recorded
from shanyraq.cases.models import Case
from shanyraq.demo.actions.team import MAKER
from shanyraq.oversight.models import Breach, BreachStep, Finding, FindingAnswer, LegalItem, LegalRequest
from shanyraq.oversight.rules import breaches, findings, legal

# Kind, role of her who read, how many people, how many hours ago, and what came of it.
FOUND = (
    (findings.NIGHT, "demo-case_manager", 4, 11, findings.OPEN, ""),
    (findings.SEQUENCE, "demo-supervisor", 14, 22, findings.ASKED, "Спросила по телефону; ответит завтра."),
    (
        findings.SURNAME,
        "demo-regional_coordinator",
        1,
        80,
        findings.EXPLAINED,
        "Однофамилица: мать звонила сама.",
    ),
)
AUTHORITY = "Алматы облысының полиция департаменті"
ACT = "Қылмыстық-процестік кодекстің 99-бабы; іс 21-0412."
ASKED_FOR = (
    ("C1", "қазіргі аты-жөні мен мекенжайы"),
    ("C8", "туу туралы куәліктің көшірмесі"),
    ("C3", "2020 жылғы медициналық жазбалар"),
    ("C4n", "психологтың жазбалары"),
    ("C2", "бұрынғы аты-жөні"),
)
BREACH = "В коридоре центра лежал список с именами и комнатами двенадцати человек."
WHOM = "Две семьи одного центра."
WHY = "Комнаты видел кто угодно; имён школы и адресов в списке не было."
TOLD = "Инспектору позвонили в тот же день, письмо отправлено."


def make_oversight(at: datetime) -> None:
    """What her desk shows on the day of the demonstration. Nothing where the faces of its roles are missing."""
    faces = {
        account.login: account.staff
        for account in Account.objects.filter(login__startswith="demo-").select_related("staff")
        if account.staff is not None
    }
    officer, lawyer = faces.get("demo-dpo"), faces.get("demo-lawyer")
    if officer is None or lawyer is None:
        return
    with recorded("demo.oversight", by=MAKER) as act, computing("demo.oversight"):
        for kind, login, people, hours, state, words in FOUND:
            if login in faces:
                _find(kind, faces[login], people, at - timedelta(hours=hours), state, words, officer)
        case = Case.objects.filter(closed_at=None, person__birth_date__year__lt=1995).order_by("pk").first()
        if case is not None:
            _letter(case, lawyer, at)
            act.about(case.person_id)
        _breach(officer, at - timedelta(hours=20))


def _find(
    kind: str, who: StaffMember, people: int, when: datetime, state: str, words: str, officer: StaffMember
) -> None:
    """One question. Part of the caller's recorded act."""
    finding = Finding.objects.create(
        kind=kind,
        colleague=who,
        role=who.account.login.removeprefix("demo-"),
        on=when.date(),
        first_at=when,
        last_at=when + timedelta(minutes=25),
        first_seq=1,
        last_seq=1,
        people=people,
        found_at=when + timedelta(minutes=26),
        state=state,
    )
    if state != findings.OPEN:
        at = when + timedelta(hours=2)
        FindingAnswer.objects.create(finding=finding, state=state, words=words, by=officer, at=at)


def _letter(case: Case, lawyer: StaffMember, at: datetime) -> None:
    """One demand of an authority that waits for an answer. Part of the caller's recorded act."""
    letter = LegalRequest.objects.create(
        authority=AUTHORITY,
        reference="12-4/881",
        act=ACT,
        person=case.person_id,
        received_on=(at - timedelta(days=6)).date(),
        answer_by=(at + timedelta(days=8)).date(),
        entered_by=lawyer,
        entered_at=at - timedelta(days=6),
        state=legal.RECEIVED,
    )
    LegalItem.objects.bulk_create(
        LegalItem(request=letter, number=number, part=part, what=what)
        for number, (part, what) in enumerate(ASKED_FOR, 1)
    )


def _breach(officer: StaffMember, noticed_at: datetime) -> None:
    """One breach of which the authority knows. Part of the caller's recorded act."""
    breach = Breach.objects.create(
        what=BREACH,
        noticed_at=noticed_at,
        people=12,
        whom=WHOM,
        risk=breaches.LIKELY,
        risk_words=WHY,
        entered_by=officer,
        entered_at=noticed_at + timedelta(hours=1),
    )
    BreachStep.objects.create(
        breach=breach,
        kind=breaches.AUTHORITY_TOLD,
        words=TOLD,
        by=officer,
        at=noticed_at + timedelta(hours=5),
    )
