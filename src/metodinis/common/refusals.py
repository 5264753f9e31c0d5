"""Why a write is refused. Operations raise these; pages and REST services tell them. Pure."""


class Refused(Exception):
    """A refused write, nothing stored. `message`: what is wrong and what to do, translatable.

    `status`: the HTTP status that a REST service answers with.
    """

    status = 400

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class NotAllowed(Refused):
    """The state of the thing, or of what it belongs to, doesn't allow this now."""

    status = 409


class FieldErrors(Refused):
    """Bad input. `errors`: name of the field -> message."""

    def __init__(self, errors):
        super().__init__("; ".join(f"{field}: {text}" for field, text in errors.items()))
        self.errors = errors


class CodedError(Exception):
    """A cell or a file that can't be taken, told in both languages without a site.

    code: a key of `messages` (code -> Lithuanian and English template); details fill it.
    """

    messages = {}

    def __init__(self, code, **details):
        super().__init__(code, details)
        self.code = code
        self.details = details

    def text(self, language):
        """What is wrong and what to do, in "lt" or (any other code) English."""
        lithuanian, english = self.messages[self.code]
        return (lithuanian if language == "lt" else english).format(**self.details)

    def __str__(self):
        return self.text("en")
