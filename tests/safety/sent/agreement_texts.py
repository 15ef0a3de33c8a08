"""The form of an agreement's text, its number, and throwing a draft away."""

import uuid

from agreements import texts
from agreements.forms.agreement_head import HeadForm
from tests.agreements.typing import row
from tests.factories.agreements import make_agreement
from tests.safety.sent.form import Form, Guard


KEY = uuid.UUID(int=12)
OFFERED = tuple(HeadForm.base_fields)


def draft(world):
    with world.acting(world.operator):
        return make_agreement(world.bengkulu)


def text(sending, **more):
    city = sending.world.bengkulu
    return {
        "idempotency_key": KEY, "title": "Perlindungan guru", "kind": "PKS", "start_date": "2026-01-01",
        "end_date": "2026-12-31",
        **row("party", 0, side="CITY", institution=city.name), **row("party", 1, side="BRANCH", institution="BPJS"),
        **row("scope", 0, units=city.name, categories=[city.gtt.code], programs="JKK_JKM"),
        **row("article", 0, heading="Penutup", body="Dibuat dalam rangkap dua."),
        **more,
    }  # fmt: skip


def changed(sending):
    with sending.world.acting(sending.world.operator):
        seen = texts.sha256_of(texts.text_of(sending.thing))
    return text(sending, seen=seen)


FORMS = {
    "agreement_new": Form("operator", Guard.KEY, text, also=OFFERED),
    "agreement_edit": Form("operator", Guard.SAME, changed, of=draft, also=OFFERED),
    "agreement_number": Form("operator", Guard.SAME, {"number": "400/99/PKS"}, of=draft),
    "agreement_discard": Form("operator", Guard.GONE, of=draft),
}
