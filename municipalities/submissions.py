"""
Forms that create something carry a key, made when the form is shown; sent twice, they create one thing.

The second sender waits at the unique index until the first transaction is over, so there is no half-done state to see.
"""

import hashlib
from datetime import timedelta

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities.models import Submission
from municipalities.turns import StillAtIt


KEPT = timedelta(days=7)
CLAIM = """
INSERT INTO municipalities_submission (municipality_id, by_id, key, content_hash, answer, expires_at)
VALUES (%s, %s, %s, %s, '', %s) ON CONFLICT DO NOTHING
"""


class OtherContent(Refused):
    """The same key came with another content: an old form was filled in anew."""


def hash_of(*parts):
    """The content of a form, of texts and bytes."""
    found = hashlib.sha256()
    for part in parts:
        content = part if isinstance(part, bytes) else str(part).encode()
        found.update(len(content).to_bytes(8, "big") + content)
    return found.hexdigest()


def hash_of_form(sent):
    """
    The content of a form as it was sent, whatever the order of its fields.

    :param sent: the QueryDict
    """
    return hash_of(*sorted(f"{name}={value}" for name, value in sent.lists()))


@transaction.atomic
def claim(*, municipality, by, key, content_hash, at):
    """
    The submission of this key; its `answer` is empty for the first, and what the first one got for the others.

    :raises OtherContent: if the key was used for something else
    :raises StillAtIt: if the first one takes longer than a lock is waited for
    """
    mine = Submission.objects.filter(municipality=municipality, by=by)
    mine.filter(expires_at__lt=at).delete()
    values = [municipality.pk, by.pk, key, content_hash, at + KEPT]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CLAIM, values)
    except OperationalError as error:
        raise StillAtIt(_("Kiriman yang sama masih diproses. Tunggu sebentar, lalu muat ulang.")) from error
    found = mine.get(key=key)
    if found.content_hash != content_hash:
        raise OtherContent(_("Formulir ini sudah pernah dikirim dengan isi lain. Buka formulirnya lagi, lalu kirim."))
    return found


def drop_expired(*, municipality, by, at):
    """The work of the schedule: what is kept for a week goes, whether or not the same person sends again."""
    Submission.objects.filter(municipality=municipality, expires_at__lt=at).delete()


def answered(submission, answer):
    """Keep what whoever sends it again shall get."""
    submission.answer = answer
    submission.save(update_fields=["answer"])
