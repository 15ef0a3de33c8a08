"""Every address that takes a POST, with a form that is right: what the tests of whole forms send."""

from tests.safety.sent import accounts, cities, claims, work


FORMS = accounts.FORMS | cities.FORMS | claims.FORMS | work.FORMS
# What no client without a browser can send, and where it is sent.
ELSEWHERE = {"mfa_add_webauthn": "tests/browser/test_second_factor.py: the key of a browser signs a challenge"}
