"""The form of an agreement: what it refuses, that nothing typed is lost by it, and what its buttons rearrange."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import texts
from agreements.models import Agreement
from municipalities.models import Unit
from tests.agreements.typing import row, typed
from tests.factories.agreements import make_agreement, signed
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


NEW = reverse("agreement_new")


@pytest.fixture
def page(operator_client):
    return operator_client.get(NEW)


@pytest.fixture
def right(world, page):
    """What can be saved."""
    return typed(
        page, title="Perlindungan guru", start_date="2026-01-01", end_date="2026-12-31",
        **row("scope", 0, units=world.bengkulu.name, categories=["GTT"]),
    )  # fmt: skip


@pytest.fixture
def draft(world, operator_client, right):
    operator_client.post(NEW, right)
    with world.acting(world.operator):
        return Agreement.objects.get()


def edit_address(agreement):
    return reverse("agreement_edit", args=[agreement.public_id])


def sentences(answer):
    return [f"{field.label}: {error}" for field in answer.context["form"] for error in field.errors] + list(
        answer.context["form"].non_field_errors()
    )


WRONG = {
    "end before start": (
        {"start_date": "2026-02-01", "end_date": "2026-01-31"},
        "Sampai (hari terakhir): Berakhir 31-01-2026, padahal baru mulai 01-02-2026. Perbaiki salah satu tanggalnya",
    ),
    "30 February": ({"start_date": "30 Februari 2026"}, "Mulai: 30 Februari 2026 tidak ada; Februari 2026 hanya"),
    "no scope": ({**row("scope", 0, units="", categories=[])}, "Bagian Lingkup masih kosong"),
    "no kind of worker": (row("scope", 0, categories=[]), "Jenis pekerja: Ada 1 unit, tetapi belum ada jenis"),
    "no unit": (row("scope", 0, units=""), "Lingkup 1, Unit: Ada jenis pekerja yang dicentang, tetapi belum ada"),
    "unknown unit": (
        row("scope", 0, units="SDN 1\nDinas Pendidikann"),
        "Baris 2 menulis “Dinas Pendidikann”, padahal unit itu tidak ada di Kota Bengkulu. Mungkin maksudnya"
        " “Dinas Pendidikan”?",
    ),
    "the same twice": (
        row("scope", 1, units="Kota Bengkulu", categories=["GTT"], programs="JKK_JKM_JHT"),
        "Lingkup 2, Unit: Kota Bengkulu dengan Guru tidak tetap sudah ada di lingkup 1",
    ),
    "markup": (
        row("article", 0, body="Agar <b>semua</b> terlindungi."),
        "Pasal 1, Isi pasal: Baris 1 memuat “<b>”, padahal pasal dicetak sebagai tulisan biasa. Hapus tanda itu",
    ),
    "template code": (row("article", 0, body="{{ agreement }}"), "Baris 1 memuat “{{”"),
    "unknown variable": (row("article", 0, body="Sejak {mulanya}."), "Baris 1 memuat {mulanya}, yang tidak dikenal"),
    "too long a title": ({"title": "a" * 201}, "Tentang: Panjangnya 201 huruf; paling banyak 200. Persingkat dulu"),
    "too long an article": (row("article", 0, body="a" * 10_001), "Bagi menjadi dua pasal"),
    "authority ends before it begins": (
        row("party", 0, authority="SK", authority_start="2026-02-01", authority_end="2026-01-01"),
        "Kewenangan tertulis berakhir 01-01-2026, padahal baru berlaku 01-02-2026",
    ),
    "one party": (row("party", 1, side="CITY"), "Bagian Para pihak memuat 2 pihak, padahal perlu"),
    "a rate that is none": (row("rate", "JKK", rate="nol koma dua"), "JKK, Tarif (% upah): Tertulis “nol koma dua”"),
    "two rates": (row("rate", "JKK", rate="0,24", amount="10.000"), "Ada tarif dan ada jumlah tetap"),
    "headcount": ({"headcounts": "SDN 1; Guru tidak tetap"}, "Baris 1 tertulis “SDN 1; Guru tidak tetap”, padahal"),
    "headcount of nobody": ({"headcounts": "SDN 1; Guru tidak tetap; dua"}, "Baris 1 menulis jumlah “dua”"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_saved_is_said_in_its_place_and_nothing_typed_is_lost(world, operator_client, right, name):
    given, sentence = WRONG[name]
    sent = right | {"note": "Jangan hilang."} | given
    sent = {field: value for field, value in sent.items() if value != []}
    answer = operator_client.post(NEW, sent)
    assert answer.status_code == 422
    assert any(sentence in each for each in sentences(answer)), sentences(answer)
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert sent.items() <= typed(answer).items()
    with world.acting(world.operator):
        assert not Agreement.objects.exists()


def test_every_fault_is_led_to_by_a_link(operator_client, right):
    given = right | row("article", 3, heading="") | {"title": ""}
    answer = operator_client.post(NEW, given).content.decode()
    for place in ("id_title", "id_article-3-heading"):
        assert f'href="#{place}"' in answer
        assert f'id="{place}"' in answer


def test_a_number_that_is_taken_is_refused_and_nothing_is_saved(world, operator_client, right):
    with world.acting(world.operator):
        other = signed(make_agreement(world.bengkulu, start_date=date(2020, 1, 1), end_date=date(2020, 12, 31)),
                       writer=world.operator, other=world.head)  # fmt: skip
    answer = operator_client.post(NEW, right | {"number": other.pks_number})
    assert answer.status_code == 422
    assert f"Nomor {other.pks_number} sudah dipakai" in sentences(answer)[0]
    with world.acting(world.operator):
        assert Agreement.objects.count() == 1
    assert operator_client.post(NEW, right | {"number": "400/1/BARU"}).status_code == 302


def test_all_that_is_wrong_is_told_at_once(world, operator_client, right):
    with world.acting(world.operator):
        other = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    wrong = (
        right
        | row("article", 0, body="<b>Satu</b>\n{mulanya}")
        | {"number": other.pks_number, "end_date": "31-06-2026"}
    )
    said = " ".join(sentences(operator_client.post(f"{NEW}?perpanjang={other.public_id}", wrong)))
    for sentence in ("31 Juni 2026 tidak ada", "Baris 1 memuat “<b>”", "Baris 2 memuat {mulanya}", "sudah dipakai",
                     "Perpanjangan mulai sesudah 01-01-2026"):  # fmt: skip
        assert sentence in said


def test_what_a_signed_agreement_covers_already_is_said_when_it_is_saved(world, operator_client, right):
    with world.acting(world.operator):
        other = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    page = operator_client.post(NEW, right, follow=True).content.decode()
    assert f"Perjanjian {other.pks_number} (01-01-2026 sampai 31-12-2026) sudah mencakup" in page


REARRANGING = {
    "add:party": lambda sheet: len(sheet.parts["party"]) == 3,
    "drop:party:1": lambda sheet: len(sheet.parts["party"]) == 1,
    "add:scope": lambda sheet: len(sheet.parts["scope"]) == 2,
    "up:article:1": lambda sheet: sheet.parts["article"][0]["clause"].value() == "scope",
    "down:article:0": lambda sheet: sheet.parts["article"][1]["clause"].value() == "purpose",
    "drop:article:0": lambda sheet: sheet.parts["article"][0]["clause"].value() == "scope",
    "add:article": lambda sheet: not sheet.parts["article"][-1]["heading"].value(),
}


@pytest.mark.parametrize("do", REARRANGING)
def test_a_button_rearranges_and_keeps_all_that_was_typed(world, operator_client, right, do):
    sent = right | {"title": "Belum selesai", "start_date": "", "do": do}
    answer = operator_client.post(NEW, sent)
    assert answer.status_code == 200
    sheet = answer.context["form"]
    assert REARRANGING[do](sheet)
    assert (sheet.head["title"].value(), sheet.head["start_date"].value()) == ("Belum selesai", "")
    assert sheet.parts["scope"][0]["categories"].value() == ["GTT"]
    with world.acting(world.operator):
        assert not Agreement.objects.exists()


@pytest.mark.parametrize("do", ["up:article:0", "down:article:999", "drop:party:99", "add:rate", "clause:party", "x"])
def test_what_no_button_asks_for_changes_nothing(operator_client, right, do):
    answer = operator_client.post(NEW, right | {"do": do})
    assert typed(answer) == right


def test_an_article_of_the_library_goes_before_the_closing_one(operator_client, right):
    answer = operator_client.post(NEW, right | {"do": "clause:article", "clause": "briefing"})
    articles = [form["clause"].value() for form in answer.context["form"].parts["article"]]
    assert articles[-2:] == ["briefing", "closing"]


def test_a_unit_that_is_looked_for_joins_the_others(operator_client, right):
    given = row("scope", 0, units="SDN 1", add="dinas pendidikan") | {"do": "unit:scope:0"}
    answer = operator_client.post(NEW, right | given)
    assert answer.context["form"].parts["scope"][0]["units"].value() == "SDN 1\nDinas Pendidikan"


@pytest.mark.parametrize(
    ("typed_units", "word", "units", "sentence"),
    [
        ("SDN 1", "pendidikan", "SDN 1\nDinas Pendidikan", "Dinas Pendidikan ditambahkan."),
        ("SDN 1", "sdn 1", "SDN 1", "SDN 1 sudah ada di lingkup ini."),
        ("", "n", "", "“n” cocok dengan "),
        ("", "Dinas Pendidikn", "", "Mungkin maksudnya “Dinas Pendidikan”?"),
        ("", "zzz", "", "Tidak ada unit “zzz” di Kota Bengkulu."),
        ("", "", "", "Tulis dulu nama unit yang dicari"),
    ],
)
def test_looking_for_a_unit_says_what_was_found(operator_client, right, typed_units, word, units, sentence):
    given = row("scope", 0, units=typed_units, add=word) | {"do": "unit:scope:0"}
    answer = operator_client.post(NEW, right | given)
    assert answer.context["form"].parts["scope"][0]["units"].value() == units
    assert sentence in answer.content.decode()


def test_what_many_rows_lack_alike_is_told_once_and_only_the_first_stands_open(operator_client, right):
    empty = {name: "" for name in right if name.startswith("article-") and name.endswith("-body")}
    answer = operator_client.post(NEW, right | empty)
    sheet = answer.context["form"]
    assert [each for each in sentences(answer) if "Isi pasal" in each] == [
        f"Pasal 1-{len(empty)}, Isi pasal: Masih kosong, padahal wajib. Isi dulu, lalu kirim lagi."
    ]
    assert [each.is_open for each in sheet.shown["article"]] == [True] + [False] * (len(empty) - 1)
    assert sheet.unfolded["article"]
    assert f"{len(empty)} perlu diperbaiki" in answer.content.decode()


def test_two_faults_both_stand_open(operator_client, right):
    answer = operator_client.post(NEW, right | row("article", 1, body="") | row("party", 1, institution=""))
    sheet = answer.context["form"]
    assert [each.number for part in ("party", "article") for each in sheet.shown[part] if each.is_open] == [2, 2]
    assert sheet.unfolded["party"]
    assert sheet.unfolded["article"]


def test_the_people_of_the_scope_are_counted_where_they_work(world, operator_client, right):
    city = world.bengkulu
    with world.acting(world.operator):
        for unit, category in [(city.school, city.gtt), (city.school, city.gtt), (city.office, city.gtt),
                               (city.school, city.non_asn)]:  # fmt: skip
            make_enrollment(city, unit=unit, category=category, start_date=date(2020, 1, 1))
        make_enrollment(city, unit=city.school, category=city.gtt, start_date=date(2020, 1, 1), funding_source="SELF")
    answer = operator_client.post(NEW, right | {"do": "count"})
    counted = answer.context["form"].head["headcounts"].value()
    assert counted == "Dinas Pendidikan; Guru tidak tetap; 1\nSDN 1; Guru tidak tetap; 2"


def test_a_draft_is_shown_again_as_it_was_typed(operator_client, right, draft):
    again = typed(operator_client.get(edit_address(draft)))
    keys = {"idempotency_key", "seen", "marks"}
    assert {name: again[name] for name in again if name not in keys} == {
        name: right[name] for name in right if name not in keys
    }


def test_saving_without_a_change_changes_nothing(world, operator_client, draft):
    with world.acting(world.operator):
        before = texts.text_of(draft)
    page = operator_client.get(edit_address(draft))
    assert operator_client.post(edit_address(draft), typed(page)).status_code == 302
    with world.acting(world.operator):
        assert texts.text_of(Agreement.objects.get()) == before


def test_a_renewal_and_an_addendum_begin_with_what_was_signed(world, operator_client):
    with world.acting(world.operator):
        old = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    address = f"{NEW}?perpanjang={old.public_id}"
    page = operator_client.get(address)
    assert page.context["form"].head["start_date"].value() == "2027-01-01"
    assert operator_client.post(address, typed(page)).status_code == 302
    address = f"{NEW}?adendum={old.public_id}"
    assert operator_client.post(address, typed(operator_client.get(address))).status_code == 302
    with world.acting(world.operator):
        assert Agreement.objects.get(renews=old).start_date == date(2027, 1, 1)
        assert Agreement.objects.get(amends=old).kind == "ADDENDUM"


def test_a_copy_has_the_text_and_neither_term_nor_numbers_nor_what_it_follows(world, operator_client):
    with world.acting(world.operator):
        first = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
        other = make_agreement(
            world.bengkulu, title="Perlindungan guru", pks_number="400/77/PKS", people=12, renews=first,
            start_date=date(2027, 1, 1), end_date=date(2027, 12, 31),
        )  # fmt: skip
    page = operator_client.get(f"{NEW}?salin={other.public_id}")
    sent = typed(page)
    assert [sent[name] for name in ("title", "number", "start_date", "people")] == ["Perlindungan guru", "", "", ""]
    operator_client.post(f"{NEW}?salin={other.public_id}", sent | {"start_date": "1-1-2029", "end_date": "31-12-2029"})
    with world.acting(world.operator):
        copy = Agreement.objects.get(start_date=date(2029, 1, 1))
        assert (copy.title, copy.renews, copy.pks_number, copy.status) == ("Perlindungan guru", None, "", "DRAFT")
        assert texts.scope_of(copy) == texts.scope_of(other)


@pytest.mark.parametrize("query", ["perpanjang=x", "salin=x", "adendum=00000000-0000-0000-0000-000000000000"])
def test_what_is_not_there_cannot_be_renewed_or_amended(operator_client, query):
    assert operator_client.get(f"{NEW}?{query}").status_code == 404


def test_a_branch_does_not_write_for_a_city_it_does_not_serve(officer_client, world):
    assert officer_client.get(f"{NEW}?kota={world.kupang.code}").status_code == 404


def test_a_draft_that_was_never_submitted_is_thrown_away_after_a_question(world, operator_client, draft):
    address = reverse("agreement_discard", args=[draft.public_id])
    assert "belum pernah diajukan" in operator_client.get(address).content.decode()
    operator_client.post(address)
    with world.acting(world.operator):
        assert not Agreement.objects.exists()


def test_a_signed_agreement_is_not_edited(world, operator_client):
    with world.acting(world.operator):
        old = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    page = operator_client.get(edit_address(old), follow=True).content.decode()
    assert "Naskah yang sudah disepakati tidak dapat diubah" in page


def test_the_form_asks_no_more_of_the_database_for_four_hundred_units(world, operator_client):
    city = world.bengkulu

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = operator_client.get(NEW)
        return len(queries), page

    asked()  # the first page of a session writes it
    few, _page = asked()
    with administrator():
        units = [
            Unit(municipality=city, code=f"9{n:03}", name=f"SD Negeri {n}", kind="SCHOOL", parent=city.office)
            for n in range(400)
        ]
        Unit.objects.bulk_create(units)
    many, page = asked()
    assert many == few <= 30
    units = "\n".join(unit.name for unit in units)
    sent = typed(page, title="Semua sekolah", start_date="2026-01-01", end_date="2026-12-31",
                 **row("scope", 0, units=units, categories=["GTT", "NON_ASN"]))  # fmt: skip
    assert operator_client.post(NEW, sent).status_code == 302
    with world.acting(world.operator):
        assert Agreement.objects.get().scopes.count() == 400 * 2 * 2


def test_what_is_saved_is_looked_over_as_it_is_printed(operator_client, right):
    answer = operator_client.post(NEW, right | {"do": "look"}, follow=True)
    said = answer.content.decode()
    address = answer.redirect_chain[-1][0]
    assert address.endswith("/periksa/")
    assert '<h2 class="article"><span>Pasal 1</span> Maksud dan Tujuan</h2>' in said
    assert "1 Januari 2026" in said
    assert address.replace("/periksa/", "/ubah/") in said


def test_who_only_reads_looks_over_what_is_shared_and_is_offered_no_change(world, visit):
    with world.acting(world.operator):
        old = signed(make_agreement(world.bengkulu), writer=world.operator, other=world.head)
    page = visit(world.mayor).get(reverse("agreement_preview", args=[old.public_id])).content.decode()
    assert "Pasal 1" in page
    assert edit_address(old) not in page


LAW = {"basis_code": "Perwal 12/2026", "basis_title": "Peraturan Wali Kota Nomor 12 Tahun 2026"}


def test_a_law_that_is_not_on_the_list_is_typed_in_the_form_and_cited_last(operator_client, world, right):
    operator_client.post(NEW, right | LAW)
    with world.acting(world.operator):
        assert texts.text_of(Agreement.objects.get())["legal_bases"][-1] == {"code": "Perwal 12/2026", "quoted": ""}
        assert world.bengkulu.legal_bases.get(code="Perwal 12/2026").title == LAW["basis_title"]


def test_a_new_law_needs_its_title(operator_client, right):
    answer = operator_client.post(NEW, right | LAW | {"basis_title": ""})
    assert any("perlu kutipan singkat dan judul lengkap" in sentence for sentence in sentences(answer))


def test_the_branch_adds_nothing_to_the_list_of_the_city(visit, world, right):
    head, address = visit(world.head), f"{NEW}?kota={world.bengkulu.code}"
    assert "basis_code" not in head.get(address).content.decode()
    assert head.post(address, right | LAW).status_code == 302
    with world.acting(world.operator):
        assert not world.bengkulu.legal_bases.filter(code=LAW["basis_code"]).exists()
