"""Whom an incident touched: exactly the people whose data was shown, taken along or changed, and nobody besides."""

import io
import json
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from claims import deaths, heirs
from enrollment import corrections
from municipalities import audit
from municipalities.models import AuditEvent
from reports import card_orders, claim_papers, correction_papers, incidents
from tests.factories.enrollment import make_correction, make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.safety.force import by_force
from tests.selections import export


SINCE, UNTIL = "2026-11-24T00:00", "2026-11-25T00:00"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people(world):
    """Names of five people of Bengkulu -> worker, and one of Kupang."""
    with administrator():
        names = ("Ani Suryani", "Budi Santoso", "Citra Dewi", "Dewi Lestari", "Eko Prasetyo")
        found = {name: make_enrollment(world.bengkulu, make_worker(world.bengkulu, name)).worker for name in names}
        make_enrollment(world.kupang, make_worker(world.kupang, "Yohanes Kupang"))
    return found


def asked(world, **narrowed):
    now = timezone.now()
    given = {"since": now - timedelta(hours=1), "until": now + timedelta(hours=1)} | narrowed
    return incidents.Asked(municipality=world.bengkulu, **given)


def touched(world, **narrowed):
    with world.acting(world.auditor, "AUDITOR"):
        return incidents.report(asked(world, **narrowed))


def names(found):
    return [person.name for person in found]


def test_a_seeded_leak_gives_exactly_the_people_and_what_was_seen_of_them(world, visit, people):
    thief = visit(world.operator)
    thief.get(people["Ani Suryani"].get_absolute_url())
    thief.post(reverse("worker_nik", args=[people["Citra Dewi"].public_id]), {"reason": "MATCH"})
    visit(world.approver).get(people["Budi Santoso"].get_absolute_url())
    found = touched(world, user=world.operator)
    assert [(person.name, list(person.actions)) for person in found] == [
        ("Ani Suryani", ["worker.viewed"]), ("Citra Dewi", ["worker.nik_shown"]),
    ]  # fmt: skip
    assert found[1].data == "NIK"


def test_a_page_of_a_list_touches_those_who_stood_on_it(world, visit, people, monkeypatch):
    monkeypatch.setattr("enrollment.directory.PAGE", 2)
    visit(world.operator).get(reverse("worker_list"))
    assert names(touched(world)) == ["Ani Suryani", "Budi Santoso"]


def test_a_search_touches_those_who_were_found(world, visit, people):
    visit(world.operator).post(reverse("worker_search"), {"text": "dewi"}, follow=True)
    assert names(touched(world)) == ["Citra Dewi", "Dewi Lestari"]


def test_a_download_touches_everybody_in_it(world, visit, people):
    export(visit(world.operator))
    found = touched(world, action="workers.exported")
    assert names(found) == sorted(people)
    assert found[0].data.startswith("NIK")


def test_a_claim_touches_the_dead_and_the_heirs(world, visit, people):
    with administrator():
        claim = deaths.register(
            worker=people["Eko Prasetyo"], death_date=date(2026, 6, 1), cause="NATURAL", told_by="Keluarga",
            by=world.approver, at=timezone.now(),
        )  # fmt: skip
        heirs.add(claim=claim, name="Rina Waris", relation="WIDOW", by=world.approver, at=timezone.now())
    visit(world.operator).get(claim.get_absolute_url())
    found = touched(world, user=world.operator)
    assert [(person.kind, person.name) for person in found] == [("WORKER", "Eko Prasetyo"), ("HEIR", "Rina Waris")]


