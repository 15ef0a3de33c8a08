"""Three agreements of the five cases, typed from an empty form to a draft that says exactly what was typed."""

from datetime import date

import pytest
from django.urls import reverse

from agreements import clauses, texts
from agreements.models import Agreement
from municipalities.models import Category, Office, Official
from municipalities.roles import Role
from tests.agreements.typing import row, typed
from tests.safety.attack import administrator


NEW = reverse("agreement_new")
USUAL = {"authority_start": None, "authority_end": None, "official": ""}
NOBODY = dict.fromkeys(texts.PARTY, "") | USUAL


def kind_in(city, code, name, segment="PU"):
    with administrator():
        return Category.objects.create(municipality=city, code=code, name=name, segment=segment)


def save(client, page, **given):
    answer = client.post(NEW, typed(page, **given))
    assert answer.status_code == 302, answer.context["form"].errors


def written(world, user, city, role=Role.OPERATOR):
    with world.acting(user, role, city):
        return texts.text_of(Agreement.objects.latest("pk"))


@pytest.fixture
def kupang_client(visit, world):
    return visit(world.stranger)


def test_kupangs_agreement_of_2021(world, kupang_client):
    city = world.kupang
    kind_in(city, "PTT", "Pegawai tidak tetap")
    page = kupang_client.get(NEW)
    # Two witnesses and the laws are added row by row; nothing that was typed is lost by it.
    begun = typed(page, title="Perlindungan pegawai tidak tetap", do="add:witness")
    page = kupang_client.post(NEW, begun)
    page = kupang_client.post(NEW, typed(page, do="add:witness"))
    assert page.context["form"].head["title"].value() == "Perlindungan pegawai tidak tetap"
    with world.acting(world.stranger, Role.OPERATOR, city):
        assert not Agreement.objects.exists()
    save(
        kupang_client, page,
        start_date="2021-04-10", end_date="2024-04-09", people="2300",
        **row("party", 0, signer_name="Drs. Yohanis Contoh", signer_office="Sekretaris Daerah Kota Kupang",
              signer_identity="NIP 196501011990031001", authority="Surat Kuasa Wali Kota Nomor 180/1/2021",
              authority_start="2021-05-01", authority_end="2021-05-31", address="Jalan S. K. Lerik, Kupang"),
        **row("party", 1, signer_name="Maria Contoh", signer_office="Kepala Cabang NTT",
              signer_identity="NPK 12345", authority="Keputusan Direksi Nomor 7 Tahun 2020"),
        **row("witness", 0, side="CITY", office="Wali Kota Kupang", name=""),
        **row("witness", 1, side="BRANCH", office="Asisten Deputi Kantor Wilayah", name="Budi Contoh"),
        **row("scope", 0, units="Kota Kupang", categories=["PTT"], programs="JKK_JKM", wage_basis="ACTUAL",
              funding="APBD"),
        **row("rate", "JKK", rate="0,24", base="upah sebulan yang diterima"),
        **row("rate", "JKM", rate="0,30", base="upah sebulan yang diterima"),
        headcounts="Dinas Pendidikan; Pegawai tidak tetap; 1.200",
        copies="Pemerintah Kota Kupang\nBPJS Ketenagakerjaan",
    )  # fmt: skip
    base = "upah sebulan yang diterima"
    assert written(world, world.stranger, city) == {
        "title": "Perlindungan pegawai tidak tetap",
        "kind": "PKS",
        "renews": "",
        "amends": "",
        "branch": "Cabang NTT",
        "start_date": "2021-04-10",
        "end_date": "2024-04-09",
        "signing_date_quoted": "",
        "people": 2300,
        "note": "",
        "parties": [
            NOBODY | {
                "side": "CITY", "institution": "Pemerintah Kota Kupang", "signer_name": "Drs. Yohanis Contoh",
                "signer_office": "Sekretaris Daerah Kota Kupang", "signer_identity": "NIP 196501011990031001",
                "authority": "Surat Kuasa Wali Kota Nomor 180/1/2021", "authority_start": "2021-05-01",
                "authority_end": "2021-05-31", "address": "Jalan S. K. Lerik, Kupang",
            },
            NOBODY | {
                "side": "BRANCH", "institution": "BPJS Ketenagakerjaan", "signer_name": "Maria Contoh",
                "signer_office": "Kepala Cabang NTT", "signer_identity": "NPK 12345",
                "authority": "Keputusan Direksi Nomor 7 Tahun 2020",
            },
        ],
        "witnesses": [
            {"side": "CITY", "name": "", "office": "Wali Kota Kupang"},
            {"side": "BRANCH", "name": "Budi Contoh", "office": "Asisten Deputi Kantor Wilayah"},
        ],
        "scope": [
            {"unit": "000", "category": "PTT", "wage_basis": "ACTUAL", "funding": "APBD", "registration": "",
             "programs": ["JKK", "JKM"]},
        ],
        "rates": [
            {"program": "JKK", "rate": 240, "amount": None, "base": base},
            {"program": "JKM", "rate": 300, "amount": None, "base": base},
        ],
        "headcounts": [{"unit": "100", "category": "PTT", "people": 1200}],
        "legal_bases": [],
        "articles": clauses.usual(Agreement.Kind.PKS),
        "copies": ["Pemerintah Kota Kupang", "BPJS Ketenagakerjaan"],
    }  # fmt: skip
    with world.acting(world.stranger, Role.OPERATOR, city):
        assert Agreement.objects.get().days == 1096


