"""The forms on the way of a claim."""

from datetime import date

from claims import ceremonies, deaths, documents, heirs
from claims import scans as claim_scans
from municipalities.scans import taking
from tests.factories import scans
from tests.factories.claims import ACCOUNT, AT, DIED, PAID_ON, ClaimOnItsWay, make_worker_of
from tests.safety.sent.form import Form, Guard


HEIR = (
    "nik",
    "birth_date",
    "guardian_name",
    "guardian_relation",
    "level",
    "grade",
    "phone",
    "address",
    "attorney_name",
    *ACCOUNT,
)
STEP = ("note", "source", "seen")
PAPER = ("received_date", "note")


def claim(status="REPORTED"):
    def made(world):
        way = ClaimOnItsWay(world)
        return way.claim if status == "REPORTED" else way.brought_to(status).claim

    return made


def work_accident(world):
    return ClaimOnItsWay(world, cause="WORK_ACCIDENT", accident_date=date(2026, 11, 1)).claim


def paper(world):
    with world.acting(world.operator):
        return claim()(world).documents.first()


def handed_in(world):
    """A claim whose first paper waits to be looked at."""
    way = ClaimOnItsWay(world)
    with way.operator():
        documents.receive(document=way.claim.documents.first(), received_date=DIED, by=world.operator, at=AT)
    return way.claim


def as_seen(**sent):
    """With the number of the last step, as the page showed it."""

    def least(sending):
        claim = getattr(sending.thing, "claim", sending.thing)
        with sending.world.acting(sending.world.operator):
            return sent | {"seen": claim.events.count()}

    return least


def first_paper(sending):
    with sending.world.acting(sending.world.operator):
        return sending.thing.documents.first().public_id


def heir(status="REPORTED"):
    def made(world):
        way = ClaimOnItsWay(world)
        if status == "REPORTED":
            return way.add_heir()
        with world.acting(world.operator):
            return way.brought_to(status).claim.heirs.first()

    return made


def scan(world):
    paper_of = paper(world)
    with world.acting(world.operator), taking.taken(scans.upload(scans.pdf())) as taken:
        return claim_scans.keep(document=paper_of, scan=taken, by=world.operator, at=AT)


def child(world):
    with world.acting(world.operator):
        return heirs.add_child(
            claim=claim()(world), name="Adi", birth_date=date(2015, 1, 1), level="SD", by=world.operator, at=AT
        )


def claim_with_a_pupil(world):
    with world.acting(world.operator):
        return child(world).claim


def who_is_left_out(sending):
    with sending.world.acting(sending.world.operator):
        return {"person": sending.thing.children.get().public_id, "reason": "Anak tiri"}


def pupil(world):
    """Of a claim that was granted."""
    way = ClaimOnItsWay(world)
    made = way.add_pupil()
    way.brought_to("GRANTED")
    return made


def payout(world):
    with world.acting(world.operator):
        return claim("PAID")(world).payouts.first()


def ceremony(world):
    paid = payout(world)
    with world.acting(world.operator):
        return ceremonies.hold(
            municipality=world.bengkulu, payouts=[paid], held_at=AT, venue="Balai kota", by=world.operator, at=AT
        )


