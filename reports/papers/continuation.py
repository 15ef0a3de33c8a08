"""How somebody who leaves goes on at the own cost: a page to take home."""

from dataclasses import dataclass
from datetime import date

from enrollment.continuation import Offer
from reports import pdf
from reports.papers.letters import Heading


@dataclass(frozen=True, kw_only=True)
class Continuation:
    """`kpj` is empty where BPJS has issued no number yet."""

    heading: Heading
    name: str
    nik: str
    kpj: str
    unit: str
    last_day: date
    offer: Offer

    @property
    def halves(self):
        """The bands in two columns beside each other, so that the page stays one."""
        middle = (len(self.offer.costs) + 1) // 2
        return self.offer.costs[:middle], self.offer.costs[middle:]


def to_pdf(paper):
    """Return the page."""
    return pdf.render("papers/continuation.html", {"paper": paper}, paper.heading.letterhead.look)
