"""The list of an incident as a file, and the notice that goes to each person on it."""

import csv
import io

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.personal import masked_nik
from common.spreadsheets import plain
from municipalities import audit
from reports import incidents
from reports.papers import notice


WHO = {incidents.WORKER: "pekerja", incidents.HEIR: "ahli waris", incidents.ROW: "baris roster"}
HEAD = ("Sebagai", "Nama", "NIK", "Nomor HP", "Data", "Pertama", "Terakhir")


def rows(found):
    for person in found:
        yield (
            WHO[person.kind], person.name, masked_nik(person.nik) if person.nik else "", person.phone, person.data,
            f"{person.first:%d-%m-%Y}", f"{person.last:%d-%m-%Y}",
        )  # fmt: skip


def write(found, out, *, kind):
    """
    Write the list to a binary file; no cell becomes a formula.

    :param kind: "xlsx" or "csv"
    """
    with override("id"):
        if kind == "csv":
            text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
            writer = csv.writer(text, delimiter=";")
            writer.writerow(HEAD)
            writer.writerows([plain(cell) for cell in row] for row in rows(found))
            text.detach()
            return
        with xlsxwriter.Workbook(out, {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet("Kejadian")
            sheet.write_row(0, 0, HEAD)
            for number, row in enumerate(rows(found), start=1):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, cell)


def print_notice(*, municipality, happened, remedy, by, at):
    """
    The notice as a PDF, one text for everybody on the list.

    It is not kept: whoever reads the trail writes nothing of the city, and the list it goes with is made anew.
    """
    with override("id"):
        content = notice.to_pdf(
            notice.of(
                municipality,
                at,
                code="KJ",
                title=_("Pemberitahuan Kegagalan Pelindungan Data Pribadi"),
                addressee=_("Bapak/Ibu yang namanya tercantum dalam daftar terlampir"),
                paragraphs=[
                    happened,
                    _("Penanganan dan pemulihan: %(remedy)s") % {"remedy": remedy},
                    _("Data yang terungkap tentang Bapak/Ibu tercantum dalam daftar terlampir."),
                    _(
                        "Pemberitahuan ini kami sampaikan sesuai Pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang"
                        " Pelindungan Data Pribadi, paling lambat 3 x 24 jam."
                    ),
                ],
            )
        )
    audit.record("incident.notice_printed", of=municipality, municipality=municipality, by=by, at=at)
    return content