DEATH = {"death_date": "2026-11-02", "cause": "NATURAL", "told_by": "Istri"}
FORMS = {
    "register_death": Form("operator", Guard.ONCE, DEATH, of=make_worker_of, also=("place", "seen", *deaths.CASE)),
    "claim_correct": Form(
        "operator", Guard.SAME, DEATH | {"cause": "OTHER"}, of=claim(), also=("place", "seen", *deaths.CASE)
    ),
    "claim_accident_report": Form(
        "operator", Guard.SAME, {"stage": "ACCIDENT_REPORT_2", "report_date": "2026-11-03"}, of=work_accident,
        also=("in_file",),
    ),
    "claim_document": Form("operator", Guard.MOVE, {"action": "receive"}, of=paper, also=PAPER),
    "claim_scan_add": Form("operator", Guard.ONCE, {"file": lambda: scans.upload(scans.pdf())}, of=paper),
    "claim_scan_drop": Form("operator", Guard.GONE, of=scan),
    "payout_proof_add": Form("operator", Guard.ONCE, {"file": lambda: scans.upload(scans.pdf())}, of=payout),
    "claim_papers_in": Form(
        "operator", Guard.MOVE,
        lambda sending: {
            "berkas-papers": first_paper(sending), "berkas-received_date": "2026-11-20", "berkas-action": "receive",
        },
        of=claim(),
    ),
    "claim_papers_checked": Form(
        "operator", Guard.MOVE, lambda sending: {"periksa-papers": first_paper(sending)}, of=handed_in
    ),
    "claim_balance": Form("operator", Guard.SAME, {"amount": 1_500_000, "source": "Surat cabang"}, of=claim()),
    "heir_add": Form(
        "operator", Guard.ONCE, {"name": "Rina", "relation": "WIDOW", "weight": 1}, of=claim(), also=HEIR
    ),
    "heir_account": Form("operator", Guard.SAME, ACCOUNT | {"bank": "Bank Lain"}, of=heir()),
    "heir_account_shown": Form("operator", Guard.READS, {"reason": "MATCH"}, of=heir(), also=("note",)),
    "heir_remove": Form("operator", Guard.GONE, of=heir()),
    "heir_pay": Form(
        "operator", Guard.ONCE, as_seen(payment_date=PAID_ON.isoformat(), reference="TRF-1"), of=heir("GRANTED"),
    ),
    "child_add": Form(
        "operator", Guard.ONCE, {"name": "Adi", "birth_date": "2015-01-01", "level": "SD"}, of=claim(),
        also=("grade", "works", "married", "inherits", "nik", "guardian_name", "guardian_relation"),
    ),
    "heir_left_out": Form("operator", Guard.SAME, who_is_left_out, of=claim_with_a_pupil),
    "child_remove": Form("operator", Guard.GONE, of=child),
    "scholarship_year": Form(
        "operator", Guard.ONCE, {"level": "SD", "payment_date": PAID_ON.isoformat(), "reference": "TRF-9"}, of=pupil
    ),
    "scholarship_end": Form(
        "operator", Guard.ONCE, {"reason": "MARRIED", "ended_date": PAID_ON.isoformat()}, of=pupil
    ),
    "claim_submit": Form("operator", Guard.MOVE, {"decision": "submit"}, of=claim("COMPLETE"), also=STEP),
    "claim_approve": Form("approver", Guard.MOVE, as_seen(decision="approve"), of=claim("SUBMITTED"), also=STEP),
    "claim_verify": Form("officer", Guard.MOVE, as_seen(decision="verify"), of=claim("APPROVED"), also=STEP),
    "claim_decide": Form("head", Guard.MOVE, as_seen(decision="grant"), of=claim("VERIFIED"), also=STEP),
    "ceremony_new": Form(
        "operator", Guard.ONCE,
        lambda sending: {"held_at": "2026-11-20T09:00", "venue": "Balai kota", "payouts": sending.thing.public_id},
        of=payout,
    ),
    "claim_pack": Form("operator", Guard.PAPER, of=claim()),
    "claim_statistics_paper": Form("operator", Guard.PAPER),
    "claim_forms": Form("operator", Guard.PAPER, of=claim()),
    "accident_report": Form("operator", Guard.PAPER, of=work_accident),
    "benefit_calculation": Form("operator", Guard.PAPER, of=claim()),
    "claim_missing": Form("operator", Guard.PAPER, of=claim()),
    "claim_decision": Form("operator", Guard.PAPER, of=claim("GRANTED")),
    "ceremony_invitations": Form("operator", Guard.PAPER, of=ceremony),
    "claim_receipt": Form("operator", Guard.PAPER, of=payout),
    "ceremony_minutes": Form("operator", Guard.PAPER, of=ceremony),
}  # fmt: skip
