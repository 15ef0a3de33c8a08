"""The pages of claims: each role sees and does its own, strangers nothing."""

from datetime import date

import pytest
from django.urls import reverse

from claims import deaths
from claims.models import Claim
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.factories.claims import ACCOUNT, DIED, ClaimOnItsWay, make_worker_of
from tests.factories.enrollment import make_enrollment
from tests.safety.attack import administrator


def post(client, address, thing, **data):
    return client.post(reverse(address, args=[thing.public_id]), data, follow=True)


@pytest.fixture
def worker(world):
    return make_worker_of(world)


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


DEATH = {"death_date": "2026-11-02", "cause": "NATURAL", "told_by": "Istri"}


def test_an_operator_registers_a_death_from_the_worker(world, operator_client, worker):
    response = post(operator_client, "register_death", worker, **DEATH)
    assert response.redirect_chain
    assert "KLM-0001" in response.content.decode()


def test_the_second_click_leads_to_the_same_claim(world, operator_client, worker):
    post(operator_client, "register_death", worker, **DEATH)
    response = post(operator_client, "register_death", worker, **DEATH)
    assert "Kematian ini sudah dicatat" in response.content.decode()
    with world.acting(world.operator):
        assert Claim.objects.count() == 1


def test_an_impossible_day_is_refused_at_its_field(operator_client, worker):
    response = post(operator_client, "register_death", worker, **DEATH | {"death_date": "2021-01-01"})
    assert response.status_code == 422
    assert "belum terdaftar pada hari itu" in response.content.decode()


def test_the_list_shows_the_claims_of_a_state(operator_client, way):
    assert "Budi Hartono" in operator_client.get(reverse("claim_list")).content.decode()
    other = operator_client.get(reverse("claim_list") + "?keadaan=PAID").content.decode()
    assert "Budi Hartono" not in other


def test_a_death_without_a_claim_leads_to_its_form(world, operator_client, worker):
    with administrator():
        worker.enrollments.update(end_date=DIED, end_reason="DIED")
    page = operator_client.get(reverse("claim_list")).content.decode()
    assert reverse("register_death", args=[worker.public_id]) in page


def test_the_page_tells_benefit_words_articles_and_eligibility(operator_client, way):
    page = operator_client.get(way.claim.get_absolute_url()).content.decode()
    for said in ("Rp42.000.000", "empat puluh dua juta rupiah", "PP 82/2019 Pasal 34 ayat (1)", "perlu dicek cabang"):
        assert said in page


@pytest.mark.parametrize("which", [0, 1])
def test_a_month_approved_after_the_death_is_told_of_each_enrollment(world, operator_client, worker, which):
    with administrator():
        make_enrollment(world.bengkulu, worker, unit=world.bengkulu.office, start_date=date(2026, 3, 1))
        rows = list(worker.enrollments.order_by("start_date"))
        worker.enrollments.filter(pk=rows[which].pk).update(approved_through=date(2026, 12, 1))
    page = post(operator_client, "register_death", worker, **DEATH).content.decode()
    assert "bulan-bulan itu perlu dikoreksi" in page


def test_neither_nik_nor_account_stands_on_the_page_in_full(operator_client, way):
    way.add_heir()
    page = operator_client.get(way.claim.get_absolute_url()).content.decode()
    assert way.worker.nik not in page
    assert "0123456789001" not in page
    assert "Bank Contoh •••• 9001" in page


def test_looking_at_a_claim_is_remembered(world, operator_client, way):
    operator_client.get(way.claim.get_absolute_url())
    with world.acting(world.auditor, Role.AUDITOR):
        assert AuditEvent.objects.filter(action="claim.viewed", by=world.operator).exists()


@pytest.mark.parametrize("who", ["stranger", "foreign_officer"])
@pytest.mark.parametrize("name", ["claim_detail", "heir_add", "child_add"])
def test_a_stranger_finds_no_claim_of_ours(world, visit, way, who, name):
    response = visit(getattr(world, who)).get(reverse(name, args=[way.claim.public_id]))
    assert response.status_code in (403, 404)
    if name == "claim_detail":
        assert response.status_code == 404


def test_a_stranger_sees_no_claim_in_the_list(operator_client, stranger_client, way):
    pages = [client.get(reverse("claim_list")).content.decode() for client in (operator_client, stranger_client)]
    assert ["Budi Hartono" in page for page in pages] == [True, False]


@pytest.mark.parametrize("name", ["claim_list", "claim_detail"])
def test_a_clerk_sees_nothing_of_claims(clerk_client, way, name):
    args = [way.claim.public_id] if name == "claim_detail" else []
    assert clerk_client.get(reverse(name, args=args)).status_code == 403


