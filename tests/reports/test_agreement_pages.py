from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements import citations
from agreements.models import AgreementLegalBasis, AgreementRate, AgreementWitness, Side
from municipalities.models import Office, Official
from municipalities.roles import ROLES, Permission, Role
from reports import agreement_content
from reports.models import Paper
from tests.factories.agreements import issued, make_agreement, make_circular, signed
from tests.factories.enrollment import make_enrollment
from tests.reports.reading import squeezed, text_of
from tests.safety.attack import administrator


TERM = {"start_date": date(2021, 4, 10), "end_date": date(2024, 4, 9)}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(world):
    """Kupang's agreement of 2021, as our city's, before it is submitted."""
    with world.acting(world.operator):
        city = world.bengkulu
        agreement = make_agreement(city, **TERM, signing_date_quoted="Rabu, 5 Mei 2021", people=940)
        for program, rate in (("JKK", 240), ("JKM", 300)):
            AgreementRate.objects.create(municipality=city, agreement=agreement, program=program, rate=rate)
        for side, office in ((Side.CITY, "Wali Kota"), (Side.BRANCH, "Asisten Deputi")):
            AgreementWitness.objects.create(municipality=city, agreement=agreement, side=side, office=office)
        citations.stock(city)
        for position, (code, quoted) in enumerate([("Inpres 2/2021", "Inpres 02"), ("PP 44/2015", "")], start=1):
            basis = city.legal_bases.get(code=code)
            AgreementLegalBasis.objects.create(
                municipality=city, agreement=agreement, basis=basis, position=position, quoted=quoted
            )
        return agreement


@pytest.fixture
def agreement(world, draft):
    with world.acting(world.operator):
        return signed(draft, writer=world.operator, other=world.head, on=date(2021, 5, 5), place="Ballroom")


def address(thing, name="agreement_detail"):
    return reverse(name, args=[thing.public_id])


