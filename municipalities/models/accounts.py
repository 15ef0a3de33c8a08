"""What belongs to an account and to no city: its events, the forms it has not sent, the reset of its second factor."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from municipalities.data_classes import Data


class AccountEvent(models.Model):
    """One thing that happened to an account or was tried on it; append-only; `detail` tells nothing of workers."""

    data = Data(internal="action role at recorded_at request_id address detail")

    class Action(models.TextChoices):
        SIGNED_IN = "account.signed_in", _("Masuk")
        REFUSED = "account.refused", _("Percobaan masuk gagal")
        SLOWED_DOWN = "account.slowed_down", _("Terlalu banyak percobaan")
        SIGNED_OUT = "account.signed_out", _("Keluar")
        IDLED_OUT = "account.idled_out", _("Dikeluarkan setelah lama tanpa kegiatan")
        AGED_OUT = "account.aged_out", _("Dikeluarkan karena sesi sudah lama sekali")
        CONFIRMED = "account.confirmed", _("Memastikan diri lagi")
        PASSWORD_CHANGED = "password.changed", _("Kata sandi diganti")
        PASSWORD_ASKED = "password.reset_asked", _("Meminta kata sandi baru")
        PASSWORD_RESET = "password.reset", _("Kata sandi dibuat baru lewat surel")
        SECOND_FACTOR_ON = "second_factor.on", _("Langkah kedua dipasang")
        SECOND_FACTOR_OFF = "second_factor.off", _("Langkah kedua dilepas")
        CODES_RENEWED = "second_factor.codes_renewed", _("Kode cadangan dibuat baru")
        RESET_ASKED = "second_factor.reset_asked", _("Pelepasan langkah kedua diminta")
        RESET_APPROVED = "second_factor.reset", _("Langkah kedua dilepas oleh dua admin")
        RESET_CANCELLED = "second_factor.reset_cancelled", _("Pelepasan langkah kedua dibatalkan")
        NAME_CHANGED = "account.name_changed", _("Nama diganti")
        ADDRESS_ASKED = "address.change_asked", _("Meminta ganti alamat surel")
        ADDRESS_CHANGED = "address.changed", _("Alamat surel diganti")
        SHUT = "account.shut", _("Akun dinonaktifkan")
        OPENED = "account.opened", _("Akun diaktifkan lagi")
        SESSION_ENDED = "session.ended", _("Sesi lain dikeluarkan")
        ROLE_GIVEN = "role.given", _("Peran diberikan")
        ROLE_END_CHANGED = "role.end_changed", _("Masa peran diubah")
        ROLE_TAKEN = "role.taken", _("Peran diakhiri")
        INVITED_AGAIN = "invitation.sent_again", _("Undangan dikirim lagi")
        INVITATION_ACCEPTED = "invitation.accepted", _("Akun dibuat dari undangan")
        ROLE_SWITCHED = "role.switched", _("Ganti peran")
        # Of people who work for several cities; the trail of one city has its own.
        ACCESS_REFUSED = "access.refused", _("Membuka halaman yang tidak untuk perannya")
        NOT_FOUND = "access.not_found", _("Membuka sesuatu yang tidak ada atau bukan miliknya")
        ACT_REFUSED = "act.refused", _("Mencoba sesuatu yang tidak dapat dilakukan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.CharField(max_length=40)  # of Action; without choices, or each new one would be a migration
    # Nobody where a name was typed that is nobody's.
    about = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    request_id = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=32, blank=True)  # hashed
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["about", "recorded_at"], name="events_of_account")]

    def __str__(self):
        return f"{self.action} {self.about_id or ''}".strip()

    @property
    def label(self):
        return self.Action(self.action).label


class KeptForm(models.Model):
    """A form that was sent when the session had ended: kept for its sender, sealed, until it is sent again."""

    data = Data(
        internal="scope_id at",
        specific="content",
        whose="whoever the form speaks of, sealed",
        kept="until it is sent again, a day at most",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    scope_id = models.BigIntegerField()
    at = models.DateTimeField()
    content = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], name="kept_forms_of_user")]

    def __str__(self):
        return str(self.id)


class SecondFactorReset(models.Model):
    """Somebody lost the second factor: one admin asks that it be taken off, another one approves."""

    data = Data(internal="status reason asked_at decided_at")

    class Status(models.TextChoices):
        ASKED = "ASKED", _("menunggu admin kedua")
        APPROVED = "APPROVED", _("dilepas")
        CANCELLED = "CANCELLED", _("dibatalkan")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(status="ASKED"), name="one_open_reset_of_a_second_factor"
            ),
            models.CheckConstraint(
                condition=~models.Q(status="APPROVED")
                | models.Q(decided_by__isnull=False)
                & ~models.Q(decided_by=models.F("asked_by"))
                & ~models.Q(decided_by=models.F("user")),
                name="two_admins_reset_a_second_factor",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("user")), name="nobody_asks_for_the_own_reset"
            ),
        ]

    def __str__(self):
        return f"{self.user} {self.status}"
