"""A circular on its pages: what each role may do there, the day asked for, the letters, and who is shut out."""

import re
from datetime import date

import pytest
from django.urls import reverse

from agreements import circulars
from agreements.models import CircularReminder
from enrollment.models import PopulationFigure
from municipalities.city import officials
from municipalities.models import Office, Official
from municipalities.roles import Role
from reports.models import Kind, Paper
from reports.papers.circular_reminder import head_of
from tests.factories.agreements import AT, issued, make_circular
from tests.factories.enrollment import make_enrollment
from tests.reports.reading import squeezed, text_of


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft(world):
    with world.acting(world.operator):
        return make_circular(world.bengkulu, drafted_by=world.operator, number="")


@pytest.fixture
def circular(world):
    with world.acting(world.operator):
        return issued(make_circular(world.bengkulu, drafted_by=world.operator), by=world.approver)


@pytest.fixture
def submitted(world, draft):
    with world.acting(world.operator):
        return circulars.submit(circular=draft, by=world.operator, at=AT)


def at(circular, name="circular_detail"):
    return reverse(name, args=[circular.public_id])


def shown(client, circular, query=""):
    return squeezed(client.get(at(circular) + query).content.decode())


def buttons(client, circular):
    page = client.get(at(circular)).content.decode()
    words = ("Ajukan untuk", "Ubah konsep", "Hapus konsep", "Tarik kembali", "Kembalikan kepada", "Buat pengganti",
             "Cabut", "surat pengingat", "Ya, terbitkan")  # fmt: skip
    return {word for word in words if word in page}


def test_the_writer_hands_in_changes_or_throws_away(operator_client, draft):
    assert buttons(operator_client, draft) == {"Ajukan untuk", "Ubah konsep", "Hapus konsep"}


def test_what_waits_is_issued_or_given_back_by_another(operator_client, approver_client, submitted):
    assert buttons(approver_client, submitted) == {"Kembalikan kepada", "Ya, terbitkan"}
    assert buttons(operator_client, submitted) == {"Tarik kembali"}


def test_what_holds_is_replaced_or_withdrawn(operator_client, approver_client, circular):
    assert buttons(operator_client, circular) == {"Buat pengganti", "surat pengingat"}
    assert buttons(approver_client, circular) == {"Cabut"}


def test_whoever_issues_finds_it_on_the_first_page(approver_client, submitted):
    assert squeezed("1 surat edaran menunggu diterbitkan") in squeezed(
        approver_client.get(reverse("home")).content.decode()
    )


def test_it_comes_back_with_the_reason(operator_client, approver_client, submitted):
    approver_client.post(at(submitted, "circular_give_back"), {"note": "Tanggalnya hari libur."})
    assert squeezed("Tanggalnya hari libur.") in shown(operator_client, submitted)


def test_a_draft_says_what_it_lacks(operator_client, world):
    with world.acting(world.operator):
        bare = make_circular(world.bengkulu, drafted_by=world.operator, points="", units=[])
    assert squeezed("Belum ada: isi, perangkat daerah yang dituju") in shown(operator_client, bare)


def test_a_draft_prints_with_room_for_its_number_and_is_not_kept(operator_client, world, draft):
    answer = operator_client.post(at(draft, "circular_paper"))
    assert squeezed("RANCANGAN") in squeezed(text_of(answer.content))
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_what_was_handed_in_is_not_kept_either(operator_client, world, submitted):
    operator_client.post(at(submitted, "circular_paper"))
    with world.acting(world.operator):
        assert not Paper.objects.exists()


def test_compliance_is_asked_as_of_a_day(operator_client, world, circular):
    with world.acting(world.operator):
        make_enrollment(world.bengkulu, start_date=date(2026, 5, 1))
    assert squeezed("0 dari 1 unit") in shown(operator_client, circular, "?per=2026-04-30")
    after = shown(operator_client, circular, "?per=2026-05-01")
    assert squeezed("1 dari 1 unit") in after
    assert squeezed("pertama sesudah surat 1-5-2026") in after


@pytest.mark.parametrize("day", ["2026-02-30", "2020-01-01", "2099-01-01", "x"])
def test_a_day_that_is_none_is_said(operator_client, circular, day):
    answer = operator_client.get(f"{at(circular)}?per={day}")
    assert answer.status_code == 422
    assert 'id="per-salah"' in answer.content.decode()


