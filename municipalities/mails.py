"""
Mail: written in the transaction of whoever has something to say, sent after its commit, once.

The truth is Mail in PostgreSQL. Whoever delivers claims one row at a time, so two deliverers never take the same one.
"""

import logging
import re
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerError

from municipalities.context import tenant_context
from municipalities.models import Mail
from municipalities.wall.guards import MAILER


log = logging.getLogger(__name__)
DELIVER = "municipalities.tasks.deliver_mails"
# Standing alone: the token of a link may hold sixteen digits in a row, and must stay whole.
NIK = re.compile(r"(?<![\w-])\d(?:[ .-]?\d){15}(?![\w-])")
SECONDS = 8  # for each answer of the mail server; the row stays locked meanwhile
FIRST_DELAY = timedelta(minutes=1)
LONGEST_DELAY = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=4)
AT_ONCE = 100
SHOWN = 100


@transaction.atomic
def send(*, to, subject, body, at):
    """
    Write a mail; it leaves when the caller's transaction is committed, and not at all if it is not.

    What looks like a NIK is masked: a mail speaks of accounts, never of workers.
    """
    mail = Mail(
        recipient=to,
        subject=" ".join(without_nik(subject).split())[:200],
        body=without_nik(body),
        created_at=at,
        due_at=at,
    )
    mail.save(force_insert=True)
    if leaves():
        transaction.on_commit(ask_to_deliver)
    return mail


def without_nik(text):
    return NIK.sub("[NIK]", text)


def leaves():
    """Whether mail leaves this installation: in the demo it is shown instead, without a server it waits."""
    return bool(settings.EMAIL_HOST) and not settings.DEMO


def ask_to_deliver():
    """A speed-up: the schedule asks every minute too."""
    try:
        current_app.send_task(DELIVER, queue="mail", retry=False)
    except BrokerError as error:
        log.warning("The queue does not answer (%s); mail leaves within a minute.", type(error).__name__)


def as_mailer():
    """Only whoever says so sees mails; everybody else may write one and reads none."""
    return tenant_context(0, MAILER, (), patient=True)


def waiting(*, at):
    return Mail.objects.filter(sent_at=None, given_up_at=None, due_at__lte=at)


def deliver(*, at):
    """Send what is due, each mail in a transaction of its own; returns how many left."""
    sent = 0
    for _number in range(AT_ONCE if leaves() else 0):
        outcome = deliver_one(at=at)
        sent += outcome == "SENT"
        if outcome in ("NONE", "AWAY"):
            break
    return sent


def deliver_one(*, at):
    """Take one due mail and hand it to the server: SENT, REFUSED, AWAY or NONE."""
    with as_mailer():
        mail = waiting(at=at).select_for_update(skip_locked=True).order_by("due_at", "id").first()
        if mail is None:
            return "NONE"
        try:
            hand_over(mail)
        except SMTPRecipientsRefused as error:
            code, _reason = next(iter(error.recipients.values()))
            return postpone(mail, at=at, error=f"SMTP {code}", for_good=code >= 500)
        except SMTPResponseException as error:
            return postpone(mail, at=at, error=f"SMTP {error.smtp_code}")
        except (SMTPException, OSError) as error:
            postpone(mail, at=at, error=type(error).__name__)
            return "AWAY"
        mail.sent_at, mail.body, mail.error = at, "", ""
        mail.attempts += 1
        mail.save(update_fields=["sent_at", "body", "error", "attempts"])
        return "SENT"


def hand_over(mail):
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    EmailMessage(
        subject=mail.subject,
        body=mail.body,
        to=[mail.recipient],
        headers={"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
        connection=EmailBackend(timeout=SECONDS),
    ).send()


def postpone(mail, *, at, error, for_good=False):
    """The next time comes later and later, and after some days not at all."""
    mail.attempts += 1
    mail.error = error[:60]
    mail.due_at = at + min(FIRST_DELAY * 2 ** (mail.attempts - 1), LONGEST_DELAY)
    if for_good or at - mail.created_at > GIVEN_UP_AFTER:
        mail.given_up_at, mail.body = at, ""
        log.error("A mail was not taken (%s) and is given up; the command mails names it.", mail.error)
    mail.save(update_fields=["attempts", "error", "due_at", "given_up_at", "body"])
    return "REFUSED"


def shown():
    """The newest mails, for the demo, which sends none."""
    with as_mailer():
        return list(Mail.objects.order_by("-created_at")[:SHOWN])


def state():
    """How many wait, were sent and were given up, and which are in trouble, for whoever runs the installation."""
    with as_mailer():
        open_ones = Mail.objects.filter(sent_at=None)
        return {
            "waiting": open_ones.filter(given_up_at=None).count(),
            "sent": Mail.objects.filter(sent_at__isnull=False).count(),
            "given_up": open_ones.filter(given_up_at__isnull=False).count(),
            "in_trouble": list(open_ones.exclude(error="").order_by("created_at")[:SHOWN]),
        }