def open_paper(client, paper):
    answer = client.get(reverse("paper_download", args=[paper.public_id]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def ask_for_a_phone(world, worker):
    with administrator():
        return make_correction(worker, by=world.clerk)


def test_the_list_of_corrections_touches_those_who_stood_on_it(world, visit, people):
    ask_for_a_phone(world, people["Dewi Lestari"])
    visit(world.operator).get(reverse("correction_list"))
    assert names(touched(world, user=world.operator)) == ["Dewi Lestari"]


def test_the_letter_of_a_correction_touches_whom_it_is_about(world, visit, people):
    request = ask_for_a_phone(world, people["Dewi Lestari"])
    with administrator():
        corrections.accept(request=request, by=world.approver, at=timezone.now())
        paper = correction_papers.print_answer(request=request, by=world.approver, at=timezone.now())
    open_paper(visit(world.operator), paper)
    assert names(touched(world, user=world.operator)) == ["Dewi Lestari"]


def test_a_sheet_of_cards_touches_those_who_have_one_whoever_prints_or_opens_it(world, visit, people):
    with administrator():
        people["Citra Dewi"].enrollments.update(kpj="12345678901")
        paper = card_orders.print_at_once(municipality=world.bengkulu, by=world.approver, at=timezone.now()).paper
    assert names(touched(world, user=world.approver)) == ["Citra Dewi"]
    open_paper(visit(world.operator), paper)
    assert names(touched(world, user=world.operator)) == ["Citra Dewi"]


def test_the_pack_of_a_claim_touches_the_dead_and_the_heirs_on_it(world, visit, people):
    with administrator():
        claim = deaths.register(
            worker=people["Eko Prasetyo"], death_date=date(2026, 6, 1), cause="NATURAL", told_by="Keluarga",
            by=world.approver, at=timezone.now(),
        )  # fmt: skip
        heirs.add(claim=claim, name="Rina Waris", relation="WIDOW", by=world.approver, at=timezone.now())
        paper = claim_papers.print_pack(claim=claim, by=world.approver, at=timezone.now())
    open_paper(visit(world.operator), paper)
    assert names(touched(world, user=world.operator)) == ["Eko Prasetyo", "Rina Waris"]


def test_what_was_before_after_elsewhere_and_in_another_city_stays_out(world, visit, stranger_client, people):
    visit(world.operator).get(people["Ani Suryani"].get_absolute_url())
    stranger_client.get(reverse("worker_list"))
    now = timezone.now()
    later = {"since": now + timedelta(minutes=1), "until": now + timedelta(hours=1)}
    assert touched(world, **later) == []
    assert touched(world, address="somewhere else") == []
    assert names(touched(world)) == ["Ani Suryani"]


def test_the_days_are_those_of_the_city(world, people):
    with world.acting(world.operator):
        audit.record("worker.viewed", of=people["Ani Suryani"], by=world.operator, at=timezone.now())
    with administrator(), by_force() as cursor:
        cursor.execute("UPDATE municipalities_auditevent SET recorded_at = '2026-11-24 18:30+00'")
    (person,) = touched(world, since=datetime(2026, 11, 24, tzinfo=UTC), until=datetime(2026, 11, 25, tzinfo=UTC))
    assert (person.first, person.last) == (date(2026, 11, 25), date(2026, 11, 25))


def test_an_end_before_the_beginning_is_refused(world):
    now = timezone.now()
    with pytest.raises(incidents.BackToFront):
        touched(world, since=now, until=now)


# The page and the command


def given(**more):
    now = timezone.localtime()
    moments = {"since": now - timedelta(hours=1), "until": now + timedelta(hours=1)}
    return {name: f"{moment:%Y-%m-%dT%H:%M}" for name, moment in moments.items()} | more


def test_an_auditor_sees_who_and_what_was_looked_up_is_in_the_trail(world, visit, people):
    visit(world.operator).get(people["Ani Suryani"].get_absolute_url())
    page = visit(world.auditor).post(reverse("incident"), given(user="operator"))
    text = page.content.decode()
    assert ("Ani Suryani" in text, "Budi Santoso" in text, people["Ani Suryani"].nik in text) == (True, False, False)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="incident.reported")
        assert event.detail["count"] == 1


@pytest.fixture
def leaf(world, visit, people, monkeypatch):
    """Opens a page of a long answer, two people to a page."""
    monkeypatch.setattr("reports.views.incident_pages.PAGE", 2)
    visit(world.operator).get(reverse("worker_list"))
    auditor = visit(world.auditor)
    return lambda number: auditor.post(reverse("incident"), given(user="operator", halaman=number))


@pytest.mark.parametrize(
    ("number", "names"),
    [
        (1, ["Ani Suryani", "Budi Santoso"]),
        (3, ["Eko Prasetyo"]),
        (9, ["Eko Prasetyo"]),
        ("x", ["Ani Suryani", "Budi Santoso"]),
    ],
)
def test_a_long_answer_is_turned_over_like_a_book(leaf, number, names):
    assert [row["name"] for row in leaf(number).context["rows"]] == names


def test_only_those_on_the_page_were_seen(world, leaf, people):
    leaf(3)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="incident.reported")
    last = people["Eko Prasetyo"].pk
    assert event.detail["people"] == f"{{[{last},{last}]}}"


