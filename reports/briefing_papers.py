"""The minutes of a briefing as a paper that is kept."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from municipalities.models import Office
from reports import headings, keeping
from reports.models import Kind
from reports.papers import briefing as briefing_paper
from reports.papers.circular import INVENTED, lines


def print_briefing(*, briefing, by, at):
    """Print and keep the minutes with who came; returns its Paper. Put right since, it is another paper."""
    city, day = briefing.municipality, briefing.date
    with override("id"):
        content = briefing_paper.to_pdf(
            briefing_paper.Briefing(
                heading=headings.heading(city, number="", day=day),
                topic=briefing.topic,
                place=briefing.place,
                speaker=briefing.speaker,
                minutes=lines(briefing.minutes),
                attendance=[(came.office, came.people) for came in briefing.attendance.all()],
                source=briefing.source,
                status=INVENTED if briefing.is_invented else "",
                signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
            )
        )
        title = _("Notulen sosialisasi %(topic)s") % {"topic": briefing.topic}
    return keeping.keep(
        municipality=city, kind=Kind.BRIEFING, title=title, content=content, of=briefing, by=by, at=at
    )  # fmt: skip
