"""What the page of a checked list shows, and the same as a workbook."""

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.personal import masked_nik
from common.rupiah import grouped
from enrollment.list_checks import ACTIVE, ENDED, INVALID, MISSING, SEVERAL, SOON, STATUSES


PAGE = 100
LABELS = {
    ACTIVE: gettext_lazy("terdaftar aktif"),
    SOON: gettext_lazy("terdaftar, akan mulai"),
    ENDED: gettext_lazy("sudah berakhir"),
    MISSING: gettext_lazy("belum terdaftar"),
    SEVERAL: gettext_lazy("beberapa orang"),
    INVALID: gettext_lazy("NIK tidak sah"),
}
# A clerk looks at the own unit: of whoever is elsewhere and of whoever is nowhere the same is said.
MISSING_IN_UNIT = gettext_lazy("tidak ada di unit ini")
WIDTHS = (8, 22, 32, 24, 32, 24, 14, 14, 60)


def labels(*, of_unit):
    return LABELS | {MISSING: MISSING_IN_UNIT} if of_unit else LABELS


def counts(answers, *, of_unit):
    """How many lines have which answer; those that never occur are left out, but for the first and the missing."""
    said = labels(of_unit=of_unit)
    found = {status: sum(answer.status == status for answer in answers) for status in STATUSES}
    return [
        {"status": status, "label": said[status], "count": count}
        for status, count in found.items()
        if count or status in (ACTIVE, ENDED, MISSING)
    ]


def row(answer, *, of_unit, several):
    enrollment = answer.enrollment
    return {
        "number": answer.line.number,
        "nik": answer.worker.nik if answer.worker else answer.line.nik,
        "name": answer.worker.name if answer.worker else answer.line.name,
        "public_id": answer.worker.public_id if answer.worker else "",
        "status": answer.status,
        "status_label": labels(of_unit=of_unit)[answer.status],
        "unit_label": unit_label(enrollment, several=several) if enrollment else "",
        "category_label": enrollment.category.name if enrollment else "",
        "start_date": enrollment.start_date if enrollment else None,
        "end_date": enrollment.end_date if enrollment and answer.status == ENDED else None,
        "remark": remark(answer),
    }


def unit_label(enrollment, *, several):
    return f"{enrollment.municipality.name}: {enrollment.unit.name}" if several else enrollment.unit.name


def remark(answer):
    """What a person should know beside the answer, in a sentence; "" for nothing."""
    if answer.status == INVALID:
        return answer.line.problem or answer.line.doubt
    if answer.status == SEVERAL:
        return _("%(count)s orang bernama sama di sini. Tempel NIK-nya supaya pasti siapa yang dimaksud.") % {
            "count": grouped(answer.namesakes)
        }
    if answer.has_other_name:
        return _("Di daftar Anda tertulis %(name)s. Cocokkan NIK-nya dengan KTP.") % {"name": answer.line.name}
    if answer.line.name and not answer.line.nik:
        return _("Dicari menurut nama persis; NIK lebih pasti.")
    return ""


def write(answers, *, out, of_unit, several, whole_nik):
    """
    Write the answers to a workbook, every cell as text: nothing that was pasted becomes a formula.

    :param whole_nik: else it is masked; the number of the line says who is meant
    """
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet(_("Hasil periksa"))
        bold, text = workbook.add_format({"bold": True, "bottom": 1}), workbook.add_format({"num_format": "@"})
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width, text)
        sheet.freeze_panes(1, 0)
        for place, head in enumerate(heads()):
            sheet.write_string(0, place, head, bold)
        for number, answer in enumerate(answers, start=1):
            found = row(answer, of_unit=of_unit, several=several)
            sheet.write_number(number, 0, found["number"])
            for place, cell in enumerate(cells(found, whole_nik=whole_nik), start=1):
                sheet.write_string(number, place, cell, text)


def heads():
    return (
        _("Baris"), _("NIK"), _("Nama"), _("Hasil"), _("Unit"), _("Jenis pekerja"), _("Sejak"), _("Sampai"),
        _("Keterangan"),
    )  # fmt: skip


def cells(found, *, whole_nik):
    days = [f"{day:%d-%m-%Y}" if day else "" for day in (found["start_date"], found["end_date"])]
    nik = found["nik"] if whole_nik or not found["nik"] else masked_nik(found["nik"])
    return [nik, found["name"], str(found["status_label"]), found["unit_label"], found["category_label"], *days,
            found["remark"]]  # fmt: skip