def test_the_next_page_asks_the_same_again_and_in_no_address(leaf):
    text = leaf(1).content.decode()
    assert '<input type="hidden" name="user" value="operator">' in text
    assert 'name="halaman" value="2">Berikutnya' in " ".join(text.split())


def test_the_acts_to_choose_from_are_told_apart(world, visit):
    form = visit(world.auditor).get(reverse("incident")).context["form"]
    labels = [label for _value, label in form.fields["action"].choices]
    assert len(labels) == len({*labels}) > 10
    assert [label for label in labels if not label or label[-1] in ":,{}(" or "{" in label] == []


def test_an_admin_learns_how_many_and_no_name(world, visit, people):
    visit(world.operator).get(people["Ani Suryani"].get_absolute_url())
    page = visit(world.admin).post(reverse("incident"), given(file="xlsx"))
    assert page.context["people"] == 1
    assert "Ani Suryani" not in page.content.decode()


def test_the_list_is_a_workbook_without_whole_niks(world, visit, people):
    visit(world.operator).get(people["Ani Suryani"].get_absolute_url())
    answer = visit(world.auditor).post(reverse("incident"), given(file="xlsx"))
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[1][:3] == ("pekerja", "Ani Suryani", f"1771 •••• •••• {people['Ani Suryani'].nik[-4:]}")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "wrong", [{"since": ""}, {"user": "nobody"}, {"action": "drop"}, {"until": "2020-01-01T00:00"}]
)
def test_a_question_that_makes_no_sense_is_told_in_the_form(world, visit, wrong):
    answer = visit(world.auditor).post(reverse("incident"), given(**wrong))
    assert (answer.status_code, bool(answer.context["form"].errors)) == (422, True)


def test_the_notice_is_printed(world, visit):
    said = {"happened": "Akun dipakai orang lain.", "remedy": "Akun ditutup."}
    answer = visit(world.auditor).post(reverse("incident_letter"), said)
    assert (answer.content[:4], answer["Cache-Control"]) == (b"%PDF", "no-store")


def test_whoever_does_not_read_the_trail_is_refused(world, visit, clerk_client, officer_client):
    for client in (visit(world.operator), visit(world.mayor), clerk_client, officer_client):
        assert client.post(reverse("incident"), given()).status_code == 403


def test_the_command_writes_the_list_and_counts(world, visit, people, tmp_path, capsys):
    visit(world.operator).get(people["Ani Suryani"].get_absolute_url())
    out = tmp_path / "list.csv"
    call_command(
        "breach_report", "--municipality", "17.71", "--since", given()["since"], "--until", given()["until"],
        "--user", "operator", "--out", str(out), "--json",
    )  # fmt: skip
    answer = json.loads(capsys.readouterr().out)
    assert (answer["people"], answer["workers"], answer["heirs"]) == (1, 1, 0)
    assert "Ani Suryani" in out.read_text()


def test_the_command_refuses_a_user_that_is_not_there(world):
    with pytest.raises(CommandError):
        call_command(
            "breach_report", "--municipality", "17.71", "--since", SINCE, "--until", UNTIL, "--user", "nobody"
        )
