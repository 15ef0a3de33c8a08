"""The two ways a file as a whole does not get through: it is refused, or a person is asked."""


class FileRefused(Exception):
    """
    The file cannot be read.

    :param code: stable English word; enrollment/sentences.py has the sentence
    :param detail: what the sentence speaks of
    """

    def __init__(self, code, **detail):
        super().__init__(code)
        self.code = code
        self.detail = detail

    def as_dict(self):
        return {"code": self.code, **self.detail}


class Question(Exception):
    """
    The file waits for a person.

    :param options: what may be answered: codes to accept, or the names of sheets
    :param samples: what of the file a person has to see to answer; kept only until then
    """

    def __init__(self, code, *, options=(), samples=None, **detail):
        super().__init__(code)
        self.code = code
        self.options = list(options)
        self.samples = samples or {}
        self.detail = detail

    def as_dict(self):
        return {"code": self.code, "options": self.options, **self.detail}
