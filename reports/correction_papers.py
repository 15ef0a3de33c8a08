"""The letter that answers a correction, for the person who asked."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from common.refusals import Refused
from reports import keeping
from reports.models import Kind
from reports.papers import notice


class NotAnswered(Refused):
    """The request is still open: there is nothing to tell yet."""


def print_answer(*, request, by, at):
    """
    Print and keep the letter; returns its Paper.

    :raises NotAnswered: while the request is open
    """
    if request.status == request.Status.OPEN:
        raise NotAnswered(_("Permintaan ini belum dijawab."))
    with override("id"):
        content = notice.to_pdf(letter_of(request))
        title = _("Jawaban perbaikan data %(number)s") % {"number": request.number}
    return keeping.keep(
        municipality=request.municipality, kind=Kind.CORRECTION, title=title, content=content, of=request,
        unit=request.unit, by=by, at=at,
    )  # fmt: skip


def letter_of(request):
    city = request.municipality
    asked = {
        "field": request.get_field_display(), "name": request.worker.name,
        "day": date_format(city.day_of(request.asked_at), "j F Y"),
    }  # fmt: skip
    if request.status == request.Status.ACCEPTED:
        outcome = _("Setelah mencocokkannya dengan bukti yang ditunjukkan, kami telah memperbaiki data itu.")
    else:
        outcome = _("Data itu tidak kami ubah, karena: %(reason)s") % {"reason": request.reason}
    return notice.of(
        city,
        request.decided_at,
        code=f"PD/{request.number}",
        title=_("Jawaban atas Permintaan Perbaikan Data"),
        addressee=request.asked_by,
        paragraphs=[
            _("Pada %(day)s kami menerima permintaan agar %(field)s atas nama %(name)s diperbaiki.") % asked,
            outcome,
            _(
                "Jawaban ini kami sampaikan sesuai Pasal 30 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data"
                " Pribadi."
            ),
        ],
    )
