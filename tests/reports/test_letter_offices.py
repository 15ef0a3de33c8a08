"""Under which office a letter is written: the letterhead names the office, the signature its head."""

from types import SimpleNamespace

import pytest

from reports.papers.circular import office_of


@pytest.mark.parametrize(
    ("title", "office"),
    [
        ("Wali Kota Serang", ""),
        ("Pj. Wali Kota Serang", ""),
        ("Bupati Lebak", ""),
        ("Kepala Badan Kepegawaian dan Pengembangan SDM", "Badan Kepegawaian dan Pengembangan SDM"),
        ("Plt. Kepala Dinas Kesehatan", "Dinas Kesehatan"),
        ("Sekretaris Daerah", "Sekretariat Daerah"),
        ("Camat Curug", "Kecamatan Curug"),
        ("Direktur RSUD", "Direktur RSUD"),
    ],
)
def test_the_letterhead_names_the_office(title, office):
    assert office_of(SimpleNamespace(signer_office=title)) == office
