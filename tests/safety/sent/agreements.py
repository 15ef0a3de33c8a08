"""The forms about what becomes of an agreement once its text is written."""

from functools import partial

from agreements import scans as signed_scans
from agreements import signatures, signing
from agreements.models import AgreementCopy, Side
from municipalities.roles import Role
from municipalities.scans import taking
from tests.factories import scans
from tests.factories.agreements import AT, agreed, for_the_city, make_agreement, signed, speaking
from tests.safety.sent.form import Form, Guard


def agreement(world, *, as_far_as="draft"):
    """The operator's: a draft, talked about, agreed by the branch, or signed."""
    with world.acting(world.operator):
        made = make_agreement(world.bengkulu)
        AgreementCopy.objects.create(municipality=world.bengkulu, agreement=made, holder="Pemerintah kota")
        if as_far_as == "talk":
            signing.submit(agreement=made, side=Side.CITY, by=world.operator, at=AT)
        if as_far_as == "agreed":
            agreed(made, writer=world.operator, other=world.head)
        if as_far_as == "signed":
            signed(made, writer=world.operator, other=world.head)
        return made


def kept_scan(world):
    made = agreement(world, as_far_as="agreed")
    with speaking(made, world.operator, Role.OPERATOR), taking.taken(scans.upload(scans.pdf())) as scan:
        return signed_scans.keep(agreement=made, scan=scan, side=Side.CITY, by=world.operator, at=AT)


def scan_in_force(world):
    made = agreement(world, as_far_as="signed")
    with world.acting(world.operator):
        return made.scans.get()


def with_part_of_the_scan(world):
    """Signed by both, with a scan that has fewer pages than were printed."""
    made = kept_scan(world).agreement
    day = {"signing_date": made.start_date, "signing_place": "Balai Kota", "printed": (8, 9)}
    for_the_city(made, **day)
    with speaking(made, world.head, Role.BRANCH_HEAD):
        signatures.record(agreement=made, side=Side.BRANCH, by=world.head, at=AT, **day)
    return made


talked_about, agreed_on, in_force = (partial(agreement, as_far_as=step) for step in ("talk", "agreed", "signed"))
FORMS = {
    "agreement_submit": Form("operator", Guard.MOVE, of=agreement),
    "agreement_take_back": Form("operator", Guard.MOVE, {"note": "Salah masa"}, of=talked_about),
    "agreement_remark": Form("operator", Guard.ONCE, {"note": "Pasal 3 kurang jelas"}, of=talked_about),
    "agreement_agree": Form("head", Guard.MOVE, {"version": 1}, of=talked_about, also=("note",)),
    "agreement_reopen": Form("operator", Guard.MOVE, {"note": "Masanya keliru"}, of=agreed_on),
    "agreement_sign": Form(
        "approver", Guard.ONCE, {"signing_date": "2026-01-05", "signing_place": "Balai Kota"}, of=agreed_on,
        also=("note",),
    ),
    "agreement_scan_add": Form("operator", Guard.ONCE, {"file": lambda: scans.upload(scans.pdf())}, of=agreed_on),
    "agreement_scan_complete": Form("operator", Guard.MOVE, of=with_part_of_the_scan),
    "agreement_scan_replace": Form(
        "operator", Guard.ONCE, {"file": lambda: scans.upload(scans.pdf(pages=2)), "reason": "Halaman 2 tertinggal"},
        of=scan_in_force,
    ),
    "agreement_scan_drop": Form("operator", Guard.GONE, of=kept_scan),
    "agreement_stamp": Form("operator", Guard.SAME, {"serial_1": "ABC123"}, of=agreed_on),
    "expiry_of_agreement_paper": Form("operator", Guard.PAPER, of=in_force),
    "agreement_pack": Form("operator", Guard.PAPER, of=agreed_on),
    "agreement_end": Form(
        "operator", Guard.MOVE, {"ended_date": "2026-11-30", "reason": "MUTUAL"}, of=in_force, also=("note",)
    ),
}  # fmt: skip
