"""What stops a run. Wrong content never does: that is a Diagnostic."""


class CannotRun(Exception):
    """The command cannot run at all (no framework, unreadable folder). Exit code 2.

    `remedy` says in a sentence what the person can do about it.
    """

    def __init__(self, message: str, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
