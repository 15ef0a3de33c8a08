"""
Forms that came when the session had ended: kept on the server, sealed, so that signing in again loses nothing.

No passwords and no files; for the same person in the same role alone, for an hour.
"""

import json
import re
from datetime import timedelta

from municipalities.accounts import sealed
from municipalities.models import KeptForm


KEPT = timedelta(hours=1)
MARK = "from_kept_form"  # the field by which a form says that it was kept, and is sent now
LARGEST = 200_000  # characters
# `people_pasted` is a list that is looked up and never stored (enrollment/list_checks.py).
LEFT_OUT = re.compile(r"csrf|password|sandi|secret|credential|^code$|^people_pasted$|^from_kept_form$", re.IGNORECASE)


def keep(*, user, scope, path, given, at):
    """The kept form, or None for one that holds nothing worth keeping."""
    fields = [(name, value) for name, values in given.lists() if not LEFT_OUT.search(name) for value in values]
    content = json.dumps({"path": path, "fields": fields})
    if not fields or len(content) > LARGEST:
        return None
    KeptForm.objects.filter(user=user).delete()
    KeptForm.objects.filter(at__lt=at - KEPT).delete()  # of those who never came back
    return KeptForm.objects.create(user=user, scope_id=scope.pk, at=at, content=sealed.seal(content))


def of(user, *, at):
    """The form this person has left to send, or None."""
    return KeptForm.objects.filter(user=user, at__gte=at - KEPT).order_by("-at").first()


def opened(form):
    """(path, [(name, value)]); nothing if it does not open any more."""
    text = sealed.unseal(form.content)
    if not text:
        return "", []
    content = json.loads(text)
    return content["path"], content["fields"]


def forget(user):
    KeptForm.objects.filter(user=user).delete()
