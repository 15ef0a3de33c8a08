"""An agreement from hand to hand on its pages, as two sides and their roles meet them."""

from datetime import date

import pytest
from django.urls import reverse

from agreements import drafts, signing, texts
from agreements.models import Agreement, AgreementCopy, AgreementEvent, AgreementSignature, Side
from municipalities.models import AuditEvent
from municipalities.roles import Role
from tests.agreements.test_next_steps import brought_to
from tests.factories.agreements import AT, make_agreement, speaking
from tests.reports.reading import squeezed


Status = Agreement.Status


@pytest.fixture
def draft(world):
    with world.acting(world.operator):
        return make_agreement(world.bengkulu, title="Perlindungan GTT")


@pytest.fixture
def talk(world, draft):
    return brought_to(world, draft, "talk")


@pytest.fixture
def agreed_on(world, draft):
    return brought_to(world, draft, "agreed")


@pytest.fixture
def head_client(visit, world):
    return visit(world.head)


def at(agreement, name="detail"):
    return reverse(f"agreement_{name}", args=[agreement.public_id])


def shown(client, agreement):
    response = client.get(at(agreement))
    assert response.status_code == 200
    return squeezed(response.content.decode())


def now(world, agreement):
    with world.acting(world.operator):
        agreement.refresh_from_db()
    return agreement.status


def rewritten(world, agreement, title="Judul lain"):
    """By the branch."""
    with speaking(agreement, world.officer, Role.OFFICER):
        there = texts.text_of(agreement)
        drafts.rewrite(
            agreement=agreement, text=there | {"title": title}, seen=texts.sha256_of(there), side=Side.BRANCH,
            by=world.officer, at=AT,
        )  # fmt: skip


def test_a_draft_is_submitted_from_its_page(operator_client, world, draft):
    assert at(draft, "submit") in operator_client.get(at(draft)).content.decode()
    assert operator_client.post(at(draft, "submit")).status_code == 302
    assert now(world, draft) == Status.IN_REVIEW


def test_what_a_draft_still_misses_stands_on_its_page(operator_client, world):
    with world.acting(world.operator):
        bare = make_agreement(world.bengkulu, scope=[])
    page = shown(operator_client, bare)
    assert squeezed("Lingkup: unit, jenis pekerja, dan program") in page
    assert squeezed("Ajukan kepada pihak lain") not in page


def test_the_branch_reads_whom_it_waits_for_and_the_city_too(operator_client, head_client, talk):
    assert squeezed("Menunggu BPJS Ketenagakerjaan (Kepala cabang) menyetujui versi 1 sejak") in shown(
        operator_client, talk
    )
    assert squeezed("Versi 1 menunggu persetujuan Anda sejak") in shown(head_client, talk)


def test_an_officer_reads_that_the_head_agrees(officer_client, talk):
    page = shown(officer_client, talk)
    assert squeezed("Yang menyetujui: Kepala cabang.") in page
    assert squeezed("Setujui versi 1") not in page


def test_a_remark_stands_in_the_history_for_both_sides(operator_client, head_client, talk):
    assert head_client.post(at(talk, "remark"), {"note": "Pasal 3 perlu tanggal."}).status_code == 302
    assert squeezed("Pasal 3 perlu tanggal.") in shown(operator_client, talk)


def test_a_remark_that_is_sent_twice_is_said_once(head_client, world, talk):
    sent = {"note": "Sekali saja."}
    for _twice in range(2):
        assert head_client.post(at(talk, "remark"), sent).status_code == 302
    with world.acting(world.operator):
        assert AgreementEvent.objects.filter(note="Sekali saja.").count() == 1


def test_an_empty_remark_is_asked_for_again(head_client, talk):
    answer = head_client.post(at(talk, "remark"), {})
    assert answer.status_code == 422
    assert "Galat:" in answer.content.decode()


