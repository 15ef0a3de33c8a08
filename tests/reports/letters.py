"""What the tests of papers share: a letterhead, a signer, and whether a paper says something."""

from datetime import date

from reports.papers import letters
from tests.reports.reading import squeezed, text_of


SIGNER = letters.Signer(office="Kepala Dinas Tenaga Kerja", name="Rekaan Pejabat, S.Sos.", identity="NIP 1970")


def heading(government="Pemerintah Kota Bengkulu", day=date(2023, 1, 9)):
    head = letters.Letterhead(government=government, office="Dinas Tenaga Kerja", address="Jalan Contoh 1")
    return letters.Heading(letterhead=head, number="500.15/7/2023", place="Bengkulu", date=day)


def says(paper, *phrases):
    text = squeezed(text_of(paper))
    return [phrase for phrase in phrases if squeezed(phrase) not in text] == []
