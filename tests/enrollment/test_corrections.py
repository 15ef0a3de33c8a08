"""A person asks that something about them is put right: a clock of 3 x 24 hours, an answer, and what stood before."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from enrollment import corrections
from enrollment.models import CorrectionRequest, Worker
from municipalities.models import AuditEvent, Unit
from municipalities.roles import Role
from tests.factories.enrollment import make_correction, make_enrollment, make_worker
from tests.factories.municipalities import make_user
from tests.safety.attack import administrator


NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
NIK = "1771014108859001"


@pytest.fixture
def siti(world):
    with administrator():
        worker = make_worker(world.bengkulu, "Siti Aminah", nik=NIK)
        make_enrollment(world.bengkulu, worker)
    return worker


def asked(world, worker, field="name", right="Siti Aminah Zahra", at=NOW):
    return make_correction(worker, field=field, right=right, asked_by="Siti", by=world.operator, at=at)


@pytest.mark.parametrize(
    ("field", "right", "stored"),
    [("name", "Siti Aminah Zahra, S.Pd.", "Siti Aminah Zahra, S.Pd."), ("birth_date", "02-08-1985", "1985-08-02"),
     ("sex", "L", "L"), ("phone", "+62 812 3456 7890", "081234567890"),
     ("nik", "1771 0141 0885 9002", "1771014108859002")],
)  # fmt: skip
def test_an_accepted_request_writes_what_is_right(world, siti, field, right, stored):
    with world.acting(world.operator):
        request = corrections.accept(request=asked(world, siti, field, right), by=world.approver, at=NOW)
        worker = Worker.objects.get(pk=siti.pk)
    assert (request.status, str(getattr(worker, field))) == ("ACCEPTED", stored)


def test_a_new_name_is_found_by_search(world, siti):
    with world.acting(world.operator):
        corrections.accept(request=asked(world, siti, right="Zahra Lestari, S.Pd."), by=world.approver, at=NOW)
        assert list(Worker.objects.called("zahra")) == [siti]
        assert list(Worker.objects.called("siti")) == []


def test_a_refused_request_leaves_it_and_says_why(world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
        with pytest.raises(corrections.ReasonMissing):
            corrections.refuse(request=request, by=world.approver, at=NOW, reason=" ")
        corrections.refuse(request=request, by=world.approver, at=NOW, reason="KTP memuat nama yang sama")
        assert Worker.objects.get(pk=siti.pk).name == "Siti Aminah"
        assert (request.status, request.reason) == ("REFUSED", "KTP memuat nama yang sama")


def test_a_request_is_answered_once(world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
        corrections.accept(request=request, by=world.approver, at=NOW)
        with pytest.raises(corrections.AlreadyAnswered):
            corrections.refuse(request=request, by=world.approver, at=NOW, reason="x")
        assert [event.after for event in request.events.all()] == ["OPEN", "ACCEPTED"]


@pytest.mark.parametrize("answer", [corrections.accept, lambda **given: corrections.refuse(reason="x", **given)])
def test_whoever_recorded_a_request_does_not_answer_it(world, siti, answer):
    with world.acting(world.operator):
        request = asked(world, siti)
        with pytest.raises(corrections.OwnRequest, match="orang lain yang menjawabnya"):
            answer(request=request, by=world.operator, at=NOW)
        request.refresh_from_db()
        assert (request.status, Worker.objects.get(pk=siti.pk).name) == ("OPEN", "Siti Aminah")


def test_the_service_user_answers_nothing(world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
    with world.acting(world.system, "SYSTEM"), pytest.raises(corrections.OwnRequest, match="bukan oleh sistem"):
        corrections.accept(request=request, by=world.system, at=NOW)


def test_the_database_takes_no_answer_of_whoever_recorded_it(world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
        with pytest.raises(IntegrityError, match="who_answers_a_correction_did_not_record_it"):
            CorrectionRequest.objects.filter(pk=request.pk).update(
                status="ACCEPTED", decided_by=world.operator, decided_at=NOW
            )


def test_whoever_recorded_it_reads_who_answers(operator_client, world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
    page = page_of(operator_client, request).content.decode()
    assert ("operator lain atau penyetuju" in page, "Perbaiki datanya" in page) == (True, False)
    url = reverse("correction_answer", args=[request.public_id])
    page = operator_client.post(url, {"decision": "accept"}, follow=True).content.decode()
    assert "orang lain yang menjawabnya" in page
    assert "Siti Aminah Zahra" not in operator_client.get(siti.get_absolute_url()).content.decode()


def test_the_approver_of_a_city_with_one_operator_answers(visit, world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
    approver = visit(world.approver)
    assert "1 permintaan perbaikan data" in approver.get("/").content.decode()
    assert "Perbaiki datanya" in page_of(approver, request).content.decode()
    approver.post(reverse("correction_answer", args=[request.public_id]), {"decision": "accept"})
    with world.acting(world.operator):
        assert Worker.objects.get(pk=siti.pk).name == "Siti Aminah Zahra"


def test_the_same_is_asked_once_at_a_time(world, siti):
    with world.acting(world.operator):
        asked(world, siti)
        with pytest.raises(corrections.AlreadyAsked):
            asked(world, siti, right="Siti Zahra")
        assert asked(world, siti, "phone", "081234567890").number == 2


@pytest.mark.parametrize(("field", "right"), [
    ("birth_date", "31-02-1985"), ("nik", "123"), ("sex", "?"), ("name", "12345"), ("name", "Siti Aminah"),
    ("phone", "x"),
])  # fmt: skip
def test_what_cannot_stand_there_or_does_already_is_no_request(world, siti, field, right):
    with world.acting(world.operator), pytest.raises(corrections.NotAsItShouldBe):
        asked(world, siti, field, right)


def test_a_nik_of_somebody_else_is_not_given_away(world, siti):
    with administrator():
        make_worker(world.bengkulu, "Budi", nik="1771020208859002")
    with world.acting(world.operator):
        request = asked(world, siti, "nik", "1771020208859002")
        with pytest.raises(corrections.NikTaken):
            corrections.accept(request=request, by=world.approver, at=NOW)
        request.refresh_from_db()
        assert (request.status, Worker.objects.get(pk=siti.pk).nik) == ("OPEN", NIK)


def test_it_is_late_after_three_times_twenty_four_hours(world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
        last = NOW + timedelta(hours=72)
        assert [request.is_late(at) for at in (last, last + timedelta(seconds=1))] == [False, True]
        assert [CorrectionRequest.objects.late(at).count() for at in (last, last + timedelta(seconds=1))] == [0, 1]


def test_a_refusal_without_a_reason_is_impossible_in_the_database_too(world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
        with pytest.raises(IntegrityError, match="a_refused_correction_has_a_reason"):
            CorrectionRequest.objects.filter(pk=request.pk).update(
                status="REFUSED", decided_by=world.approver, decided_at=NOW
            )


@pytest.mark.parametrize(
    ("field", "right", "raw", "kept"),
    [("nik", "1771014108859002", "1771014108859002", {"nik": ["1771 •••• •••• 9001", "1771 •••• •••• 9002"]}),
     ("name", "Sita Amalia", "Sita Amalia", {"worker": ["S. A.", "S. A."]}),
     ("birth_date", "02-08-1985", "1985-08-02", {"birth_date": ["••••", "••••"]}),
     ("sex", "L", "'L'", {"sex": ["••••", "••••"]}),
     ("phone", "081234567890", "081234567890", {"phone": ["", "•••• 7890"]})],
)  # fmt: skip
def test_the_trail_says_what_was_changed_and_keeps_no_value(world, siti, field, right, raw, kept):
    with world.acting(world.operator):
        corrections.accept(request=asked(world, siti, field, right), by=world.approver, at=NOW)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(object_type="enrollment.worker", action="worker.corrected")
    assert event.object_id == str(siti.pk)
    assert raw not in f"{event.changes} {event.detail} {event.label}"
    assert event.changes == kept


def test_clerks_of_two_units_count_on(world, siti):
    with administrator():
        other_school = Unit.objects.create(
            municipality=world.bengkulu, code="102", name="SDN 2", kind=Unit.Kind.SCHOOL, parent=world.bengkulu.office
        )
        other_clerk = make_user("clerk-2", Role.CLERK, world.bengkulu, unit=other_school)
        make_enrollment(world.bengkulu, siti, unit=other_school, category=world.bengkulu.cadre)
    given = {"worker": siti, "right": "Siti Aminah Zahra", "asked_by": "Siti", "evidence": "KTP", "at": NOW}
    with world.acting(world.clerk, Role.CLERK):
        first = corrections.ask(unit=world.bengkulu.school, field="name", by=world.clerk, **given)
    with world.acting(other_clerk, Role.CLERK):
        with pytest.raises(corrections.AlreadyAsked):
            corrections.ask(unit=other_school, field="name", by=other_clerk, **given)
        second = corrections.ask(unit=other_school, field="phone", by=other_clerk, **given | {"right": "081234567890"})
    assert [first.number, second.number] == [1, 2]


# Pages


def page_of(client, request):
    return client.get(request.get_absolute_url())


def test_from_the_persons_page_to_the_answer(operator_client, visit, world, siti):
    person = operator_client.get(siti.get_absolute_url()).content.decode()
    url = reverse("correction_new", args=[siti.public_id])
    assert url in person
    given = {"field": "name", "right": "Siti Zahra", "asked_by": "Siti sendiri", "evidence": "KTP"}
    page = operator_client.post(url, given, follow=True)
    assert "Perbaikan nama" in page.content.decode()
    assert "sisa 7" in page.content.decode()
    request = page.redirect_chain[-1][0]
    answer = visit(world.approver).post(f"{request}jawab/", {"decision": "accept"}, follow=True).content.decode()
    assert "Diperbaiki" in answer
    assert "Siti Zahra" in operator_client.get(siti.get_absolute_url()).content.decode()


def test_a_value_that_cannot_be_is_told_in_the_form(operator_client, siti):
    given = {"field": "birth_date", "right": "31-02-1985", "asked_by": "Siti", "evidence": "KTP"}
    answer = operator_client.post(reverse("correction_new", args=[siti.public_id]), given)
    assert (answer.status_code, bool(answer.context["form"].errors["right"])) == (422, True)


def test_a_refusal_on_the_page_needs_its_reason(visit, world, siti):
    approver = visit(world.approver)
    with world.acting(world.operator):
        request = asked(world, siti)
    url = reverse("correction_answer", args=[request.public_id])
    assert approver.post(url, {"decision": "refuse"}).status_code == 422
    assert approver.post(url, {"decision": "perhaps"}).status_code == 422
    approver.post(url, {"decision": "refuse", "reason": "Bukti tidak cocok"})
    assert "Bukti tidak cocok" in page_of(approver, request).content.decode()


def test_whoever_only_reads_sees_a_nik_masked(visit, world, siti):
    with world.acting(world.operator):
        request = asked(world, siti, "nik", "1771014108859002")
    assert "1771014108859002" in page_of(visit(world.approver), request).content.decode()
    text = page_of(visit(world.auditor), request).content.decode()
    assert ("1771014108859002" in text, "1771 •••• •••• 9002" in text) == (False, True)


def test_a_clerk_sees_the_requests_of_the_own_unit_and_answers_none(clerk_client, world, siti):
    with administrator():
        other = make_enrollment(world.bengkulu, unit=world.bengkulu.office).worker
    with world.acting(world.operator):
        own = asked(world, siti)
        foreign = asked(world, other, right="Lain Sekali")
    assert page_of(clerk_client, own).status_code == 200
    assert page_of(clerk_client, foreign).status_code == 404
    assert len(clerk_client.get(reverse("correction_list")).context["requests"]) == 1
    answer = clerk_client.post(reverse("correction_answer", args=[own.public_id]), {"decision": "accept"})
    assert answer.status_code == 403


def test_a_stranger_finds_no_request_of_ours(stranger_client, world, siti):
    with world.acting(world.operator):
        request = asked(world, siti)
    assert page_of(stranger_client, request).status_code == 404
    assert stranger_client.get(reverse("correction_list")).context["requests"] == []


def test_the_next_page_keeps_what_the_list_was_narrowed_to(operator_client, world, siti, monkeypatch):
    monkeypatch.setattr("enrollment.views.corrections.A_PAGE", 1)
    with world.acting(world.operator):
        answered = asked(world, siti)
        corrections.refuse(request=answered, by=world.approver, at=NOW, reason="sama")
        first, second = asked(world, siti), asked(world, siti, "phone", "081234567890")
    page = operator_client.get(reverse("correction_list"), {"keadaan": "terbuka"})
    after = operator_client.get(page.context["next_url"])
    numbers = [[each["number"] for each in shown.context["requests"]] for shown in (page, after)]
    assert (numbers, after.context["next_url"]) == ([[second.number], [first.number]], "")


def test_a_request_goes_to_the_unit_where_the_person_works_now(operator_client, world, siti):
    with administrator():
        later = timezone.localdate() + timedelta(days=40)
        make_enrollment(world.bengkulu, siti, unit=world.bengkulu.office, start_date=later)
    given = {"field": "name", "right": "Siti Zahra", "asked_by": "Siti sendiri", "evidence": "KTP"}
    operator_client.post(reverse("correction_new", args=[siti.public_id]), given)
    with world.acting(world.operator):
        assert CorrectionRequest.objects.get().unit == world.bengkulu.school


def test_what_was_not_known_is_called_empty(operator_client, world, siti):
    with administrator():
        Worker.objects.filter(pk=siti.pk).update(sex="")
        siti.refresh_from_db()
    with world.acting(world.operator):
        request = asked(world, siti, "sex", "L")
    assert page_of(operator_client, request).context["wrong"] == "kosong"


def test_the_list_says_what_is_late(operator_client, world, siti):
    with world.acting(world.operator):
        asked(world, siti, at=datetime(2026, 11, 1, tzinfo=UTC))
    text = operator_client.get(reverse("correction_list")).content.decode()
    assert "sudah lewat 3 x 24 jam" in text
    assert "Lewat waktu" in text


def test_the_letter_answers_the_person(operator_client, world, siti, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with world.acting(world.operator):
        request = asked(world, siti)
    url = reverse("correction_letter", args=[request.public_id])
    assert operator_client.post(url)["Location"] == request.get_absolute_url()
    with world.acting(world.operator):
        corrections.accept(request=request, by=world.approver, at=NOW)
    answer = operator_client.post(url, follow=True)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_the_persons_history_tells_what_was_asked_and_what_came_of_it(operator_client, world, siti):
    with world.acting(world.operator):
        request = asked(world, siti, "phone", "081234567890")
    url = reverse("worker_history", args=[siti.public_id])
    assert f"Permintaan perbaikan {request.number} dicatat: nomor HP" in operator_client.get(url).content.decode()
    with world.acting(world.operator):
        corrections.accept(request=request, by=world.approver, at=NOW + timedelta(hours=1))
    page = operator_client.get(url)
    assert page.context["events"][0]["text"] == f"Diperbaiki menurut permintaan {request.number}: nomor HP"
    assert request.get_absolute_url() in page.content.decode()
    assert "081234567890" not in page.content.decode()
