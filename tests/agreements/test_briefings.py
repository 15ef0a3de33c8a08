from datetime import date

import pytest
from django.urls import reverse

from agreements import briefings
from agreements.models import Briefing
from municipalities.roles import Role
from reports.models import Kind, Paper
from tests.factories.agreements import AT
from tests.reports.reading import squeezed, text_of


FACTS = {
    "date": date(2026, 11, 2), "topic": "Inpres 2/2021", "place": "Aula", "speaker": "Kepala cabang",
    "minutes": "Siapa yang didaftarkan\nBerapa iurannya", "source": "Daftar hadir",
}  # fmt: skip
TYPED = FACTS | {"date": "2026-11-02", "rows": "6", "office_1": "Dinas Pendidikan", "people_1": "6",
                 "office_2": "Forum RT", "people_2": "27"}  # fmt: skip


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def city(world):
    with world.acting(world.operator):
        yield world.bengkulu


def write(city, world, *, by=None, attendance=(("Dinas Pendidikan", 6),), **facts):
    return briefings.write(
        municipality=city, facts=FACTS | facts, attendance=[*attendance], by=by or world.operator, at=AT
    )


def correct(briefing, world, *, by=None, attendance=(("Dinas Pendidikan", 6),), **facts):
    return briefings.correct(
        briefing=briefing, facts=FACTS | facts, attendance=[*attendance], by=by or world.operator, at=AT
    )


def test_an_office_that_is_a_unit_points_at_it(world, city):
    briefing = write(city, world, attendance=[("dinas pendidikan", 6), ("Forum RT", 27)])
    assert {came.office: came.unit for came in briefing.attendance.all()} == {
        "dinas pendidikan": city.office, "Forum RT": None,
    }  # fmt: skip


def test_written_twice_it_stands_once(world, city):
    assert write(city, world) == write(city, world)


def test_what_lies_ahead_has_not_been_attended(world, city):
    with pytest.raises(briefings.NotYet):
        write(city, world, date=date(2026, 12, 24))


def test_an_office_stands_in_the_list_once(world, city):
    with pytest.raises(briefings.OfficeTwice, match="dinas"):
        write(city, world, attendance=[("dinas", 1), ("Dinas", 2)])


def test_its_writer_puts_it_right(world, city):
    briefing = correct(write(city, world), world, attendance=[("Forum RT", 30)], topic="Permenaker 1/2025")
    assert briefing.topic == "Permenaker 1/2025"
    assert briefings.attended(briefing) == {"Forum RT": 30}


def test_nobody_else_puts_it_right(world, city):
    with pytest.raises(briefings.NotYourBriefing):
        correct(write(city, world), world, by=world.approver)


def page_of(client, url):
    return squeezed(client.get(url).content.decode())


def test_a_briefing_is_typed_shown_and_printed(operator_client, world):
    answer = operator_client.post(reverse("briefing_new"), TYPED, follow=True)
    said = squeezed(answer.content.decode())
    assert squeezed("Senin, 2 November 2026") in said
    with world.acting(world.operator):
        briefing = Briefing.objects.get()
    assert squeezed("33 orang dari 2 kantor") in page_of(operator_client, reverse("briefing_list"))
    paper = operator_client.post(reverse("briefing_paper", args=[briefing.public_id]), follow=True)
    printed = squeezed(text_of(b"".join(paper.streaming_content)))
    assert all(squeezed(words) in printed for words in ("33 orang dari 2 kantor", "Berapa iurannya", "Forum RT"))
    with world.acting(world.operator):
        assert Paper.objects.get().kind == Kind.BRIEFING


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"date": "2026-02-30"}, "30 Februari 2026 tidak ada"),
        ({"topic": "{{ rahasia }}"}, "padahal catatan sosialisasi hanya memuat tulisan biasa"),
        ({"people_1": ""}, "Berapa orang yang hadir"),
        ({"office_1": ""}, "Dari kantor mana?"),
        ({"people_1": "-3"}, "paling kecil 1"),
        ({"office_2": "Dinas Pendidikan"}, "tertulis dua kali"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(operator_client, wrong, sentence):
    answer = operator_client.post(reverse("briefing_new"), TYPED | wrong)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in said
    assert "Siapa yang didaftarkan" in said


def test_more_rows_are_given_and_nothing_typed_is_lost(operator_client, world):
    said = operator_client.post(reverse("briefing_new"), TYPED | {"more": "1"}).content.decode()
    assert 'name="office_7"' in said
    assert "Forum RT" in said
    with world.acting(world.operator):
        assert not Briefing.objects.exists()


def test_the_branch_writes_down_what_it_held_in_one_of_its_cities(officer_client, world):
    sent = TYPED | {"city": world.bengkulu.public_id}
    officer_client.post(reverse("briefing_new"), sent)
    with world.acting(world.officer, Role.OFFICER):
        assert Briefing.objects.get().written_by == world.officer


def test_a_stranger_sees_none_of_it(stranger_client, world, city):
    briefing = write(city, world)
    for name in ("briefing_detail", "briefing_correct"):
        assert stranger_client.get(reverse(name, args=[briefing.public_id])).status_code == 404
    assert stranger_client.post(reverse("briefing_paper", args=[briefing.public_id])).status_code == 404


def test_somebody_else_is_led_back_from_the_form(operator_client, world, city):
    with world.acting(world.officer, Role.OFFICER):
        briefing = write(city, world, by=world.officer)
    answer = operator_client.get(reverse("briefing_correct", args=[briefing.public_id]), follow=True)
    assert "ditulis orang lain" in answer.content.decode()
