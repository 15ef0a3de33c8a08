"""From what is stored of a claim to the forms by which the branch is told of an accident at work and its death."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims import benefits, clocks
from common.refusals import Refused
from common.rupiah import rupiah
from municipalities.city import registrations
from municipalities.city.holidays import holidays_of
from municipalities.models import Office
from regulations.words import Cause, Program
from reports import claim_forms, headings
from reports.papers import accident_report as papers


OF_THE_ACCIDENT = (
    *("Jam", "Tempat kejadian", "Yang sedang dikerjakan, atau dari mana ke mana", "Bagaimana terjadinya"),
    *("Bagian tubuh yang cedera dan akibatnya", "Diperiksa pertama di (klinik atau rumah sakit)"),
    *("Saksi 1, nama dan nomor HP", "Saksi 2, nama dan nomor HP"),
)
OF_THE_DISEASE = (
    *("Nama penyakit menurut dokter", "Dokter dan tempat pemeriksaan", "Pekerjaan yang menyebabkannya"),
    *("Sejak kapan pekerjaan itu dilakukan", "Keterangan lain"),
)
OF_THE_DEATH = (
    *("Jam", "Dirawat di, sejak tanggal", "Dokter yang merawat", "Sebab kematian menurut dokter"),
    "Biaya angkutan dan perawatan yang sudah dibayar",
)


class NoAccident(Refused):
    """The claim is not of a work accident or a disease."""


def report(claim, deceased, at):
    """Both forms, as PDF; as report_of() refuses."""
    return papers.to_pdf(report_of(claim, deceased, at))


def report_of(claim, deceased, at):
    """
    What both forms say.

    :raises NoAccident: if work was not the cause
    """
    if clocks.program_of(claim) != Program.JKK:
        raise NoAccident(_("Laporan kecelakaan hanya untuk kecelakaan kerja atau penyakit akibat kerja."))
    city = claim.municipality
    day = city.day_of(at)
    return papers.AccidentReport(
        heading=claim_forms.heading(claim, at, "KECELAKAAN"), branch=claim_forms.branch_of(claim, at),
        employer=employer(claim), deceased=deceased, stages=stages_of(claim),
        signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
    )  # fmt: skip


def employer(claim):
    unit, city = claim.enrollment.unit, claim.municipality
    held = registrations.nearest(municipality=city, month=claim.happened)[unit.pk].registration_id
    found = city.registrations.filter(pk=held).first()
    return (
        ("Nama", f"Pemerintah {city.name}"),
        ("Nomor pendaftaran (NPP)", str(found) if found else ""),
        ("Unit dan jenis pekerja", f"{unit.name}, {claim.enrollment.category.name}"),
    )


def stages_of(claim):
    due = {clock.kind: clock.due for clock in clocks.of(claim, holidays_of([claim.municipality]))}
    disease = claim.cause == Cause.OCCUPATIONAL_DISEASE
    what = "Penyakit Akibat Kerja" if disease else "Kecelakaan Kerja"
    traffic = ("Kecelakaan lalu lintas", "ya, laporan polisi dilampirkan" if claim.traffic_accident else "")
    wage = benefits.reported_wage(claim.enrollment, claim.happened)
    return (
        papers.Stage(
            title=f"Laporan {what} Tahap I",
            told=told(claim.accident_report_date, due.get(clocks.Kind.ACCIDENT_REPORT)),
            about="Diagnosis" if disease else "Kecelakaan",
            rows=(
                ("Hari dan tanggal", written(claim.accident_date)),
                *((label, "") for label in (OF_THE_DISEASE if disease else OF_THE_ACCIDENT)),
                *(() if disease else (traffic,)),
            ),
        ),
        papers.Stage(
            title=f"Laporan {what} Tahap II: Meninggal Dunia",
            told=f"{told(claim.death_report_date, due.get(clocks.Kind.DEATH_REPORT))} Laporan ini sekaligus"
            " permohonan manfaatnya.",
            about="Meninggalnya",
            rows=(
                ("Hari dan tanggal", written(claim.death_date)),
                ("Tempat meninggal", claim.place),
                *((label, "") for label in OF_THE_DEATH),
                ("Upah sebulan yang terakhir dilaporkan", rupiah(wage) if wage else ""),
            ),
        ),
    )


def told(done, due):
    if done:
        return f"Sudah dilaporkan pada {date_format(done, 'j F Y')}; formulir ini menyusul."
    if due:
        return f"Dilaporkan paling lambat {date_format(due, 'l, j F Y')}, yaitu 2 x 24 jam."
    return ""


def written(day):
    return date_format(day, "l, j F Y") if day else ""
