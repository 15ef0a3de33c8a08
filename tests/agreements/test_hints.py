"""What whoever writes an agreement is asked to look at: sentences with numbers, and none for what is in order."""

from datetime import date

import pytest
from django.urls import reverse

from agreements import beginnings, hints, texts
from agreements.models import AgreementHeadcount, Side
from municipalities.models import Office, Official
from tests.factories.agreements import make_agreement, signed
from tests.safety.attack import administrator


DAY = date(2026, 11, 24)


@pytest.fixture
def acting(world):
    with world.acting(world.operator):
        yield world


@pytest.fixture
def draft(acting):
    return make_agreement(acting.bengkulu)


def said(draft, **changed):
    text = texts.text_of(draft) | {"legal_bases": [{"code": "PP 28/2018", "quoted": ""}]} | changed
    return hints.of_text(text, municipality=draft.municipality, day=DAY, amends=draft.amends)


def counted(unit, category, people):
    return {"unit": unit.code, "category": category.code, "people": people}


def test_a_text_in_order_has_no_hint(acting, draft):
    rows = [counted(acting.bengkulu.school, acting.bengkulu.gtt, 12)]
    assert said(draft, headcounts=rows, people=12) == []


def test_a_term_that_is_over_asks_for_the_day_of_the_old_paper(draft):
    over = {"start_date": "2024-01-01", "end_date": "2024-12-31"}
    [hint] = said(draft, **over)
    assert hint.startswith("Masanya sudah berakhir 31-12-2024. Bila disalin dari naskah lama,")
    assert said(draft, **over, signing_date_quoted="Senin 6/1/2025") == []


def test_an_article_of_addresses_and_a_party_without_one_are_told(draft):
    article = {"clause": "correspondence", "heading": "Surat-menyurat", "body": "Kepada:\n{daftar_alamat}"}
    [hint] = said(draft, articles=[article])
    assert hint.startswith(
        "Pasal 1 (Surat-menyurat) memuat alamat surat, padahal alamat Kota Bengkulu, BPJS belum ada."
    )


def test_articles_of_the_library_under_another_first_party_are_told(draft):
    text = texts.text_of(draft)
    article = {"clause": "purpose", "heading": "Maksud", "body": "Pihak Kesatu mendaftarkan."}
    [hint] = said(draft, parties=text["parties"][::-1], articles=[article])
    assert hint.startswith("Pihak Kesatu di naskah ini BPJS, padahal")


def test_the_annex_that_counts_otherwise_than_the_text_is_told_with_both_numbers(acting, draft):
    rows = [counted(acting.bengkulu.school, acting.bengkulu.gtt, 1200)]
    assert said(draft, headcounts=rows, people=1212) == [
        "Lampiran menjumlah 1.200 orang, padahal perjanjian menyebut 1.212 orang."
    ]


def test_people_outside_the_scope_are_told_by_unit_and_kind(acting, draft):
    city = acting.bengkulu
    rows = [counted(city.office, city.gtt, 3), counted(city.office, city.non_asn, 7)]
    assert said(draft, headcounts=rows) == [
        "Lampiran menyebut 7 orang Non-ASN di Dinas Pendidikan, padahal lingkupnya tidak mencakup mereka."
    ]


def test_a_scope_without_people_in_the_annex_is_told(acting):
    city = acting.bengkulu
    draft = make_agreement(city, scope=[(city.school, city.gtt, "JKK"), (city.office, city.non_asn, "JKK")])
    rows = [counted(city.office, city.non_asn, 7)]
    assert said(draft, headcounts=rows) == [
        "Lingkup memuat Guru tidak tetap di SDN 1, tetapi lampiran tidak menyebut jumlah orangnya."
    ]


def test_many_rows_of_one_kind_end_in_one_sentence(acting, draft):
    rows = [counted(acting.bengkulu.office, acting.bengkulu.non_asn, 2)] * 8
    assert "Masih ada 3 baris lampiran lain di luar lingkup, bersama-sama 6 orang." in said(draft, headcounts=rows)


def test_an_agreement_without_a_legal_basis_is_told(draft):
    assert any("Belum ada dasar hukum" in hint for hint in said(draft, legal_bases=[]))


