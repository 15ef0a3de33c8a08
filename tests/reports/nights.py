"""The night in which a city forgets, and papers that it may remove."""

import io
from datetime import UTC, date, datetime

import pikepdf
from django.test import TestCase

from municipalities.models import RetentionPeriod
from reports import keeping, retention
from reports.models import Kind
from tests.safety.attack import administrator


AT = datetime(2026, 11, 24, 19, tzinfo=UTC)


def slip(text):
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out, deterministic_id=True)
    return out.getvalue() + f"% {text}\n".encode()


def switched_on(world):
    with world.acting(world.admin, "ADMIN"):
        retention.switch(municipality=world.bengkulu, on=True, by=world.admin, at=AT)


def run(world):
    with TestCase.captureOnCommitCallbacks(execute=True), world.acting(world.system, "SYSTEM"):
        return retention.forget_due(municipality=world.bengkulu, by=world.system, at=AT)


def card_sheet(world, kind=Kind.CARDS):
    with administrator():
        return keeping.keep(
            municipality=world.bengkulu, kind=kind, title="Kartu", content=slip("Budi"), of=world.bengkulu,
            by=world.operator, at=datetime(2014, 1, 1, tzinfo=UTC),
        )  # fmt: skip


def keeps_papers(world, years):
    with administrator():
        RetentionPeriod.objects.create(
            municipality=world.bengkulu, subject="PAPER", years=years, start_date=date(2020, 1, 1)
        )
