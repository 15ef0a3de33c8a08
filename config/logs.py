"""What leaves the process as a log line carries no NIK."""

import logging
import re

from municipalities import origin


NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")


class MaskDigits(logging.Filter):
    """Replaces every run of sixteen digits, in the message and in a traceback."""

    def filter(self, record):
        record.msg = NIK.sub("[NIK]", record.getMessage())
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = NIK.sub("[NIK]", record.exc_text)
        return True


class NameRequest(logging.Filter):
    """Says which request, or whose job, a line belongs to."""

    def filter(self, record):
        request_id = origin.current().request_id
        record.request = f" [{request_id}]" if request_id else ""
        return True
