import json
from datetime import date

import pytest
from django.urls import reverse

from agreements import clauses, signatures, texts
from agreements.models import AgreementArticle, AgreementCopy, AgreementHeadcount, AgreementParty, Side
from municipalities.context import tenant_context
from reports import agreement_content, agreement_papers
from reports.models import Kind, Paper
from tests.factories.agreements import AT, agreed, make_agreement, signed
from tests.reports import archival
from tests.reports.reading import squeezed, text_of


TERM = {"start_date": date(2021, 4, 10), "end_date": date(2024, 4, 9)}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(world):
    """Kupang's agreement of 2021, as our city's, with the articles of the library."""
    with world.acting(world.operator):
        city = world.bengkulu
        agreement = make_agreement(city, **TERM, people=940)
        own = {"municipality": city, "agreement": agreement}
        agreement.articles.all().delete()
        for position, article in enumerate(clauses.usual("PKS"), start=1):
            AgreementArticle.objects.create(**own, position=position, **article)
        for position, holder in enumerate(["Pemerintah Kota", "BPJS Ketenagakerjaan"], start=1):
            AgreementCopy.objects.create(**own, position=position, holder=holder)
        AgreementHeadcount.objects.create(**own, unit=city.office, category=city.gtt, people=37)
        return agreement


@pytest.fixture
def agreement(world, draft):
    with world.acting(world.operator):
        return signed(draft, writer=world.operator, other=world.head, on=date(2021, 5, 5), place="Ballroom")


def address(thing, name="agreement_pack"):
    return reverse(name, args=[thing.public_id])


def printed(world, agreement):
    with world.acting(world.operator):
        return agreement_papers.print_agreement(agreement=agreement, by=world.operator, at=AT)[0]


def says(paper, *phrases):
    text = squeezed(text_of(paper))
    return all(squeezed(phrase) in text for phrase in phrases)


def test_its_own_articles_are_printed_with_their_variables_filled_in(world, agreement):
    paper = printed(world, agreement)
    assert says(paper, "Pasal 18", "Surat-menyurat", "10 April 2021 sampai dengan 9 April 2024 (1.096 hari)")
    assert says(paper, "mulai berlaku 25 hari sebelum ditandatangani", "dalam rangkap 2 (dua)")
    assert "{" not in text_of(paper)


def test_one_that_did_not_begin_before_its_signature_does_not_speak_of_it(world, draft):
    assert not says(printed(world, draft), "sebelum ditandatangani")


def test_one_kept_without_articles_prints_its_main_points(world, draft):
    with world.acting(world.operator):
        draft.articles.all().delete()
    paper = printed(world, draft)
    assert says(paper, "Ruang lingkup", "10 April 2021 sampai dengan 9 April 2024", "Pasal-pasalnya tidak tersimpan")
    assert not says(paper, "Pasal 1 ", "Maksud dan Tujuan")


def test_the_annexes_come_from_what_is_stored(world, draft):
    city = world.bengkulu
    paper = printed(world, draft)
    assert says(paper, city.office.name, "Terbilang: tiga puluh tujuh orang")
    assert says(paper, "0,24 %", "0,30 %", "PP 44/2015", "16 angka sesuai KTP")


def test_a_rate_of_each_payer_stands_in_the_annex(world):
    with world.acting(world.operator):
        city = world.bengkulu
        found = make_agreement(city, scope=[(city.root, city.gtt, "JHT")])
        payers = {line.payer for line in agreement_content.of(found).law_rates}
    assert payers == {"Pemberi kerja", "Peserta"}


def test_a_third_party_has_its_place_and_no_number(world, draft):
    with world.acting(world.operator):
        AgreementParty.objects.create(
            municipality=world.bengkulu, agreement=draft, side=Side.CITY, position=3, institution="Dinas Contoh"
        )
    paper = printed(world, draft)
    assert says(paper, "Dinas Contoh", "Pihak Ketiga", "Nomor Pihak Kedua")
    assert not says(paper, "Nomor Pihak Ketiga")


def test_the_data_within_is_the_text_that_was_agreed_on(world, agreement):
    said = json.loads(archival.attached(printed(world, agreement))["perjanjian.json"])
    with world.acting(world.operator):
        newest = agreement.versions.last()
    assert (said["text"], said["text_sha256"]) == (newest.text, newest.sha256)
    assert texts.sha256_of(said["text"]) == said["text_sha256"]
    assert said["numbers"] == {"CITY": agreement.pks_number, "BRANCH": agreement.branch_number}
    assert said["signing"] == {"date": "2021-05-05", "place": "Ballroom"}
    assert {each["side"] for each in said["signatures"]} == {"CITY", "BRANCH"}


def test_a_stored_agreement_is_archival_too(world, agreement):
    assert archival.faults_of(printed(world, agreement)) == []


def test_the_page_shows_what_is_printed(world, draft):
    with world.acting(world.operator):
        shown = "".join(agreement_papers.preview_of(draft))
    assert "Maksud dan Tujuan" in shown
    assert "Lampiran III" in shown


# The pack


@pytest.mark.parametrize("person", ["mayor", "operator", "head"])
def test_the_pack_is_kept_and_downloaded(visit, world, agreement, person):
    answer = visit(getattr(world, person)).post(address(agreement), follow=True)
    assert says(b"".join(answer.streaming_content), "BERITA ACARA PENANDATANGANAN", "Ballroom", "Pasal 18")
    with world.acting(world.operator):
        assert Paper.objects.get().kind == Kind.AGREEMENT_PACK


def test_an_agreed_one_has_its_pack_before_it_is_signed(operator_client, world, draft):
    with world.acting(world.operator):
        agreed(draft, writer=world.operator, other=world.head)
    answer = operator_client.post(address(draft), follow=True)
    assert not says(b"".join(answer.streaming_content), "RANCANGAN")


def test_printing_the_pack_again_gives_the_one_that_stands(operator_client, world, agreement):
    found = {operator_client.post(address(agreement))["Location"] for _twice in range(2)}
    with world.acting(world.operator):
        assert (len(found), Paper.objects.count()) == (1, 1)


def test_a_serial_makes_another_paper(operator_client, world, agreement):
    before = operator_client.post(address(agreement))["Location"]
    with world.acting(world.operator):
        signatures.stamp(
            copy=agreement.copies.first(), stamp_serial="A1B2C3", side=Side.CITY, by=world.operator, at=AT
        )
    assert operator_client.post(address(agreement))["Location"] != before


def test_what_is_still_talked_about_has_no_pack(operator_client, world, draft):
    answer = operator_client.post(address(draft), follow=True)
    assert squeezed("Berkas tanda tangan dicetak setelah kedua pihak menyepakatinya") in squeezed(
        answer.content.decode()
    )
    assert address(draft) not in answer.content.decode()
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_the_page_offers_the_pack_to_whoever_may_print(visit, world, agreement):
    pages = [visit(each).get(address(agreement, "agreement_detail")) for each in (world.mayor, world.auditor)]
    assert [address(agreement) in page.content.decode() for page in pages] == [True, False]
    assert visit(world.auditor).post(address(agreement)).status_code == 403


def test_a_stranger_finds_no_pack_of_ours(stranger_client, agreement):
    assert stranger_client.post(address(agreement)).status_code == 404


def test_a_stranger_sees_no_pack_that_was_kept(operator_client, stranger_client, world, agreement):
    kept = operator_client.post(address(agreement))["Location"]
    assert stranger_client.get(kept).status_code == 404
    with tenant_context(world.operator.pk, "OPERATOR", [world.kupang.pk]):
        assert not Paper.objects.exists()
