"""The papers of a claim: forms for the family, calculation, letters, and the whole file with copies, in order."""

import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse

from claims import ceremonies, decisions, documents, heirs, scans
from enrollment.models import Worker
from municipalities.scans import storing, taking
from reports import claim_forms, claim_papers, keeping
from reports.models import Paper
from tests.factories import scans as files
from tests.factories.claims import AT, DIED, ClaimOnItsWay


def text_of(paper):
    with keeping.open_kept(paper) as file:
        document = pypdfium2.PdfDocument(file.read())
    return [" ".join(page.get_textpage().get_text_range().split()).casefold() for page in document]


def printed(way, name, **how):
    with way.operator():
        return getattr(claim_papers, name)(claim=way.claim, by=way.world.operator, at=AT, **how)


def told(way, name):
    paper = printed(way, name)
    with way.operator():
        return " ".join(text_of(paper))


def with_scan(way, kind, content):
    with way.operator(), taking.taken(files.upload(content)) as scan:
        scans.keep(document=way.claim.documents.get(kind=kind), scan=scan, by=way.world.operator, at=AT)


@pytest.fixture
def two_heirs(way):
    way.add_heir()
    way.add_heir("Adi", "CHILD", birth_date=DIED.replace(year=2015), guardian_name="Rina Wati", weight=1)
    return way


def test_the_family_s_forms_name_every_heir_and_leave_room_to_sign(two_heirs):
    said = told(two_heirs, "print_forms")
    for words in ("Surat Pernyataan Ahli Waris", "Adi (wali: Rina Wati)", "Saksi I", "Lurah atau Kepala Desa", "Camat",
                  "Tempat meterai", "Jaminan Kematian (JKM)", "bagian 50,0 %"):  # fmt: skip
        assert words.casefold() in said
    assert two_heirs.worker.nik not in said
    assert "0123456789001" not in said


def test_the_calculation_gives_each_line_its_article_and_the_sum_in_words(two_heirs):
    said = told(two_heirs, "print_calculation")
    assert "empat puluh dua juta rupiah" in said
    assert "pp 82/2019 pasal 34 ayat (1)" in said
    assert "masa kepesertaan" in said


def test_the_letter_of_missing_papers_asks_the_family_for_its_own_and_says_what_is_there(world, way):
    with way.operator():
        kk, certificate, ktp = (
            way.claim.documents.get(kind=kind) for kind in ("FAMILY_CARD", "DEATH_CERTIFICATE", "WORKER_KTP")
        )
        documents.take_in_all(documents=[kk, ktp], received_date=DIED, by=world.operator, at=AT)
        documents.return_(document=kk, note="Buram", by=world.operator, at=AT)
        documents.receive(document=certificate, received_date=DIED, by=world.operator, at=AT)
    said = told(way, "print_missing")
    assert "sudah lengkap pada kami: ktp pekerja." in said
    assert "sedang kami periksa: akta kematian." in said
    assert said.count("akta kematian") == 1
    family, city = said.split("yang berikut kami urus sendiri")
    assert "dikembalikan: buram" in family
    assert "buku tabungan ahli waris rekening tujuan pembayaran" in family
    assert "surat keterangan dari pemberi kerja" not in family
    assert "surat keterangan dari pemberi kerja" in city
    assert f"petugas {world.operator}".casefold() in city


def test_no_family_is_written_to_about_what_the_city_brings(world, way):
    with way.operator():
        own = [paper for paper in documents.missing(way.claim) if paper.kind != "EMPLOYER_LETTER"]
        documents.take_in_all(documents=own, received_date=DIED, by=world.operator, at=AT)
    with pytest.raises(claim_forms.NothingMissing):
        printed(way, "print_missing")


def test_the_receipt_names_the_payment(way):
    way.brought_to("PAID")
    with way.operator():
        paper = claim_papers.print_receipt(payout=way.claim.payouts.get(), by=way.world.operator, at=AT)
        said = " ".join(text_of(paper))
    assert "nomor bukti pembayaran trf-1, dibayar 20 november 2026" in said


def test_the_decision_is_told_in_kind_words_with_its_article_and_the_way_on(world):
    way = ClaimOnItsWay(world).brought_to("VERIFIED")
    with pytest.raises(claim_forms.NotDecided):
        printed(way, "print_decision")
    with way.head():
        decisions.refuse(claim=way.claim, by=world.head, at=AT, note="Tidak aktif", source="PP 44/2015 Pasal 34")
    said = told(way, "print_decision")
    assert "alasannya: tidak aktif. dasarnya: pp 44/2015 pasal 34." in said
    assert "keberatan dapat diajukan" in said


def test_a_granted_claim_tells_each_heir_the_share(world):
    said = told(ClaimOnItsWay(world).brought_to("GRANTED"), "print_decision")
    assert "pada 20 november 2026 bpjs ketenagakerjaan mengabulkan klaim atas meninggalnya budi hartono." in said
    assert "rp42.000.000" in said


