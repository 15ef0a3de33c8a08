"""A file as a whole does not get through."""


class FileRefused(Exception):
    """
    The file cannot be read.

    :param code: stable English word; whoever asked for the file to be opened has the sentence
    :param detail: what the sentence speaks of
    """

    def __init__(self, code, **detail):
        super().__init__(code)
        self.code = code
        self.detail = detail

    def as_dict(self):
        return {"code": self.code, **self.detail}
