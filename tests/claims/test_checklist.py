"""The checklist of a claim: several papers at once, what has a scan, what the law gives the branch, asking twice."""

import pytest
from django.urls import reverse

from claims import documents, purposes
from claims.models import ClaimDocument
from regulations.words import DocumentKind
from tests.claims.test_claim_scans import keep, paper
from tests.factories.claims import AT, DIED, ClaimOnItsWay, make_worker_of


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def post(client, address, thing, **data):
    return client.post(reverse(address, args=[thing.public_id]), data, follow=True).content.decode()


def page_of(client, way):
    return " ".join(client.get(way.claim.get_absolute_url()).content.decode().split())


def ids_of(way, *kinds):
    with way.operator():
        return [str(paper.public_id) for paper in way.claim.documents.filter(kind__in=kinds)]


def test_every_paper_there_is_says_what_it_is_for():
    assert set(purposes.PURPOSES) == set(DocumentKind)


def test_papers_that_came_together_are_taken_in_together_or_left_to_be_checked(operator_client, way):
    seen, later = ids_of(way, "FAMILY_CARD", "WORKER_KTP"), ids_of(way, "BANK_BOOK", "HEIR_KTP")
    day = {"berkas-received_date": "20-11-2026"}
    taken = {"berkas-papers": seen, "berkas-action": "take_in"} | day
    assert "2 berkas diterima dan sudah diperiksa." in post(operator_client, "claim_papers_in", way.claim, **taken)
    left = {"berkas-papers": later, "berkas-action": "receive"} | day
    assert "2 berkas diterima, belum diperiksa." in post(operator_client, "claim_papers_in", way.claim, **left)
    assert "Pilih berkas yang diterima" in post(operator_client, "claim_papers_in", way.claim, **left)
    with way.operator():
        there = dict(way.claim.documents.exclude(received_date=None).values_list("kind", "status"))
    assert there == {
        "FAMILY_CARD": "ACCEPTED", "WORKER_KTP": "ACCEPTED", "BANK_BOOK": "RECEIVED", "HEIR_KTP": "RECEIVED",
    }  # fmt: skip
    checked = {"periksa-papers": later}
    assert "2 berkas sudah diperiksa." in post(operator_client, "claim_papers_checked", way.claim, **checked)
    assert "Pilih berkas yang sudah diperiksa." in post(operator_client, "claim_papers_checked", way.claim, **checked)


def test_all_of_several_papers_or_none(world, way):
    with way.operator():
        handed, absent = paper(way, "FAMILY_CARD"), paper(way, "BANK_BOOK")
        documents.receive(document=handed, received_date=DIED, by=world.operator, at=AT)
        with pytest.raises(documents.PaperNotThere):
            documents.accept_all(documents=[handed, absent], by=world.operator, at=AT)
        assert paper(way, "FAMILY_CARD").status == "RECEIVED"
        with pytest.raises(documents.PaperNotThere):
            documents.receive_all(documents=[], received_date=DIED, by=world.operator, at=AT)


def test_an_uploaded_paper_is_named_where_it_is_not_to_be_ticked(world, operator_client, way):
    with way.operator():
        keep(way, paper(way))
    said = page_of(operator_client, way)
    assert "karena sudah diterima dan tinggal diperiksa:" in said
    assert f'href="#berkas-{ids_of(way, "DEATH_CERTIFICATE")[0]}">Akta kematian</a>' in said


def test_whoever_approves_reads_how_many_papers_have_scans_and_which_have_none(world, visit, way):
    with way.operator():
        keep(way, paper(way))
    way.complete()
    with way.operator():
        count = way.claim.documents.filter(status=ClaimDocument.Status.ACCEPTED).count()
    way.submit()
    said = page_of(visit(world.approver), way)
    assert f"{count} lengkap · 1 dengan pindaian · {count - 1} tanpa" in said
    missing = said[said.index("Tanpa pindaian:") :]
    assert "Buku tabungan ahli waris" in missing[: missing.index("<form")]
    assert "Akta kematian" not in missing[: missing.index("<form")]


def test_what_the_law_gives_the_branch_stands_there_before_it_has_the_claim(world, operator_client, way):
    said = "Cabang membayar dalam {} hari kerja setelah berkas lengkap disetujui kota"
    assert said.format(3) in page_of(operator_client, way)
    other = ClaimOnItsWay(world, make_worker_of(world), cause="WORK_ACCIDENT", accident_date=DIED)
    assert said.format(7) in page_of(operator_client, other)
    way.brought_to("APPROVED")
    page = page_of(operator_client, way)
    assert "Cabang membayar dalam" not in page
    assert "Santunan dibayarkan: Rabu, 25 November 2026" in page


def test_what_cannot_be_taken_back_is_asked_about_first(operator_client, way):
    way.add_heir()
    with way.operator():
        heir = way.claim.heirs.get()
    page = page_of(operator_client, way)
    for question, address in (
        ("Batalkan klaim ini?", reverse("claim_submit", args=[way.claim.public_id])),
        ("Hapus Rina Wati dari klaim ini?", reverse("heir_remove", args=[heir.public_id])),
    ):
        asked = page[page.index(question) :]
        assert f'action="{address}"' in asked[: asked.index("</details>")]
    cancelled = post(operator_client, "claim_submit", way.claim, decision="withdraw", note="Orang lain")
    assert "Klaim dibatalkan" in cancelled


def test_the_page_asks_for_the_papers_once(operator_client, way, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as asked:
        operator_client.get(way.claim.get_absolute_url())
    whole = [q["sql"] for q in asked.captured_queries if 'FROM "claims_claimdocument"' in q["sql"]]
    assert len([sql for sql in whole if '"status" IN' not in sql]) == 1


def test_whoever_pays_prints_the_receipt_with_its_reference(world, visit, way):
    way.brought_to("PAID")
    with way.operator():
        receipt = reverse("claim_receipt", args=[way.claim.payouts.get().public_id])
    treasurer = visit(world.treasurer)
    assert f'action="{receipt}"' in page_of(treasurer, way)
    assert b"".join(treasurer.post(receipt, follow=True).streaming_content).startswith(b"%PDF-")