def test_a_remark_that_comes_too_late_is_kept_in_its_form(head_client, world, talk):
    with speaking(talk, world.head, Role.BRANCH_HEAD):
        signing.agree(agreement=talk, version=1, side=Side.BRANCH, by=world.head, at=AT)
    sent = {"note": "Terlambat sudah."}
    answer = head_client.post(at(talk, "remark"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Terlambat sudah." in page
    assert "sekarang disepakati" in page


def test_the_head_agrees_to_the_version_on_the_table(head_client, world, talk):
    form = head_client.get(at(talk, "agree")).context["form"]
    head_client.post(at(talk, "agree"), {"version": form["version"].value()})
    assert now(world, talk) == Status.AGREED


def test_who_agrees_to_a_text_that_was_changed_meanwhile_reads_the_change_first(approver_client, world, talk):
    rewritten(world, talk)
    page = approver_client.get(at(talk, "agree"))
    assert page.context["form"]["version"].value() == 2
    rewritten(world, talk, "Judul ketiga")
    answer = approver_client.post(at(talk, "agree"), {"version": 2, "note": "Sudah dibaca"})
    assert answer.status_code == 422
    assert now(world, talk) == Status.IN_REVIEW
    form = answer.context["form"]
    assert (str(form["version"].value()), form["note"].value()) == ("3", "Sudah dibaca")
    assert f"{at(talk, 'difference')}?dari=2&amp;ke=3" in answer.content.decode()
    assert approver_client.post(at(talk, "agree"), {"version": 3}).status_code == 302
    assert now(world, talk) == Status.AGREED


def test_an_act_that_is_no_longer_open_leads_back_with_the_reason(approver_client, talk):
    answer = approver_client.get(at(talk, "sign"), follow=True)
    assert answer.redirect_chain == [(at(talk), 302)]
    assert "Langkah itu tidak terbuka lagi: naskah ini sekarang dibahas." in answer.content.decode()


def test_what_is_taken_back_is_gone_for_the_branch(operator_client, head_client, talk):
    operator_client.post(at(talk, "take_back"), {"note": "Masanya salah"})
    assert head_client.get(at(talk)).status_code == 404
    assert head_client.get(at(talk, "difference")).status_code == 404
    assert squeezed("Masanya salah") in shown(operator_client, talk)


def test_both_sides_sign_and_the_second_finds_the_day_of_the_first(approver_client, head_client, world, agreed_on):
    approver_client.post(at(agreed_on, "sign"), {"signing_date": "2026-01-05", "signing_place": "Balai  Kota"})
    form = head_client.get(at(agreed_on, "sign")).context["form"]
    assert (form["signing_date"].value(), form["signing_place"].value()) == (date(2026, 1, 5), "Balai Kota")
    head_client.post(at(agreed_on, "sign"), {"signing_date": "2026-01-05", "signing_place": "Balai Kota"})
    with world.acting(world.operator):
        assert AgreementSignature.objects.count() == 2


def test_another_day_than_the_other_side_wrote_is_refused_beside_its_field(approver_client, head_client, agreed_on):
    approver_client.post(at(agreed_on, "sign"), {"signing_date": "2026-01-05", "signing_place": "Balai Kota"})
    answer = head_client.post(at(agreed_on, "sign"), {"signing_date": "2026-01-06", "signing_place": "Aula"})
    assert answer.status_code == 422
    assert "Pihak lain mencatat tanda tangan pada 05-01-2026" in str(answer.context["form"].errors["signing_date"])
    assert 'value="Aula"' in answer.content.decode()


def test_talking_again_takes_the_signatures_away(approver_client, head_client, world, agreed_on):
    approver_client.post(at(agreed_on, "sign"), {"signing_date": "2026-01-05", "signing_place": "Balai Kota"})
    head_client.post(at(agreed_on, "reopen"), {"note": "Masanya keliru"})
    assert now(world, agreed_on) == Status.IN_REVIEW
    with world.acting(world.operator):
        assert not AgreementSignature.objects.exists()


def test_an_agreement_is_ended_for_a_reason_of_the_law(operator_client, world, draft):
    brought_to(world, draft, "signed")
    assert operator_client.post(at(draft, "end"), {"ended_date": "2026-11-30", "reason": ""}).status_code == 422
    operator_client.post(at(draft, "end"), {"ended_date": "2026-11-30", "reason": "MUTUAL"})
    assert now(world, draft) == Status.ENDED


@pytest.mark.parametrize("person", ["treasurer", "mayor", "auditor"])
def test_who_only_reads_finds_the_state_in_words_and_no_act(visit, world, talk, person):
    page = visit(getattr(world, person)).get(at(talk)).content.decode()
    assert squeezed("Menunggu BPJS Ketenagakerjaan (Kepala cabang)") in squeezed(page)
    for name in ("submit", "take_back", "remark", "agree", "reopen", "sign", "stamp", "end", "scan_add"):
        assert at(talk, name) not in page


def test_every_act_on_the_page_opens_for_whoever_sees_it(visit, world, talk):
    """What is offered is never refused at its own door."""
    for person in ("operator", "approver", "officer", "head"):
        client = visit(getattr(world, person))
        page = client.get(at(talk)).content.decode()
        offered = [name for name in ("take_back", "remark", "agree") if f'href="{at(talk, name)}"' in page]
        assert [client.get(at(talk, name)).status_code for name in offered] == [200] * len(offered)
        assert "remark" in offered


def test_the_difference_of_two_versions_is_read_in_words(approver_client, world, talk):
    rewritten(world, talk, "Perlindungan GTT dan PTT")
    page = approver_client.get(at(talk, "difference"))
    assert (page.context["older"], page.context["newer"]) == ("1", "2")
    assert '<ins><span class="hidden-visually">ditambahkan: </span> dan PTT</ins>' in page.content.decode()
    assert page.context["can_agree"]


def test_the_difference_from_the_own_last_version_is_one_click_from_the_page(operator_client, world, talk):
    rewritten(world, talk)
    assert f"{at(talk, 'difference')}?dari=1" in operator_client.get(at(talk)).content.decode()


def test_versions_that_are_not_there_give_way_to_the_usual_choice(operator_client, talk):
    page = operator_client.get(f"{at(talk, 'difference')}?dari=99&ke=x")
    assert page.status_code == 200
    assert "Tidak ada yang berbeda" in page.content.decode()


def test_a_draft_that_was_taken_back_is_compared_as_it_stands(operator_client, world, talk):
    operator_client.post(at(talk, "take_back"), {"note": "Masanya salah"})
    with speaking(talk, world.operator, Role.OPERATOR):
        talk.refresh_from_db()
        there = texts.text_of(talk)
        drafts.rewrite(
            agreement=talk, text=there | {"title": "Tulis ulang"}, seen=texts.sha256_of(there), side=Side.CITY,
            by=world.operator, at=AT,
        )  # fmt: skip
    page = operator_client.get(at(talk, "difference"))
    assert page.context["newer"] == "sekarang"
    assert "ulang" in page.content.decode()


def test_serials_are_kept_for_each_original(operator_client, world, draft):
    with world.acting(world.operator):
        for position, holder in enumerate(("Pemerintah kota", "BPJS"), start=1):
            AgreementCopy.objects.create(
                municipality=world.bengkulu, agreement=draft, position=position, holder=holder
            )
    brought_to(world, draft, "agreed")
    operator_client.post(at(draft, "stamp"), {"serial_1": "ABC 123", "serial_2": ""})
    with world.acting(world.operator):
        assert [copy.stamp_serial for copy in draft.copies.all()] == ["ABC123", ""]
    with world.acting(world.auditor, Role.AUDITOR):
        assert AuditEvent.objects.filter(action="agreement.stamped").count() == 1


def test_a_stranger_and_a_clerk_find_no_act(stranger_client, clerk_client, talk):
    names = ("take_back", "remark", "reopen", "sign", "stamp", "end", "difference", "scan_add")
    assert {stranger_client.get(at(talk, name)).status_code for name in names} <= {403, 404}
    assert {clerk_client.get(at(talk, name)).status_code for name in names} == {403}