def test_the_whole_file_is_bound_in_order_with_the_copies_last(world, way):
    with_scan(way, "FAMILY_CARD", files.pdf(pages=2))
    with_scan(way, "DEATH_CERTIFICATE", files.picture())
    way.brought_to("GRANTED")
    paper = printed(way, "print_pack", copies=True)
    with way.operator():
        pages = text_of(paper)
        with keeping.open_kept(paper) as file, pikepdf.open(io.BytesIO(file.read())) as document:
            drawn = ["/Scan" in page.get("/Resources", {}).get("/XObject", {}) for page in document.pages]
            assert sum(drawn) == 1
    whole = " ".join(pages)
    order = [whole.index(words.casefold()) for words in (
        "Berkas Klaim Kematian", "Permohonan Pembayaran Manfaat", "Surat Pernyataan Ahli Waris", "Perhitungan Manfaat",
        "Pemberitahuan Keputusan Klaim",
    )]  # fmt: skip
    assert order == sorted(order)
    assert pages[-3:] == ["", "", ""]
    assert "2 halaman terlampir" in whole


def test_whoever_does_not_check_people_gets_the_file_without_copies_and_no_scan(world, visit, way):
    with_scan(way, "FAMILY_CARD", files.pdf(pages=2))
    with way.operator():
        scan = way.claim.documents.get(kind="FAMILY_CARD").scans.get()
    mayor = visit(world.mayor)
    assert reverse("claim_scan", args=[scan.public_id]) not in mayor.get(way.claim.get_absolute_url()).content.decode()
    assert mayor.get(reverse("claim_scan", args=[scan.public_id])).status_code == 403
    mayor.post(reverse("claim_pack", args=[way.claim.public_id]))
    with world.acting(world.mayor, "MAYOR_OFFICE"):
        assert [paper.kind for paper in Paper.objects.for_role("MAYOR_OFFICE")] == ["CLAIM_PACK"]
    kept = printed(way, "print_pack", copies=True)
    with world.acting(world.mayor, "MAYOR_OFFICE"):
        assert not Paper.objects.for_role("MAYOR_OFFICE").filter(pk=kept.pk).exists()


def test_a_copy_that_is_gone_is_said_and_nothing_is_printed(world, operator_client, way):
    with_scan(way, "FAMILY_CARD", files.pdf())
    with way.operator():
        scan = way.claim.documents.get(kind="FAMILY_CARD").scans.get()
    storing.remove(scan.file.name)
    page = operator_client.post(reverse("claim_pack", args=[way.claim.public_id]), follow=True)
    assert "Pindaian “Kartu keluarga”: Berkas ini tidak ada lagi di penyimpanan" in page.content.decode()
    with way.operator():
        assert not Paper.objects.exists()


def test_the_mayor_s_office_finds_every_paper_on_the_claim_s_page(world, visit, way):
    page = visit(world.mayor).get(way.claim.get_absolute_url()).content.decode()
    for label in ("Cetak berkas klaim", "Formulir dan surat ahli waris", "Perhitungan manfaat"):
        assert label in page


def test_a_woman_is_spoken_of_as_almarhumah():
    said = {sex: claim_papers.late_name_of(Worker(name="Siti", sex=sex)) for sex in ("L", "P", "")}
    assert said == {"L": "almarhum Siti", "P": "almarhumah Siti", "": "almarhum/almarhumah Siti"}


def test_an_invitation_names_families_and_hosts(world, way):
    way.brought_to("PAID")
    with way.operator():
        ceremony = ceremonies.hold(
            municipality=world.bengkulu, payouts=way.claim.payouts.all(), held_at=AT, venue="Balai kota",
            by=world.operator, at=AT,
        )  # fmt: skip
        paper = claim_papers.print_invitations(ceremony=ceremony, by=world.operator, at=AT)
        said = " ".join(text_of(paper))
    assert "rina wati" in said
    assert "istri almarhum budi hartono" in said
    assert "daftar undangan" in said


def test_an_heir_represented_by_somebody_else_is_named_with_the_attorney(way):
    way.add_heir(attorney_name="Sari", account_name="Sari")
    with way.operator():
        assert not way.claim.heirs.get().account_name_differs
    assert "sari" in told(way, "print_forms")


def test_heirs_with_33_parts_each_share_to_the_rupiah(way):
    for name in ("Rina", "Siti", "Dewi"):
        way.add_heir(name, "WIDOW", weight=33)
    with way.operator():
        shares = [heir.share for heir in way.claim.heirs.all()]
        assert sum(shares) == sum(line.amount for line in way.claim.benefit_lines.all())
        assert max(shares) - min(shares) <= 1
        assert not heirs.passed_over(way.claim)
