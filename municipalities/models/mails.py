"""Mails that leave after the commit of whoever wrote them."""

import uuid

from django.db import models

from municipalities.data_classes import SIGNS_IN, WITH_THE_CITY, Data


NIK_PATTERN = r"(^|[^0-9A-Za-z_-])[0-9]{16}([^0-9A-Za-z_-]|$)"


class Mail(models.Model):
    """
    A mail to be sent once. Its id is its Message-ID, so that a mail sent twice is still one to whoever receives it.

    It speaks of accounts and never of workers; its body is forgotten once it is sent.
    """

    data = Data(
        internal="created_at due_at attempts error sent_at given_up_at",
        personal="recipient subject body",
        whose=SIGNS_IN,
        kept="the body until it is sent, the rest " + WITH_THE_CITY,
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    error = models.CharField(max_length=60, blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["due_at"], name="mail_waiting", condition=models.Q(sent_at=None, given_up_at=None))
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(body__regex=NIK_PATTERN) & ~models.Q(subject__regex=NIK_PATTERN),
                name="no_nik_in_a_mail",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None), name="a_mail_is_sent_or_given_up"
            ),
        ]

    def __str__(self):
        return f"{self.subject} {self.id}"
