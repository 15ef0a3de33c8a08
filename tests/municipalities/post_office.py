"""A mail server on loopback that keeps what it is given, and can refuse."""

from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from socket import socket

from aiosmtpd.controller import Controller


class PostOffice:
    def __init__(self):
        self.delivered = []
        self.refusal = None

    async def handle_DATA(self, server, session, envelope):
        if self.refusal:
            return self.refusal
        self.delivered.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def texts(self):
        return [mail.get_content().strip() for mail in self.delivered]


@contextmanager
def open_post_office(settings, port=0):
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Payung <payung@payung.example>"
    try:
        yield office
    finally:
        controller.stop(no_assert=True)


def free_port():
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
