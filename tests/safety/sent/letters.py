"""The forms about circulars, the letters that remind of them, and briefings."""

import uuid
from functools import partial

from agreements import briefings, circulars
from tests.factories.agreements import AT, issued, make_circular
from tests.safety.sent.form import Form, Guard


KEY = uuid.UUID(int=11)


def circular(world, *, submitted=False, out=False):
    """A draft of the operator, as far as this step."""
    with world.acting(world.operator):
        made = make_circular(world.bengkulu, drafted_by=world.operator)
        if out:
            return issued(made, by=world.approver)
        if submitted:
            circulars.submit(circular=made, by=world.operator, at=AT)
        return made


def text(sending):
    city = sending.world.bengkulu
    return {
        "idempotency_key": KEY, "title": "Pendaftaran", "date": "2026-11-20", "signer_title": "Wali Kota",
        "addressees": "Kepala dinas", "units": [city.office.public_id], "categories": [city.gtt.public_id],
        "purpose": "Agar terlindungi.", "points": "Daftarkan.",
    }  # fmt: skip


def reminded(sending):
    city = sending.world.bengkulu
    today = city.today()
    return {
        "date": today.isoformat(), "due_date": today.replace(year=today.year + 1, day=1).isoformat(),
        "signer_title": "Sekretaris Daerah", "units": [city.office.public_id],
    }  # fmt: skip


def briefing(world):
    with world.acting(world.operator):
        facts = {"date": AT.date(), "topic": "Inpres", "place": "Aula", "speaker": "Kepala cabang", "minutes": "",
                 "source": ""}  # fmt: skip
        return briefings.write(
            municipality=world.bengkulu, facts=facts, attendance=[("Dinas", 2)], by=world.operator, at=AT
        )


HELD = {"topic": "Inpres 2/2021", "date": "2026-11-20", "place": "Aula", "speaker": "Kepala cabang",
        "office_1": "Dinas Kesehatan", "people_1": 6}  # fmt: skip
ROWS = tuple(f"{name}_{number}" for number in range(2, 7) for name in ("office", "people"))
OFFERED = ("number", "signer", "supersedes", "basis_code", "basis_title", "closing", "copies")
FORMS = {
    "circular_new": Form("operator", Guard.KEY, text, also=OFFERED),
    "circular_edit": Form("operator", Guard.SAME, text, of=circular, also=OFFERED),
    "circular_drop": Form("operator", Guard.GONE, of=circular),
    "circular_submit": Form("operator", Guard.MOVE, of=circular),
    "circular_take_back": Form("operator", Guard.MOVE, of=partial(circular, submitted=True)),
    "circular_issue": Form("approver", Guard.MOVE, of=partial(circular, submitted=True)),
    "circular_give_back": Form("approver", Guard.MOVE, {"note": "Tanggalnya"}, of=partial(circular, submitted=True)),
    "circular_withdraw": Form(
        "approver", Guard.MOVE, {"ended_date": "2026-11-25", "note": "Keliru"}, of=partial(circular, out=True)
    ),
    "circular_compliance_paper": Form("operator", Guard.PAPER, of=partial(circular, out=True)),
    "briefing_new": Form("operator", Guard.ONCE, HELD, also=("minutes", "source", *ROWS)),
    "briefing_correct": Form("operator", Guard.SAME, HELD, of=briefing, also=("minutes", "source", *ROWS)),
    "briefing_paper": Form("operator", Guard.PAPER, of=briefing),
    "circular_remind": Form("operator", Guard.ONCE, reminded, of=partial(circular, out=True), also=("signer",)),
}  # fmt: skip