def test_the_list_of_who_followed_is_printed_as_of_the_day(operator_client, world, circular):
    answer = operator_client.post(at(circular, "circular_compliance_paper") + "?per=2026-05-01", follow=True)
    printed = squeezed(text_of(b"".join(answer.streaming_content)))
    assert squeezed("keadaan Jumat, 1 Mei 2026") in printed
    assert squeezed("0 dari 1 unit") in printed
    with world.acting(world.operator):
        assert Paper.objects.get().kind == Kind.CIRCULAR_COMPLIANCE


def remind(client, world, circular, **given):
    sent = {"date": "2026-06-01", "due_date": "2026-06-15", "signer_title": "Sekretaris Daerah",
            "units": [world.bengkulu.office.public_id]} | given  # fmt: skip
    return client.post(at(circular, "circular_remind"), sent)


def test_one_office_gets_one_letter_with_what_was_counted_on_its_day(operator_client, world, circular):
    with world.acting(world.operator):
        make_enrollment(world.bengkulu, unit=world.bengkulu.office, start_date=date(2026, 5, 1))
        make_enrollment(world.bengkulu, unit=world.bengkulu.office, start_date=date(2026, 7, 1))
        PopulationFigure.objects.create(
            municipality=world.bengkulu, unit=world.bengkulu.office, category=world.bengkulu.gtt, figure=9,
            as_of=date(2026, 1, 1), source="S", is_reference=True,
        )  # fmt: skip
    assert remind(operator_client, world, circular).status_code == 302
    with world.acting(world.operator):
        reminder, paper = CircularReminder.objects.get(), Paper.objects.get()
    assert (reminder.enrolled, reminder.population) == (1, 9)
    file = operator_client.get(reverse("paper_download", args=[paper.public_id]))
    printed = squeezed(text_of(b"".join(file.streaming_content)))
    wanted = (
        *("Yth. Kepala Dinas Pendidikan", "baru terdaftar 1 orang dari 9", "8 orang belum terlindungi"),
        *("paling lambat Senin, 15 Juni 2026", reminder.number),
    )
    assert all(squeezed(words) in printed for words in wanted)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"units": []}, "Belum ada yang dipilih"),
        ({"date": "2026-01-01"}, "bertanggal pada atau sesudah 02-03-2026"),
        ({"date": "2099-01-01", "due_date": "2099-02-01"}, "belum tiba"),
        ({"due_date": "2026-06-01"}, "batas waktunya sesudah"),
        ({"signer_title": ""}, "Belum dipilih. Pilih pejabat"),
        ({"signer_title": "<i>Sekda</i>"}, "padahal surat pengingat hanya memuat tulisan biasa"),
    ],
)
def test_what_is_wrong_with_a_reminder_is_said(operator_client, world, circular, wrong, sentence):
    answer = remind(operator_client, world, circular, **wrong)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_an_office_is_reminded_once_a_day(operator_client, world, circular):
    remind(operator_client, world, circular)
    again = remind(operator_client, world, circular)
    assert "Sudah ada surat pengingat bertanggal sama untuk Dinas Pendidikan" in again.content.decode()


def test_whoever_has_done_everything_is_not_on_the_list(operator_client, world, circular):
    with world.acting(world.operator):
        make_enrollment(world.bengkulu, unit=world.bengkulu.office, start_date=date(2026, 5, 1))
        PopulationFigure.objects.create(
            municipality=world.bengkulu, unit=world.bengkulu.office, category=world.bengkulu.gtt, figure=1,
            as_of=date(2026, 1, 1), source="S", is_reference=True,
        )  # fmt: skip
    page = operator_client.get(at(circular, "circular_remind")).content.decode()
    assert "Semua sudah melaksanakan" in page


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        ("Kecamatan Serang", "Camat Serang"),
        ("Kelurahan Kaligandu", "Lurah Kaligandu"),
        ("Sekretariat Daerah", "Sekretaris Daerah"),
        ("Inspektorat", "Inspektur"),
        ("Dinas Kesehatan", "Kepala Dinas Kesehatan"),
    ],
)
def test_a_letter_goes_to_the_head_of_the_unit(unit, head):
    assert head_of(unit) == head


