"""The list of legal bases of a city: the national ones to begin with, and its own decrees beside them."""

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.models import CircularLegalBasis, LegalBasis
from common.refusals import Refused
from municipalities import audit


NATIONAL = {
    "UU 40/2004": "Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional",
    "UU 24/2011": "Undang-Undang Nomor 24 Tahun 2011 tentang Badan Penyelenggara Jaminan Sosial",
    "UU 23/2014": "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
    "PP 44/2015": "Peraturan Pemerintah Nomor 44 Tahun 2015 tentang Penyelenggaraan Program Jaminan Kecelakaan Kerja "
    "dan Jaminan Kematian",
    "PP 46/2015": "Peraturan Pemerintah Nomor 46 Tahun 2015 tentang Penyelenggaraan Program Jaminan Hari Tua",
    "PP 28/2018": "Peraturan Pemerintah Nomor 28 Tahun 2018 tentang Kerja Sama Daerah",
    "PP 82/2019": "Peraturan Pemerintah Nomor 82 Tahun 2019 tentang Perubahan atas Peraturan Pemerintah Nomor 44 "
    "Tahun 2015 tentang Penyelenggaraan Program Jaminan Kecelakaan Kerja dan Jaminan Kematian",
    "Inpres 2/2021": "Instruksi Presiden Nomor 2 Tahun 2021 tentang Optimalisasi Pelaksanaan Program Jaminan Sosial "
    "Ketenagakerjaan",
    "Permenaker 5/2021": "Peraturan Menteri Ketenagakerjaan Nomor 5 Tahun 2021 tentang Tata Cara Penyelenggaraan "
    "Program Jaminan Kecelakaan Kerja, Jaminan Kematian, dan Jaminan Hari Tua",
    "Permenaker 1/2025": "Peraturan Menteri Ketenagakerjaan Nomor 1 Tahun 2025 tentang Perubahan atas Peraturan "
    "Menteri Ketenagakerjaan Nomor 5 Tahun 2021",
    "Permendagri 22/2020": "Peraturan Menteri Dalam Negeri Nomor 22 Tahun 2020 tentang Tata Cara Kerja Sama Daerah "
    "dengan Daerah Lain dan Kerja Sama Daerah dengan Pihak Ketiga",
}


def stock(municipality):
    """Give the city the national list; what it has already stays as it is."""
    known = set(LegalBasis.objects.filter(municipality=municipality).values_list("code", flat=True))
    LegalBasis.objects.bulk_create(
        LegalBasis(municipality=municipality, code=code, title=title)
        for code, title in NATIONAL.items()
        if code not in known
    )


class BasisThere(Refused):
    """The list has another basis under this code."""

    code = "BASIS_THERE"


@transaction.atomic
def add_basis(*, municipality, code, title, by, at):
    """
    Put a legal basis on the city's list; the same once more gives the one that stands.

    :raises BasisThere: if the code stands for another title
    """
    there = LegalBasis.objects.filter(municipality=municipality, code__iexact=code).first()
    if there and there.title.casefold() != title.casefold():
        raise BasisThere(
            _("Kutipan %(code)s sudah ada di daftar, berjudul “%(title)s”. Pilih yang itu, atau beri kutipan lain.")
            % {"code": there.code, "title": there.title}
        )
    if there:
        return there
    basis = LegalBasis.objects.create(municipality=municipality, code=code, title=title)
    audit.record("legal_basis.added", of=basis, by=by, at=at, after={"code": code, "title": title})
    return basis


def cite_in_circular(circular, codes):
    """Cite from the list, in this order."""
    bases = {basis.code: basis for basis in LegalBasis.objects.filter(municipality=circular.municipality)}
    CircularLegalBasis.objects.bulk_create(
        CircularLegalBasis(municipality=circular.municipality, circular=circular, basis=bases[code], position=position)
        for position, code in enumerate(codes, start=1)
    )