@pytest.mark.parametrize(("reached", "who", "button"), [
    ("COMPLETE", "operator", "Ajukan ke penyetuju"), ("SUBMITTED", "approver", "Setujui"),
    ("APPROVED", "officer", "Verifikasi"), ("VERIFIED", "head", "Kabulkan"),
    ("GRANTED", "operator", "Catat pembayaran"),
])  # fmt: skip
def test_whoever_is_next_finds_the_button(world, visit, way, reached, who, button):
    way.brought_to(reached)
    page = visit(getattr(world, who)).get(way.claim.get_absolute_url()).content.decode()
    assert f"{button}\n" in page or f"{button}<" in page


@pytest.mark.parametrize(("reached", "who", "name", "decision"), [
    ("SUBMITTED", "officer", "claim_approve", "approve"), ("SUBMITTED", "operator", "claim_approve", "approve"),
    ("APPROVED", "approver", "claim_verify", "verify"), ("VERIFIED", "operator", "claim_decide", "grant"),
])  # fmt: skip
def test_whoever_is_not_next_is_refused(world, visit, way, reached, who, name, decision):
    way.brought_to(reached)
    response = post(visit(getattr(world, who)), name, way.claim, decision=decision)
    assert response.status_code == 403


def test_a_paper_goes_through_its_states_by_hand(world, operator_client, way):
    with way.operator():
        paper = way.claim.documents.get(kind="DEATH_CERTIFICATE")
    post(operator_client, "claim_document", paper, action="receive", received_date="2026-11-05")
    response = post(operator_client, "claim_document", paper, action="return", note="")
    assert "Tulis alasannya." in response.content.decode()
    post(operator_client, "claim_document", paper, action="accept")
    with way.operator():
        paper.refresh_from_db()
        assert (paper.status, paper.received_date) == ("ACCEPTED", date(2026, 11, 5))


def test_an_heir_is_added_and_a_minor_needs_a_guardian(world, operator_client, way):
    heir = {"name": "Rina", "relation": "CHILD", "birth_date": "2015-01-01", "weight": "1"}
    response = post(operator_client, "heir_add", way.claim, **heir)
    assert response.status_code == 422
    assert "memerlukan wali" in response.content.decode()
    assert post(operator_client, "heir_add", way.claim, **heir, guardian_name="Sari").status_code == 200


def test_a_form_cannot_set_what_is_not_its_own(world, operator_client, way):
    heir = {"name": "Rina", "relation": "WIDOW", "weight": "1"}
    post(operator_client, "heir_add", way.claim, **heir, share="1", status="PAID", municipality=str(world.kupang.pk))
    with way.operator():
        assert way.claim.heirs.get().share == 42_000_000
        assert Claim.objects.get().status == "REPORTED"


def test_the_explainer_is_open_to_everybody_with_an_account(clerk_client):
    page = clerk_client.get(reverse("benefit_explainer")).content.decode()
    for said in ("Rp42.000.000", "48 kali upah", "Rp174.000.000", "sampai pulih"):
        assert said in page


def test_the_explainer_fills_in_a_wage(clerk_client):
    page = clerk_client.get(reverse("benefit_explainer") + "?upah=Rp+1.000.000").content.decode()
    assert "Rp70.000.000" in page


def test_the_explainer_asks_for_sign_in(client):
    assert client.get(reverse("benefit_explainer")).status_code == 302


def test_the_list_asks_the_same_few_questions_for_many_claims(
    world, operator_client, way, django_assert_max_num_queries
):
    with administrator():
        more = [make_worker_of(world) for _number in range(4)]
    for worker in more:
        ClaimOnItsWay(world, worker)
    with django_assert_max_num_queries(24):
        operator_client.get(reverse("claim_list"))


def test_the_day_by_which_the_branch_pays_leaves_out_the_citys_holidays(world, operator_client, way):
    way.complete().submit().approve()
    page = reverse("claim_list")
    before = operator_client.get(page).content.decode()
    with administrator():
        world.bengkulu.holidays.create(day=date(2026, 11, 23), name="Hari jadi kota (rekaan)", source="SK rekaan")
        world.kupang.holidays.create(day=date(2026, 11, 24), name="Hari jadi kota lain (rekaan)", source="SK rekaan")
    assert "paling lambat 25 November 2026" in before
    assert "paling lambat 26 November 2026" in operator_client.get(page).content.decode()


def test_an_empty_form_does_not_clear_an_account(world, operator_client, way):
    heir = way.add_heir()
    answer = operator_client.post(reverse("heir_account", args=[heir.public_id]), {"bank": "", "account_number": ""})
    assert answer.status_code == 422
    with way.operator():
        heir.refresh_from_db()
        assert heir.account_number == ACCOUNT["account_number"]


