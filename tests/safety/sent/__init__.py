"""Every address that takes a POST, with a form that is right: what the tests of whole forms send."""

from tests.safety.sent import accounts, agreements, cities, claims, letters, links, rosters, work


CITY = cities.FORMS | claims.FORMS | work.FORMS | rosters.FORMS
FORMS = CITY | accounts.FORMS | links.FORMS | letters.FORMS | agreements.FORMS
