"""What leaves the process as a log line carries no NIK and no address that opens something to whoever has it."""

import logging
import re

from municipalities import origin


NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
# The token of a link, an invitation, an address.
SECRET = re.compile(r"(/(?:kirim|undangan|akun/surel)/)[^/\s]{16,}")


def masked(text):
    return SECRET.sub(r"\1[...]", NIK.sub("[NIK]", text))


class MaskDigits(logging.Filter):
    """Replaces every run of sixteen digits and every token in an address, in the message and in a traceback."""

    def filter(self, record):
        record.msg = masked(record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = masked(record.exc_text)
        return True


class NameRequest(logging.Filter):
    """Says which request, or whose job, a line belongs to."""

    def filter(self, record):
        request_id = origin.current().request_id
        record.request = f" [{request_id}]" if request_id else ""
        return True