def test_the_form_of_an_account_knows_the_bank_and_not_the_number(operator_client, way):
    page = operator_client.get(reverse("heir_account", args=[way.add_heir().public_id])).content.decode()
    assert ACCOUNT["bank"] in page
    assert ACCOUNT["account_number"] not in page


def test_contributions_are_approved_through_a_month_not_a_day(world, operator_client):
    worker = make_worker_of(world, approved_through=date(2026, 10, 1))
    page = operator_client.get(ClaimOnItsWay(world, worker).claim.get_absolute_url()).content.decode()
    assert "Iuran disetujui sampai Oktober 2026." in page


@pytest.mark.parametrize(
    ("reached", "heading", "there"),
    [
        ("APPROVED", "Hak pada hari meninggal: perlu dicek cabang", True),
        ("VERIFIED", "Hak pada hari meninggal: sudah dicek cabang", False),
        ("PAID", "Hak pada hari meninggal: berhak menurut keputusan cabang", False),
    ],
)
def test_what_the_branch_has_looked_at_is_not_open_any_more(operator_client, way, reached, heading, there):
    page = operator_client.get(way.brought_to(reached).claim.get_absolute_url()).content.decode()
    assert heading in page
    assert ("perlu dicek cabang" in page) is there


def test_whoever_records_payments_is_led_to_each_heir(world, visit, way):
    way.brought_to("GRANTED")
    page = visit(world.treasurer).get(way.claim.get_absolute_url()).content.decode()
    assert "Langkah Anda" in page
    assert "Catat pembayaran kepada Rina Wati" in page


def test_the_form_of_a_payment_says_how_much_and_where_to(world, visit, way):
    way.brought_to("GRANTED")
    with way.operator():
        heir = way.claim.heirs.get()
    page = visit(world.treasurer).get(reverse("heir_pay", args=[heir.public_id])).content.decode()
    assert "membayar Rp42.000.000 ke Bank Contoh •••• 9001." in page


def test_whoever_decides_reads_how_much_it_is_about(world, visit, way):
    way.brought_to("SUBMITTED")
    page = visit(world.approver).get(way.claim.get_absolute_url()).content.decode()
    assert "Rp42.000.000 untuk 1 ahli waris." in page


def test_a_paper_that_was_recorded_leads_back_to_its_place(world, operator_client, way):
    with way.operator():
        paper = way.claim.documents.first()
    answer = operator_client.post(reverse("claim_document", args=[paper.public_id]), {"action": "take_in"})
    assert answer["Location"].endswith(f"#berkas-{paper.public_id}")
    with way.operator():
        paper.refresh_from_db()
        assert paper.status == "ACCEPTED"


def test_a_paper_that_is_refused_leads_to_the_reason(operator_client, way):
    with way.operator():
        paper = way.claim.documents.first()
    answer = operator_client.post(reverse("claim_document", args=[paper.public_id]), {"action": "accept"})
    assert answer["Location"] == way.claim.get_absolute_url()


def test_what_is_lacking_is_counted_not_listed_twice(operator_client, way):
    page = operator_client.get(way.claim.get_absolute_url())
    assert page.context["lacking"] == ["Ahli waris belum dicatat."]
    assert f"{page.context['missing']} berkas belum ada atau belum diperiksa" in page.content.decode()


def test_whom_a_hand_over_names_is_told_with_amount_and_day(operator_client, way):
    way.brought_to("PAID")
    page = operator_client.get(reverse("ceremony_new")).content.decode()
    assert "Rina Wati, ahli waris Budi Hartono: Rp42.000.000, dibayar 20 November 2026" in page


def test_who_opens_the_list_of_a_hand_over_is_written_down(operator_client, way, world):
    way.brought_to("PAID")
    operator_client.get(reverse("ceremony_new"))
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.filter(action="claims.listed", detail__count=1).count() == 1


def test_what_does_not_fit_an_heir_stands_at_its_field(operator_client, way):
    minor = {"name": "Adi", "relation": "CHILD", "birth_date": "2015-01-01", "weight": 1}
    answer = operator_client.post(reverse("heir_add", args=[way.claim.public_id]), minor)
    assert list(answer.context["form"].errors) == ["guardian_name"]


def test_an_heir_without_an_account_is_asked_for_one(operator_client, way):
    way.add_heir(account_number="", bank="")
    assert "Isi rekening" in operator_client.get(way.claim.get_absolute_url()).content.decode()


def test_the_notice_asks_for_everything_that_a_claim_can_be_told(operator_client, worker):
    page = operator_client.get(reverse("register_death", args=[worker.public_id])).content.decode()
    assert [name for name in (*deaths.STORY, *deaths.CASE) if f'name="{name}"' not in page] == []
