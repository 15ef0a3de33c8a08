"""Many people of the list at once, picked or all that a filter finds: shown first, then done to all or none."""

from datetime import date

import pytest
from django.urls import reverse

from enrollment import bulk
from enrollment.models import Enrollment
from municipalities.models import AuditEvent, Scope
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator
from tests.selections import select, token_in


LIST = reverse("worker_list")
END = {"reason": "RESIGNED", "end_date": "2026-12-31"}


@pytest.fixture
def people(world):
    """Three of the school, one of whom left; one of the office."""
    with administrator():
        city = world.bengkulu
        for name in ("Ani", "Budi"):
            make_enrollment(city, make_worker(city, name))
        make_enrollment(city, make_worker(city, "Citra"), end_date=date(2026, 2, 1), end_reason="RESIGNED")
        make_enrollment(city, make_worker(city, "Dodi"), unit=city.office, category=city.cadre)
        return {worker.name: worker for worker in city.workers.all()}


def pick(client, *workers, act="akhiri"):
    return select(client, act, orang=[str(worker.public_id) for worker in workers])


def ask(client, url, **given):
    """What it would do."""
    return client.post(url, {"pilihan": token_in(url)} | given)


def do(client, url, **given):
    shown = ask(client, url, **given)
    return ask(client, url, mark=shown.context["plan"].mark, **given)


def ended(world):
    with administrator():
        rows = Enrollment.objects.filter(municipality=world.bengkulu, end_date=date(2026, 12, 31))
        return sorted(rows.values_list("worker__name", flat=True))


def test_whoever_is_picked_is_ended_after_it_was_shown(operator_client, people, world):
    url = pick(operator_client, people["Ani"])
    shown = ask(operator_client, url, **END)
    assert (shown.context["plan"].people, ended(world)) == (1, [])
    response = ask(operator_client, url, mark=shown.context["plan"].mark, **END)
    assert (response.status_code, response["Location"], ended(world)) == (302, LIST, ["Ani"])


def test_all_that_a_filter_finds_are_meant_and_no_other(operator_client, people, world):
    url = select(operator_client, "akhiri", semua="1", unit=str(world.bengkulu.school.public_id))
    response = do(operator_client, url, **END)
    assert response.status_code == 302
    assert ended(world) == ["Ani", "Budi"]


def test_all_that_a_search_finds_are_meant_and_no_address_says_who(operator_client, people, world):
    found = operator_client.post(reverse("worker_search"), {"text": "budi"})["Location"]
    url = select(operator_client, "akhiri", semua="1", cari=found.split("cari=")[1])
    assert "udi" not in url
    do(operator_client, url, **END)
    assert ended(world) == ["Budi"]


def test_a_search_that_is_forgotten_means_nobody_and_not_everybody(operator_client, people, world):
    found = operator_client.post(reverse("worker_search"), {"text": "budi"})["Location"]
    url = select(operator_client, "akhiri", semua="1", cari=found.split("cari=")[1])
    session = operator_client.session
    session["searches"] = {}
    session.save()
    assert "Belum ada yang dipilih" in operator_client.get(url).content.decode()
    assert "Belum ada yang dipilih" in ask(operator_client, url, **END).content.decode()


