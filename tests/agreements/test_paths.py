"""However the moves come, nothing is in force that both sides have not signed."""

from datetime import date

from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements import drafts, scans, signatures, signing, texts
from agreements.models import Agreement, AgreementScan, AgreementScope, Side
from common.refusals import Refused
from tests.factories.agreements import AT, make_agreement, speaking
from tests.factories.agreements import scanned as scan


Status = Agreement.Status
DAY = {"signing_date": date(2026, 1, 5), "signing_place": "Bengkulu"}
ENDING = {"ended_date": date(2026, 6, 30), "reason": "MUTUAL"}


def keep_scan(agreement, **said):
    if agreement.status == Status.AGREED and not AgreementScan.objects.filter(agreement=agreement).exists():
        scan(agreement, by=said["by"], side=said["side"])
        signatures.come_into_force(agreement, **said)


def agree(agreement, **said):
    last = agreement.versions.last()
    return signing.agree(agreement=agreement, version=last.number if last else 0, **said)


def rewrite(agreement, **said):
    text = texts.text_of(agreement)
    longer = text | {"title": text["title"] + "."}
    return drafts.rewrite(agreement=agreement, text=longer, seen=texts.sha256_of(text), **said)


VERBS = {
    "submit": lambda agreement, **said: signing.submit(agreement=agreement, **said),
    "take_back": lambda agreement, **said: signing.take_back(agreement=agreement, note="Sebab.", **said),
    "rewrite": rewrite,
    "agree": agree,
    "reopen": lambda agreement, **said: signing.reopen(agreement=agreement, note="Sebab.", **said),
    "record": lambda agreement, **said: signatures.record(agreement=agreement, **said, **DAY),
    "keep_scan": keep_scan,
    "complete": lambda agreement, **said: scans.declare_complete(agreement=agreement, **said),
    "end": lambda agreement, **said: signatures.end(agreement=agreement, **said, **ENDING),
}
WHO = {
    "operator": ("OPERATOR", Side.CITY),
    "approver": ("APPROVER", Side.CITY),
    "officer": ("OFFICER", Side.BRANCH),
    "head": ("BRANCH_HEAD", Side.BRANCH),
}
ALONG = [
    ("submit", "operator"),
    ("agree", "head"),
    ("record", "approver"),
    ("keep_scan", "operator"),
    ("record", "head"),
]
# Every second move leads on, so that many ways reach their end.
MOVES = st.one_of(st.sampled_from(ALONG), st.tuples(st.sampled_from(list(VERBS)), st.sampled_from(list(WHO))))


@given(before=st.integers(0, len(ALONG) - 1), moves=st.lists(MOVES, min_size=2, max_size=8))
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, derandomize=True
)
def test_no_path_leads_into_force_without_both_sides(world, before, moves):
    with world.acting(world.operator), transaction.atomic():
        agreement = make_agreement(world.bengkulu)
        for verb, who in [*ALONG[:before], *moves]:
            attempt(world, agreement, verb, who)
            holds(agreement)
        transaction.set_rollback(True)


def attempt(world, agreement, verb, who):
    """
    As the person who asks would, in their role and through the wall: a draft of the other side is not there.

    Where the page would not have offered it, the database may be what says no.
    """
    role, side = WHO[who]
    user = getattr(world, who)
    with speaking(agreement, user, role):
        if not Agreement.objects.filter(pk=agreement.pk).exists():
            return
        try:
            with transaction.atomic():
                VERBS[verb](agreement, side=side, by=user, at=AT)
        except (Refused, DatabaseError):
            agreement.refresh_from_db()


def holds(agreement):
    agreement.refresh_from_db()
    covered = AgreementScope.objects.filter(agreement=agreement, is_signed=True).exists()
    assert covered == (agreement.status in (Status.SIGNED, Status.ENDED))
    if not covered:
        return
    signatures_of = list(agreement.signatures.all())
    assert {each.side for each in signatures_of} == set(Side)
    assert len({each.by_id for each in signatures_of}) == len(Side)
    assert agreement.scans.exists()
    last = agreement.versions.last()
    assert last.sha256 == texts.sha256_of(texts.text_of(agreement))
    assert agreement.agreed_by_id != last.by_id
    assert {each.side: each.by_id for each in signatures_of}[last.side] != last.by_id
    assert {each.by.username for each in signatures_of if each.side == Side.CITY} == {"approver"}