def shown(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return squeezed(response.content.decode())


@pytest.mark.parametrize(
    "phrase",
    [
        "1.096 hari",
        "25 hari sebelum ditandatangani Rabu, 5 Mei 2021",
        "Rabu, 5 Mei 2021, Ballroom",
        "Asisten Deputi",
        "0,24 %",
        "0,30 %",
        "Cocok",
        "Pelaksanaan Program Jaminan Sosial Ketenagakerjaan (di sumbernya tertulis &quot;Inpres 02&quot;)",
        "Perjanjian menyebut 940 orang",
        "sudah berakhir",
        "Cabang Bengkulu",
    ],
)  # fmt: skip
def test_the_page_says_what_the_agreement_says(operator_client, agreement, phrase):
    assert squeezed(phrase) in shown(operator_client, address(agreement))


def test_page_and_paper_say_on_which_wage_with_whose_money_people_are_covered(operator_client, world, draft):
    with world.acting(world.operator):
        draft.scopes.update(wage_basis="ACTUAL", funding="APBD")
        draft.rates.update(base="upah sebulan yang diterima")
        printed = agreement_content.of(draft)
    said = "dasar upah: upah yang diterima; dana: APBD"
    assert squeezed(said) in shown(operator_client, address(draft))
    assert [line.more for line in printed.scope] == [said]
    assert [line.base for line in printed.law_rates] == ["upah sebulan yang diterima: Guru tidak tetap"] * 2
    assert {column.name: column.required for column in printed.roster}["Upah"] == "Penerima upah"


def test_where_the_city_counts_from_an_amount_a_roster_needs_no_wage(world, draft):
    with world.acting(world.operator):
        draft.scopes.update(wage_basis="UMK")
        printed = agreement_content.of(draft)
    assert {column.name: column.required for column in printed.roster}["Upah"] == "Tidak"


def test_a_rate_that_is_not_the_laws_is_marked(operator_client, world, draft):
    with world.acting(world.operator):
        draft.rates.filter(program="JKK").update(rate=540)
    page = shown(operator_client, address(draft))
    assert squeezed("Berbeda") in page
    assert squeezed("0,54 %") in page


def test_a_weekday_that_was_none_is_marked(operator_client, world):
    with world.acting(world.operator):
        agreement = make_agreement(
            world.bengkulu, signing_date_quoted="Selasa 5/1/2026", signing_date=date(2026, 1, 5)
        )
    page = shown(operator_client, address(agreement))
    assert squeezed("Hari dan tanggal tidak cocok") in page
    assert squeezed("hari itu Senin, 5 Januari 2026") in page


def test_a_right_weekday_is_not_marked(operator_client, agreement):
    assert squeezed("Hari dan tanggal tidak cocok") not in shown(operator_client, address(agreement))


def test_enrolled_people_are_counted_on_the_last_day_of_a_term_that_is_over(operator_client, world, agreement):
    with world.acting(world.operator):
        make_enrollment(world.bengkulu, start_date=date(2022, 1, 1))
        make_enrollment(world.bengkulu, start_date=date(2022, 1, 1), end_date=date(2022, 12, 31), end_reason="OTHER")
        make_enrollment(world.bengkulu, start_date=date(2024, 5, 1))
        make_enrollment(world.bengkulu, start_date=date(2022, 1, 1), funding_source="SELF")
        make_enrollment(world.bengkulu, start_date=date(2022, 1, 1), category=world.bengkulu.cadre)
    response = operator_client.get(address(agreement))
    assert [line["enrolled"] for line in response.context["scope"]] == [1]
    assert response.context["counted_on"] == date(2024, 4, 9)


def test_people_under_a_nearer_agreement_are_not_counted_twice(operator_client, world, agreement):
    city = world.bengkulu
    with world.acting(world.operator):
        nearer = make_agreement(city, scope=[(city.school, city.gtt, "JKK"), (city.school, city.gtt, "JKM")], **TERM)
        signed(nearer, writer=world.operator, other=world.head)
        make_enrollment(city, start_date=date(2022, 1, 1))
        make_enrollment(city, start_date=date(2022, 1, 1), unit=city.office)
    found = [operator_client.get(address(each)).context["enrolled"] for each in (agreement, nearer)]
    assert found == [1, 1]


def test_a_renewal_that_is_still_talked_about_says_whom_it_would_reach(operator_client, world, draft):
    with world.acting(world.operator):
        proposed = make_agreement(
            world.bengkulu, renews=draft, start_date=date(2027, 1, 1), end_date=date(2027, 12, 31)
        )
        make_enrollment(world.bengkulu, start_date=date(2022, 1, 1))
    assert operator_client.get(address(proposed)).context["enrolled"] == 1


def test_the_chain_says_which_agreement_is_in_force(operator_client, world, agreement):
    with world.acting(world.operator):
        renewal = make_agreement(
            world.bengkulu, renews=agreement, start_date=date(2024, 4, 10), end_date=date(2027, 4, 9)
        )
        signed(renewal, writer=world.operator, other=world.head)
    chain = operator_client.get(address(agreement)).context["chain"]
    assert [link["status_label"] for link in chain] == ["berakhir", "berlaku"]


def test_a_stranger_cannot_open_our_agreement(stranger_client, agreement):
    assert stranger_client.get(address(agreement)).status_code == 404
    assert stranger_client.post(address(agreement, "agreement_paper")).status_code == 404


def test_an_officer_opens_the_agreement_of_a_city_of_the_branch(officer_client, agreement):
    assert officer_client.get(address(agreement)).status_code == 200


def test_a_draft_of_the_city_answers_the_branch_like_one_that_is_not_there(officer_client, draft):
    assert officer_client.get(address(draft)).status_code == 404


def questions(client, url):
    client.get(url)  # the first visit asks more: a session is begun
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_the_page_asks_the_same_questions_however_large_the_scope(operator_client, world):
    with world.acting(world.operator):
        city = world.bengkulu
        triples = [
            (unit, category, program)
            for unit in (city.root, city.office, city.school)
            for category in (city.non_asn, city.cadre)
            for program in ("JKK", "JKM")
        ]
        small, large = (make_agreement(city, scope=scope) for scope in (triples[:1], triples))
    assert questions(operator_client, address(small)) == questions(operator_client, address(large))


@pytest.mark.parametrize("person", ["mayor", "operator", "head"])
def test_the_paper_is_kept_and_downloaded(visit, world, agreement, person):
    answer = visit(getattr(world, person)).post(address(agreement, "agreement_paper"), follow=True)
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/pdf"
    assert squeezed("Rabu tanggal lima bulan Mei tahun dua ribu dua puluh satu") in squeezed(text_of(content))


def test_printing_twice_gives_the_paper_that_stands(operator_client, world, agreement):
    found = {operator_client.post(address(agreement, "agreement_paper"))["Location"] for _twice in range(2)}
    with world.acting(world.operator):
        assert (len(found), Paper.objects.count()) == (1, 1)


def test_a_draft_is_printed_and_not_kept(operator_client, world, draft):
    answer = operator_client.post(address(draft, "agreement_paper"))
    assert answer["Content-Type"] == "application/pdf"
    assert squeezed("RANCANGAN") in squeezed(text_of(answer.content))
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_an_auditor_reads_and_does_not_print(visit, world, agreement):
    client = visit(world.auditor)
    for page in (address(agreement), reverse("agreement_list")):
        assert address(agreement, "agreement_paper") not in client.get(page).content.decode()
    assert client.post(address(agreement, "agreement_paper")).status_code == 403


def test_looking_makes_no_paper(visit, world, agreement, circular):
    client = visit(world.mayor)
    looked_at = [
        *(reverse("agreement_list"), reverse("circular_list"), address(agreement)),
        *(address(circular, name) for name in ("circular_detail", "circular_paper")),
        address(agreement, "agreement_paper"),
    ]
    assert [client.get(page).status_code for page in looked_at] == [200, 200, 200, 200, 405, 405]
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_the_mayors_office_prints_from_the_lists_in_two_clicks_from_home(visit, world, agreement, circular):
    client = visit(world.mayor)
    home = client.get(reverse("home")).content.decode()
    for page, print_url in (
        ("agreement_list", address(agreement, "agreement_paper")),
        ("agreement_list", address(agreement, "agreement_pack")),
        ("circular_list", address(circular, "circular_paper")),
    ):
        assert f'href="{reverse(page)}"' in home
        assert f'action="{print_url}"' in client.get(reverse(page)).content.decode()


@pytest.fixture
def circular(world):
    with world.acting(world.operator):
        city = world.bengkulu
        return issued(make_circular(city, units=[city.office], drafted_by=world.operator), by=world.approver)


def test_a_circular_is_listed_with_who_followed(operator_client, world, circular):
    with world.acting(world.operator):
        make_enrollment(world.bengkulu, start_date=date(2026, 4, 1))
    page = shown(operator_client, reverse("circular_list"))
    assert squeezed(circular.number) in page
    assert squeezed("1 dari 1 unit") in page


def test_a_circular_that_is_replaced_says_by_which(operator_client, world, circular):
    with world.acting(world.operator):
        newer = make_circular(world.bengkulu, date=date(2026, 6, 1), supersedes=circular)
        issued(newer, by=world.approver)
    assert squeezed("Sudah diganti") in shown(operator_client, address(circular, "circular_detail"))
    assert squeezed(f"diganti {newer.number}") in shown(operator_client, reverse("circular_list"))


def test_a_stranger_cannot_open_our_circular(stranger_client, circular):
    assert stranger_client.get(address(circular, "circular_detail")).status_code == 404
    assert stranger_client.post(address(circular, "circular_paper")).status_code == 404


def test_a_stranger_sees_no_circular_of_ours(stranger_client, circular):
    assert squeezed("Belum ada surat edaran") in shown(stranger_client, reverse("circular_list"))


def test_a_draft_circular_is_shown_to_the_city_and_not_to_the_branch(operator_client, officer_client, world):
    with world.acting(world.operator):
        draft = make_circular(world.bengkulu)
    assert operator_client.get(address(draft, "circular_detail")).status_code == 200
    assert officer_client.get(address(draft, "circular_detail")).status_code == 404


def test_the_circular_is_printed_for_the_mayors_office(visit, world, circular):
    answer = visit(world.mayor).post(address(circular, "circular_paper"), follow=True)
    text = squeezed(text_of(b"".join(answer.streaming_content)))
    assert squeezed(f"NOMOR {circular.number}") in text
    assert squeezed("penjaga sekolah") in text


def test_the_list_of_circulars_asks_the_same_questions_however_long_it_is(operator_client, world):
    asked = []
    for how_many in (2, 18):
        with world.acting(world.operator):
            for _each in range(how_many):
                make_circular(world.bengkulu)
        asked.append(questions(operator_client, reverse("circular_list")))
    assert asked[0] == asked[1]


def test_a_branch_officer_reads_whose_circular_it_is(officer_client, world, circular):
    assert squeezed(world.bengkulu.name) in shown(officer_client, reverse("circular_list"))


def test_roles_without_agreements_are_shut_out(clerk_client, agreement, circular):
    pages = [address(agreement), reverse("circular_list"), reverse("agreement_list")]
    assert {clerk_client.get(page).status_code for page in pages} == {403}


def test_whoever_prints_may_read():
    from_roles = {role for role in Role if may_print_and_not_read(role)}
    assert from_roles == set()


def may_print_and_not_read(role):
    words = ROLES[role]
    return Permission.PRINT_AGREEMENTS in words and Permission.VIEW_AGREEMENTS not in words


def test_a_number_as_long_as_an_agreement_may_have_is_printed(operator_client, world):
    """Two offices write theirs behind each other, and the paper keeps it all."""
    number = "181.45/".ljust(100, "9")
    with world.acting(world.operator):
        long = signed(make_agreement(world.bengkulu, pks_number=number), writer=world.operator, other=world.head)
    assert operator_client.post(address(long, "agreement_paper")).status_code == 302
    with world.acting(world.operator):
        assert Paper.objects.get().number == number


def test_before_it_is_ended_the_number_of_people_who_lose_cover_is_told(operator_client, world):
    city = world.bengkulu
    with world.acting(world.operator):
        agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
        for unit in (city.school, city.school, city.office):
            make_enrollment(city, unit=unit, category=city.gtt, start_date=date(2020, 1, 1))
    page = operator_client.get(reverse("agreement_end", args=[agreement.public_id])).content.decode()
    assert "3 orang hanya tercakup di sini" in page


def test_an_addendum_that_ends_early_leaves_those_whose_place_it_took(operator_client, world):
    city = world.bengkulu
    with world.acting(world.operator):
        agreement = signed(make_agreement(city), writer=world.operator, other=world.head)
        scope = [(city.root, city.gtt, "JKK"), (city.school, city.gtt, "JHT")]
        addendum = make_agreement(city, kind="ADDENDUM", amends=agreement, scope=scope, start_date=date(2026, 7, 1))
        signed(addendum, writer=world.operator, other=world.head)
        make_enrollment(city, unit=city.office, category=city.gtt, start_date=date(2020, 1, 1))
        make_enrollment(city, unit=city.office, category=city.non_asn, start_date=date(2020, 1, 1))
    page = operator_client.get(reverse("agreement_end", args=[addendum.public_id])).content.decode()
    assert "1 orang hanya tercakup di sini" in page
    assert "tidak berlaku kembali" in page


def test_the_page_names_whoever_holds_the_office(operator_client, world, draft):
    with administrator():
        office = Office.objects.create(municipality=world.bengkulu, name="Sekretaris Daerah")
        Official.objects.create(
            municipality=world.bengkulu, office=office, name="Drs. Budi Santoso", start_date=date(2015, 1, 1)
        )
    with world.acting(world.operator):
        draft.parties.filter(side=Side.CITY).update(signer_name="", signer_office="Sekretaris Daerah")
    assert "Drs. Budi Santoso" in operator_client.get(draft.get_absolute_url()).content.decode()
