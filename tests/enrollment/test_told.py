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


def test_one_nik_for_two_people_is_said(school, token, work):
    answer = send(token, SITI, SITI.replace("Siti Aminah", "Dewi").replace("1500000", "1"), client=school)
    work()
    assert receipt_of(school, answer).count("NIK ini dipakai lebih dari satu orang (baris 2 dan 3)") == 2
