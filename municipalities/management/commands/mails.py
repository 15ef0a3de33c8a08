from django.conf import settings

from municipalities import mails
from municipalities.commands import PlainCommand


class Command(PlainCommand):
    help = "How much mail waits, was sent and was given up, and which mails the server would not take."

    def answer(self, **options):
        state = mails.state()
        rows = [
            {
                "to": mail.recipient,
                "written": mail.created_at.isoformat(timespec="minutes"),
                "attempts": mail.attempts,
                "error": mail.error,
                "given_up": mail.given_up_at is not None,
            }
            for mail in state["in_trouble"]
        ]
        return {"server": settings.EMAIL_HOST or "none", **state, "in_trouble": rows}
