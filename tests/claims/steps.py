"""Which verb leads where, and whose it is."""

from municipalities.roles import Role


VERBS = {
    "complete": "COMPLETE",
    "submit": "SUBMITTED",
    "approve": "APPROVED",
    "verify": "VERIFIED",
    "grant": "GRANTED",
    "refuse": "REFUSED",
    "return_": "RETURNED",
}
RIGHT_PEOPLE = {
    "complete": ("operator", Role.OPERATOR),
    "submit": ("operator", Role.OPERATOR),
    "approve": ("approver", Role.APPROVER),
    "verify": ("officer", Role.OFFICER),
    "grant": ("head", Role.BRANCH_HEAD),
    "refuse": ("head", Role.BRANCH_HEAD),
    "return_": ("operator", Role.OPERATOR),
}