@pytest.mark.parametrize("lost", [{"cari": "forgotten"}, {"unit": "gone"}, {"perlu": "gone"}])
def test_what_means_nothing_any_more_selects_nobody(operator_client, people, lost):
    given = {"tindakan": "akhiri", "semua": "1"} | lost
    response = operator_client.post(reverse("worker_select"), given, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert "Saringan atau pencarian tadi sudah tidak tersimpan" in response.content.decode()


def test_a_selection_holds_in_the_role_in_which_it_was_made(operator_client, people, world):
    url = select(operator_client, "akhiri", semua="1")
    with administrator():
        there = Scope.objects.create(
            user=world.operator, role="OPERATOR", municipality=world.kupang, start_date=date(2020, 1, 1)
        )
    session = operator_client.session
    session["scope"] = there.pk
    session.save()
    assert "Belum ada yang dipilih" in operator_client.get(url).content.decode()


def test_the_token_of_somebody_else_means_nobody(operator_client, clerk_client, people):
    url = select(operator_client, "akhiri", semua="1")
    assert "Belum ada yang dipilih" in clerk_client.get(url).content.decode()


@pytest.mark.parametrize("given", [{"orang": []}, {"tindakan": ""}, {"tindakan": "hapus", "semua": "1"}])
def test_nothing_chosen_leads_back_to_the_list_with_a_word(operator_client, people, given):
    given = {"tindakan": "akhiri", "keadaan": "ACTIVE"} | given
    response = operator_client.post(reverse("worker_select"), given, follow=True)
    assert response.redirect_chain[-1][0] == f"{LIST}?keadaan=ACTIVE"
    assert "Belum" in response.content.decode()


def test_who_is_left_out_is_told_with_the_reason(operator_client, people, world):
    with administrator():
        Enrollment.objects.filter(worker=people["Budi"]).update(claimed=True)
        Enrollment.objects.filter(worker=people["Dodi"]).update(approved_through=date(2027, 1, 1))
    url = select(operator_client, "akhiri", semua="1")
    assert operator_client.get(url).context["not_running"] == 1  # Citra
    plan = ask(operator_client, url, **END).context["plan"]
    assert [(each.why, each.count) for each in plan.left_out] == [
        ("dipakai sebuah klaim; selesaikan klaimnya dulu", 1)
    ]
    assert (
        "Iuran sampai Januari 2027 sudah disetujui dan tidak berubah"
        in ask(operator_client, url, **END).context["more"]
    )
    do(operator_client, url, **END)
    assert ended(world) == ["Ani", "Dodi"]


def test_names_of_those_left_out_are_written_down_as_seen(operator_client, people, world):
    with administrator():
        Enrollment.objects.filter(worker=people["Budi"]).update(claimed=True)
    ask(operator_client, select(operator_client, "akhiri", semua="1"), **END)
    with world.acting(world.auditor, "AUDITOR"):
        assert AuditEvent.objects.filter(action="workers.listed").count() == 1


def test_what_has_changed_since_it_was_shown_is_shown_again(operator_client, people, world):
    url = select(operator_client, "akhiri", semua="1")
    shown = ask(operator_client, url, **END)
    with administrator():
        make_enrollment(world.bengkulu, make_worker(world.bengkulu, "Eka"))
    response = ask(operator_client, url, mark=shown.context["plan"].mark, **END)
    assert (response.status_code, ended(world)) == (422, [])
    assert "Keadaannya berubah" in response.content.decode()
    assert response.context["plan"].people == 4


def test_whoever_clicks_twice_ends_once(operator_client, people, world):
    url = pick(operator_client, people["Ani"])
    shown = ask(operator_client, url, **END)
    answers = [ask(operator_client, url, mark=shown.context["plan"].mark, **END) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 422]


def test_one_line_in_the_trail_says_how_many(operator_client, people, world):
    do(operator_client, select(operator_client, "akhiri", semua="1", keadaan="ACTIVE"), **END)
    with world.acting(world.auditor, "AUDITOR"):
        event = AuditEvent.objects.get(action="enrollment.ended")
    assert (event.by, event.detail["count"], event.detail["day"]) == (world.operator, 3, "2026-12-31")


def test_too_many_at_once_are_refused_in_words(operator_client, people, monkeypatch):
    monkeypatch.setattr("enrollment.bulk.MOST", 2)
    response = ask(operator_client, select(operator_client, "akhiri", semua="1"), **END)
    assert (response.status_code, "terlalu banyak" in response.content.decode()) == (422, True)


@pytest.mark.parametrize(
    "given", [{}, {"reason": "MOVED", "end_date": "2026-12-31"}, {"reason": "DIED", "end_date": "2099-01-01"}]
)
def test_a_form_that_is_not_right_is_shown_again(operator_client, people, given):
    assert ask(operator_client, select(operator_client, "akhiri", semua="1"), **given).status_code == 422


def test_people_go_on_in_another_unit(operator_client, people, world):
    url = pick(operator_client, people["Ani"], people["Budi"], act="pindah")
    office = {"unit": world.bengkulu.office.code, "day": "2026-12-01"}
    assert do(operator_client, url, **office).status_code == 302
    with administrator():
        there = Enrollment.objects.filter(unit=world.bengkulu.office, start_date=date(2026, 12, 1))
        assert sorted(there.values_list("worker__name", flat=True)) == ["Ani", "Budi"]


def test_whoever_is_there_already_is_left_where_they_are(operator_client, people, world):
    url = select(operator_client, "pindah", semua="1")
    plan = ask(operator_client, url, unit=world.bengkulu.office.code, day="2026-12-01").context["plan"]
    assert [(each.why, each.count) for each in plan.left_out] == [("sudah di unit itu", 1)]


def test_people_move_on_the_first_of_a_month_alone(operator_client, people, world):
    url = select(operator_client, "pindah", semua="1")
    response = ask(operator_client, url, unit=world.bengkulu.office.code, day="2026-12-02")
    assert (response.status_code, "tanggal 1" in response.content.decode()) == (422, True)


def test_a_clerk_reaches_the_people_of_the_own_school_alone(clerk_client, people, world):
    url = select(clerk_client, "akhiri", semua="1")
    do(clerk_client, url, **END)
    assert ended(world) == ["Ani", "Budi"]
    url = pick(clerk_client, people["Dodi"])
    assert clerk_client.get(url).context["people"] == 0


def test_a_clerk_moves_nobody_out_of_the_own_unit(clerk_client, people, world):
    url = select(clerk_client, "pindah", semua="1")
    assert ask(clerk_client, url, unit=world.bengkulu.office.code, day="2026-12-01").status_code == 422


def test_whoever_only_reads_is_offered_no_change(approver_client, clerk_client, people):
    assert approver_client.get(LIST).context["acts"] == []
    assert [act["value"] for act in clerk_client.get(LIST).context["acts"]] == ["pindah", "akhiri"]
    assert approver_client.get(reverse("workers_end")).status_code == 403


def test_of_somebody_of_another_city_nothing_is_selected(operator_client, people, world):
    with administrator():
        theirs = make_worker(world.kupang, "Yohanes")
        make_enrollment(world.kupang, theirs)
    assert operator_client.get(pick(operator_client, theirs)).context["people"] == 0


def test_what_is_picked_is_downloaded(operator_client, people):
    url = pick(operator_client, people["Ani"], people["Citra"], act="unduh")
    page = operator_client.get(url)
    assert (page.context["running"], page.context["not_running"]) == (1, 1)
    file = operator_client.post(reverse("worker_export"), {"pilihan": page.context["token"], "kind": "csv"})
    assert [name for name in people if name in file.content.decode()] == ["Ani"]


def test_a_plan_names_each_enrollment_once(world, people):
    with world.acting(world.operator):
        found = Enrollment.objects.filter(municipality=world.bengkulu, is_void=False)
        plan = bulk.plan_end(
            found,
            municipality=world.bengkulu,
            end_date=date(2025, 12, 31),
            reason="RESIGNED",
            today=date(2026, 11, 24),
        )
    assert (plan.ids, [(each.why, each.count) for each in plan.left_out]) == ([], [("baru mulai sesudah hari itu", 4)])
