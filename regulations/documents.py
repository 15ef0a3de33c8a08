"""The papers a claim needs after a death: which, why, and whether the file is incomplete without them."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from regulations.dated import Dated, DatedSet, declare
from regulations.death_benefits import program_for
from regulations.values import RUPIAH, listing, table, word, yes_or_no
from regulations.words import Cause, DocumentKind, DocumentReason, Program, Segment


@dataclass(frozen=True)
class Requirement:
    """A paper, the programs that ask for it, and in which case."""

    kind: DocumentKind
    programs: tuple[Program, ...]
    when: DocumentReason
    required: bool


class Document(NamedTuple):
    """A paper that this claim needs; not required means asked for often, or only until another is there."""

    kind: DocumentKind
    reason: DocumentReason
    required: bool
    source: str
    sure: str


REQUIREMENTS = declare(
    DatedSet(
        "documents.paper",
        unit="words",
        read=table(
            Requirement,
            kind=word(DocumentKind),
            programs=listing(word(Program)),
            when=word(DocumentReason),
            required=yes_or_no,
        ),
        key_of=lambda requirement: requirement.kind,
    )
)
RECEIPT_STAMPED_ABOVE = declare(Dated("documents.receipt_stamped_above", unit="rupiah", read=RUPIAH))
NPWP_ABOVE = declare(Dated("documents.npwp_above", unit="rupiah", read=RUPIAH))


def documents_for(
    *,
    cause: Cause | str,
    died: date,
    segment: Segment | str = Segment.PU,
    heirs: int = 1,
    minor_heir: bool = False,
    spouse_claims: bool = False,
    scholarship: bool = False,
    traffic_accident: bool = False,
    treatment_paid: bool = False,
    amount: int = 0,
) -> tuple[Document, ...]:
    """
    Return the papers of a claim, in the order of a claim file, each with the reason it is asked for.

    :param heirs: how many heirs claim together
    :param minor_heir: whether one of them is a child, who has no KTP yet
    :param treatment_paid: whether somebody paid for transport or treatment
    :param amount: rupiah of the whole claim, JHT included
    :raises NotInForce: for a death before the law
    """
    program = program_for(cause=cause, died=died, segment=segment)
    holds = {
        DocumentReason.ALWAYS: True,
        DocumentReason.USUAL: True,
        DocumentReason.UNTIL_CERTIFICATE: True,
        DocumentReason.SEVERAL_HEIRS: heirs > 1,
        DocumentReason.MINOR_HEIR: minor_heir,
        DocumentReason.SPOUSE_CLAIMS: spouse_claims,
        DocumentReason.SCHOLARSHIP: scholarship,
        DocumentReason.ABOVE_AMOUNT: amount > NPWP_ABOVE.on(died).value,
        DocumentReason.TRAFFIC_ACCIDENT: traffic_accident,
        DocumentReason.IF_PAID_FOR: treatment_paid,
    }
    return tuple(
        Document(paper.kind, paper.when, paper.required, entry.source, entry.sure)
        for entry in REQUIREMENTS.all_on(died)
        if program in (paper := entry.value).programs and holds[paper.when]
    )
