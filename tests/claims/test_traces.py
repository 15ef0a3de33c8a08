"""One story of a claim: its steps and what was done to its file between them, in short lines."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from claims import deaths, documents, heirs, stories
from tests.factories.claims import AT, DIED


def told(way):
    with way.operator():
        return [(str(line["text"]), line["note"]) for line in stories.of(way.claim)]


def test_what_was_done_to_the_file_stands_between_the_steps(way):
    heir = way.add_heir()
    way.add_pupil()
    with way.operator():
        later = {"by": way.world.operator, "at": AT + timedelta(minutes=1)}
        account = {"bank": "Bank Contoh", "account_number": "0123456789", "account_name": "Rina"}
        heirs.change_account(heir=heir, **account, **later)
        deaths.correct(
            claim=way.claim, death_date=DIED, cause="OTHER", told_by="Istri almarhum", place="RSUD",
            number_issued_date=way.claim.number_issued_date, by=way.world.operator, at=AT + timedelta(minutes=2),
        )  # fmt: skip
    assert told(way) == [
        ("Kabar duka dicatat, klaim dibuka", ""),
        ("Ahli waris dicatat", "Rina Wati"),
        ("Anak untuk beasiswa dicatat", "Adi"),
        ("Alasan bukan ahli waris dicatat", "Adi"),
        ("Rekening ahli waris diubah", "Rina Wati"),
        ("Kabar duka diperbaiki", "sebab, tempat meninggal"),
    ]


def test_papers_that_came_at_once_are_one_line_and_told_once(way):
    with way.operator():
        papers = list(way.claim.documents.filter(kind__in=("WORKER_KTP", "FAMILY_CARD")))
        documents.take_in_all(documents=papers, received_date=DIED, by=way.world.operator, at=AT)
    assert told(way)[1:] == [("Berkas diperiksa dan benar", "KTP pekerja, Kartu keluarga")]


def test_the_story_ends_with_the_money_and_is_never_rewritten(way):
    way.brought_to("PAID")
    lines = told(way)
    assert ("Pembayaran dicatat", "Rina Wati") in lines
    assert lines[-1] == ("Santunan sudah diterima semua ahli waris", "")
    with way.operator(), pytest.raises(ProgrammingError), transaction.atomic():
        way.claim.traces.update(about="Lain")