def test_cirebons_vice_mayor_signs_for_the_absent_mayor(world, operator_client):
    city = world.bengkulu
    with administrator():
        office = Office.objects.create(municipality=city, name="Wakil Wali Kota Cirebon")
        vice = Official.objects.create(
            municipality=city, office=office, name="Dra. Eti Contoh", nip="197001011995032001",
            start_date=date(2018, 12, 12),
        )  # fmt: skip
    page = operator_client.get(NEW)
    save(
        operator_client, page,
        title="Perlindungan pegawai non-ASN", start_date="2022-04-25", end_date="2023-04-24",
        signing_date_quoted="Selasa 25/4/2022",
        **row("party", 0, official=str(vice.public_id), on_behalf_of="Wali Kota Cirebon",
              authority="Surat Kuasa Wali Kota Nomor 119/12 Tahun 2022"),
        **row("scope", 0, units=city.name, categories=["NON_ASN", "GTT"]),
    )  # fmt: skip
    text = written(world, world.operator, city)
    assert text["parties"][0] == NOBODY | {
        "side": "CITY", "institution": f"Pemerintah {city.name}", "official": str(vice.public_id),
        "signer_name": "Dra. Eti Contoh", "signer_office": "Wakil Wali Kota Cirebon",
        "signer_identity": "NIP 197001011995032001", "on_behalf_of": "Wali Kota Cirebon",
        "authority": "Surat Kuasa Wali Kota Nomor 119/12 Tahun 2022",
    }  # fmt: skip
    assert [(line["unit"], line["category"]) for line in text["scope"]] == [("000", "GTT"), ("000", "NON_ASN")]
    assert text["signing_date_quoted"] == "Selasa 25/4/2022"


def test_metros_branch_writes_for_one_kind_of_worker_paid_a_fixed_amount(world, officer_client):
    city = world.bengkulu
    address = f"{NEW}?kota={city.code}"
    assert address in officer_client.get(NEW).content.decode()
    page = officer_client.get(address)
    answer = officer_client.post(address, typed(
        page, title="Perlindungan kader posyandu", start_date="2021-01-01", end_date="2021-12-31", people="940",
        number="PER/12/012021",
        **row("scope", 0, units=city.name, categories=["KADER"], funding="APBD"),
        **row("rate", "JKK", amount="Rp 10.000"),
        **row("rate", "JKM", amount="6.800"),
    ))  # fmt: skip
    assert answer.status_code == 302
    text = written(world, world.officer, city, Role.OFFICER)
    assert text["people"] == 940
    assert {line["category"] for line in text["scope"]} == {"KADER"}
    assert [(each["program"], each["amount"]) for each in text["rates"]] == [("JKK", 10_000), ("JKM", 6_800)]
    with world.acting(world.officer, Role.OFFICER):
        made = Agreement.objects.get()
        assert (made.side, made.branch_number, made.pks_number) == ("BRANCH", "PER/12/012021", "")
    with world.acting(world.operator):
        assert not Agreement.objects.exists()  # the branch's draft is not the city's to see
