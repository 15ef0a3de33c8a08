"""Every address that takes a POST, with a form that is right: what the tests of whole forms send."""

from tests.safety.sent import (
    accounts,
    agreement_texts,
    agreements,
    bank,
    cities,
    claims,
    handovers,
    letters,
    links,
    rosters,
    sipp,
    work,
)


CITY = cities.FORMS | claims.FORMS | work.FORMS | rosters.FORMS | sipp.FORMS | bank.FORMS | handovers.FORMS
AGREEMENTS = agreements.FORMS | agreement_texts.FORMS | letters.FORMS
FORMS = CITY | accounts.FORMS | links.FORMS | AGREEMENTS
