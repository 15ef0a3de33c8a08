"""The file waits: a person is asked. The other way not to get through is FileRefused."""


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
