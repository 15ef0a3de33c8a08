"""What a school is told of its file: every row that wants a hand, by the file alone (tests/safety/test_told.py)."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.enrollment.test_sent_rosters import files, receipt_of, school, token
from tests.links import BUDI, HEADER, SHORT, SITI, link_of, send, sent


__all__ = ["files", "school", "token"]  # fixtures


def test_the_receipt_tells_each_row_that_must_be_mended(school, token, work):
    other = BUDI.replace("SDN 1", "SMP Harapan")
    answer = send(token, SITI, SHORT, other, SITI, client=school)
    work()
    page = receipt_of(school, answer)
    assert "<strong>1 baris terbaca baik</strong> · 2 harus diperbaiki" in page
    assert "NIK: harus 16 angka; tertulis 6 (177101). Periksa KTP/KK lalu ketik lengkap." in page
    assert "Unit kerja &#x27;SMP Harapan&#x27; bukan SDN 1" in page
    assert "Sama dengan baris 2, dilewati." in page


def test_the_school_is_told_of_as_many_rows_as_the_city_counts_where_it_knows_nobody(world, school, work):
    """A person who works twice is one twice; whom another row names in a place that is not theirs is not that row."""
    _link, token = link_of(world, category=None)
    rows = [
        f"{SITI};", f"{SITI};Guru tidak tetap", f"{BUDI.replace('SDN 1', 'SMP Harapan')};", f"{BUDI};", f"{SITI};",
    ]  # fmt: skip
    file = SimpleUploadedFile("daftar.csv", "\n".join([f"{HEADER};Jenis Pekerja", *rows]).encode())
    answer = send(token, client=school, file=file)
    work()
    [roster] = sent(world)
    assert (roster.new, roster.refused, roster.skipped) == (3, 1, 1)
    assert {name: roster.told[name] for name in ("rows", "refused", "skipped", "warned")} == {
        "rows": 5, "refused": 1, "skipped": 1, "warned": 2
    }  # fmt: skip
    assert "di lebih dari satu unit atau jenis pekerja (baris 2 dan 3)" in receipt_of(school, answer)


def person(number, wage=1500000, kpj="", name="Orang"):
    return f"17710102088590{number:02d};{name} {'ABCDEFGHIJ'[number]};02-08-1985;L;;{wage};{kpj}"


def send_with_kpj(school, token, *rows):
    text = "\n".join([f"{HEADER};KPJ", *rows])
    return send(token, client=school, file=SimpleUploadedFile("daftar.csv", text.encode()))


def counted(roster):
    return {name: roster.told[name] for name in ("rows", "refused", "skipped", "warned")}


def test_a_wage_far_from_those_of_its_own_file_is_said_as_the_city_counts_it(world, school, token, work):
    rows = [*map(person, range(5)), person(5, wage=20_000_000), person(6, wage=151_000_000)]
    answer = send_with_kpj(school, token, *rows)
    work()
    page = receipt_of(school, answer)
    assert "Upah Rp20.000.000 jauh dari upah yang lazim di berkas ini (Rp1.500.000). Periksa jumlah nolnya." in page
    assert "lebih dari 100 kali upah yang lazim di berkas ini (Rp1.500.000)" in page
    [roster] = sent(world)
    assert counted(roster) == {"rows": 7, "refused": 1, "skipped": 0, "warned": 1}
    assert (roster.refused, roster.warned) == (1, 1)


def test_of_four_wages_none_is_usual(school, token, work):
    answer = send_with_kpj(school, token, *map(person, range(3)), person(3, wage=20_000_000))
    work()
    assert "jauh dari upah yang lazim" not in receipt_of(school, answer)


def test_a_row_with_too_many_zeros_is_refused_and_not_skipped_for_its_twin(world, school, token, work):
    rows = [*map(person, range(5)), person(4, wage=151_000_000)]
    send_with_kpj(school, token, *rows)
    work()
    [roster] = sent(world)
    assert counted(roster) == {"rows": 6, "refused": 1, "skipped": 0, "warned": 0}
    assert (roster.refused, roster.skipped) == (1, 0)


def test_a_kpj_of_two_people_of_the_file_is_said_to_both(world, school, token, work):
    answer = send_with_kpj(school, token, *(person(number, kpj="12345678901") for number in (0, 1)), person(2))
    work()
    said = "KPJ ini dipakai lebih dari satu orang (baris 2 dan 3). Cocokkan dengan kartu masing-masing."
    assert receipt_of(school, answer).count(said) == 2
    [roster] = sent(world)
    assert (counted(roster)["warned"], roster.warned) == (2, 2)


def test_one_nik_for_two_people_is_said(school, token, work):
    answer = send(token, SITI, SITI.replace("Siti Aminah", "Dewi").replace("1500000", "1"), client=school)
    work()
    assert receipt_of(school, answer).count("NIK ini dipakai lebih dari satu orang (baris 2 dan 3)") == 2