def test_who_signs_without_a_name_is_told_before_it_goes_on(draft):
    parties = [each | {"signer_name": ""} for each in texts.parties_of(draft)]
    (hint,) = said(draft, parties=parties)
    assert "nama penanda tangan BPJS (Kepala BPJS)" in hint
    assert "Para pihak" in hint


def test_an_authority_that_is_over_is_told_with_its_last_day(draft):
    parties = [each | {"authority_end": "2026-01-31"} for each in texts.parties_of(draft)[:1]]
    assert said(draft, parties=parties) == [
        "Kewenangan Siti dari Kota Bengkulu berakhir 31-01-2026; tanda tangan sesudah hari itu ditolak."
    ]


@pytest.fixture
def in_force(acting):
    return signed(make_agreement(acting.bengkulu), writer=acting.operator, other=acting.head)


def test_an_addendum_with_the_scope_of_its_agreement_is_told(acting, in_force):
    draft = make_agreement(acting.bengkulu, kind="ADDENDUM", amends=in_force, start_date=date(2026, 7, 1))
    assert said(draft) == ["Lingkup ini sama dengan naskah induk. Tinggalkan yang berubah atau bertambah saja."]
    draft.scopes.filter(program="JKM").delete()
    assert said(draft) == []


@pytest.fixture
def secretary(acting):
    """Left the office at the end of 2025; a successor came."""
    city = acting.bengkulu
    with administrator():
        office = Office.objects.create(municipality=city, name="Sekretaris Daerah")
        own = {"municipality": city, "office": office}
        left = Official.objects.create(**own, name="Rina", start_date=date(2020, 1, 1), end_date=date(2025, 12, 31))
        Official.objects.create(**own, name="Budi", nip="1" * 18, start_date=date(2026, 1, 1))
    return left


def test_a_renewal_takes_the_official_of_today_and_says_so(acting, secretary):
    old = make_agreement(acting.bengkulu, start_date=date(2025, 1, 1), end_date=date(2025, 12, 31))
    old.parties.filter(side=Side.CITY).update(
        official=secretary, signer_name="Rina", signer_office="Sekretaris Daerah", authority="SK 1/2020"
    )
    text = beginnings.renewal_of(old, day=DAY)
    city, branch = text["parties"]
    assert (city["signer_name"], city["signer_identity"], city["authority"]) == ("Budi", f"NIP {'1' * 18}", "")
    assert branch["signer_name"] == "Siti dari BPJS"
    assert [*hints.of_renewal(old, text)] == ["Rina tidak menjabat Sekretaris Daerah lagi; diganti Budi."]


def test_where_nobody_holds_the_office_today_the_renewal_asks_for_a_name(acting, secretary):
    old = make_agreement(acting.bengkulu)
    old.parties.filter(side=Side.CITY).update(signer_name="Rina", signer_office="Sekretaris Daerah")
    with administrator():
        Official.objects.filter(name="Budi").delete()
    (hint,) = hints.of_renewal(old, beginnings.renewal_of(old, day=DAY))
    assert "Rina tidak menjabat Sekretaris Daerah lagi, dan penggantinya belum ada" in hint


def test_what_was_renewed_already_is_told_above_the_form(operator_client, world):
    with world.acting(world.operator):
        old = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
        make_agreement(world.bengkulu, renews=old, pks_number="400/9/PKS", start_date=date(2027, 1, 1),
                       end_date=date(2027, 12, 31))  # fmt: skip
    page = operator_client.get(f"{reverse('agreement_new')}?perpanjang={old.public_id}").content.decode()
    assert "sudah diperpanjang: 400/9/PKS (konsep, mulai 01-01-2027)" in page


def test_hints_stand_on_the_form_and_on_the_page(operator_client, world, acting, draft):
    AgreementHeadcount.objects.create(
        municipality=world.bengkulu, agreement=draft, unit=world.bengkulu.school, category=world.bengkulu.non_asn,
        people=7,
    )  # fmt: skip
    for address in (reverse("agreement_edit", args=[draft.public_id]), draft.get_absolute_url()):
        page = operator_client.get(address).content.decode()
        assert "7 orang Non-ASN di SDN 1, padahal lingkupnya" in page
