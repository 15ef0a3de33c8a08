"""Serah terima tugas: the state of affairs and the open tasks on two pages, for whoever takes over."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports import pdf
from reports.papers.letters import Heading, Signer


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    label: str
    width: str = ""  # of CSS; the one without takes what is left
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Table:
    """As many rows as fit, and how many more there are; `none` is said where there is no row."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    more: int = 0
    note: str = ""
    none: str = ""

    @property
    def lines(self):
        """Each cell with whether it is a number."""
        return [
            [{"text": text, "is_number": column.is_number} for text, column in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]


@dataclass(frozen=True, kw_only=True)
class ChangePack:
    """`state` stands on the first page, `tasks` on the second, over the signatures."""

    heading: Heading
    subject: str  # the city, or the branch
    facts: Sequence[tuple[str, str]]
    state: Sequence[Table]
    tasks: Sequence[Table]
    given_by: Signer
    received_by: Signer


def to_pdf(pack):
    return pdf.render("papers/change_pack.html", {"pack": pack}, pack.heading.letterhead.look)
