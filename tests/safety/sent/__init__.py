"""Every address that takes a POST, with a form that is right: what the tests of whole forms send."""

from tests.safety.sent import accounts, cities, claims, letters, links, rosters, work


FORMS = accounts.FORMS | cities.FORMS | claims.FORMS | work.FORMS | rosters.FORMS | links.FORMS | letters.FORMS