@pytest.fixture
def official(world):
    with world.acting(world.admin, Role.ADMIN):
        office = officials.add_office(
            municipality=world.bengkulu, name="Wali Kota Bengkulu", duty=Office.Duty.HEAD, reason="R",
            by=world.admin, at=AT,
        )  # fmt: skip
        return Official.objects.create(
            municipality=world.bengkulu, office=office, name="Dr. Contoh", nip="197001011995031001",
            start_date=date(2026, 1, 1), end_date=date(2026, 10, 31),
        )  # fmt: skip


def typed(client, world, **given):
    page = client.get(reverse("circular_new")).content.decode()
    city = world.bengkulu
    return {
        "idempotency_key": re.search(r'name="idempotency_key" value="([^"]+)"', page)[1], "title": "Pendaftaran",
        "date": "2026-10-01", "addressees": "Kepala dinas", "units": [city.office.public_id],
        "categories": [city.gtt.public_id], "purpose": "Agar terlindungi.", "points": "Daftarkan.",
    } | given  # fmt: skip


def test_the_signer_is_an_official_in_office_on_the_day(operator_client, world, official):
    wrong = operator_client.post(
        reverse("circular_new"), typed(operator_client, world, signer=official.public_id, date="2026-11-02")
    )
    assert "Dr. Contoh tidak menjabat Wali Kota Bengkulu pada 2 November 2026" in wrong.content.decode()
    right = operator_client.post(
        reverse("circular_new"), typed(operator_client, world, signer=official.public_id), follow=True
    ).content.decode()
    assert "Dr. Contoh" in right
    assert "197001011995031001" not in right  # the head of a region signs without it


@pytest.mark.parametrize("field", ["title", "addressees", "purpose", "points", "closing", "copies"])
@pytest.mark.parametrize("sign", ["<b>", "{{", "{%", "</p>"])
def test_no_field_takes_markup_or_template_code(operator_client, world, field, sign):
    answer = operator_client.post(
        reverse("circular_new"), typed(operator_client, world, **{field: f"Teks {sign} ini"})
    )
    assert answer.status_code == 422
    assert "padahal surat edaran hanya memuat tulisan biasa" in answer.content.decode()


def test_fewer_than_is_no_markup(operator_client, world):
    sent = typed(operator_client, world, purpose="Bagi unit dengan < 5 orang.", signer_title="Wali Kota")
    assert operator_client.post(reverse("circular_new"), sent).status_code == 302


def test_a_new_basis_goes_on_the_list_and_is_cited_last(operator_client, world):
    sent = typed(operator_client, world, signer_title="Wali Kota", basis_code="Perwal 12/2026", basis_title="Perwal X")
    page = operator_client.post(reverse("circular_new"), sent, follow=True).content.decode()
    assert "Perwal X" in page
    with world.acting(world.operator):
        assert world.bengkulu.legal_bases.get().code == "Perwal 12/2026"


def test_a_hidden_draft_betrays_nothing(operator_client, officer_client, stranger_client, draft, circular):
    for client in (officer_client, stranger_client):
        assert client.get(at(draft)).status_code == 404
        assert draft.title not in client.get(reverse("circular_list") + "?keadaan=DRAFT").content.decode()
    assert operator_client.get(at(draft)).status_code == 200


def test_somebody_elses_draft_is_copied_and_not_changed(operator_client, world):
    with world.acting(world.approver, Role.APPROVER):
        other = make_circular(world.bengkulu, drafted_by=world.approver, title="Naskah orang lain")
    led_back = operator_client.get(at(other, "circular_edit"), follow=True).content.decode()
    assert "disusun orang lain" in led_back
    copy = operator_client.get(f"{reverse('circular_new')}?salin={other.public_id}").content.decode()
    assert "Naskah orang lain" in copy


@pytest.mark.parametrize("query", ["?ganti=x", "?salin=x", "?ganti=00000000-0000-0000-0000-000000000000"])
def test_an_address_that_names_nothing_is_not_found(operator_client, query):
    assert operator_client.get(reverse("circular_new") + query).status_code == 404
