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
