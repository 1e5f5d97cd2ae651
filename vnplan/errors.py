"""What can go wrong before there is a plan.

    VnplanError
    ├── SourceNotFound         no such file, or it can't be opened
    ├── UnsupportedFormat      the bytes are of no format that vnplan reads
    ├── MissingDependency      readable, but only with something that is not installed
    └── UnreadableSource       the format is known, the content is not readable
        ├── EmptySource        no bytes, or no text in them
        ├── EncryptedSource    locked by a password
        └── LimitExceeded      larger, deeper or slower than the caller allows

Everything that vnplan raises on purpose is a `VnplanError`. What is readable but doubtful raises
nothing: the fact stays in the plan and a `Diagnostic` says why.
"""

from __future__ import annotations


class VnplanError(Exception):
    """A source could not be turned into a plan.

    `source` names the file (or "<bytes>", "<text>"), `cause` says what is wrong, `remedy` what to do.
    """

    exit_code = 1
    advice = "tell the authors of vnplan"  # the remedy where a raiser knows no better one

    def __init__(self, cause: str, *, source: str = "<bytes>", remedy: str = "") -> None:
        super().__init__(cause, source, remedy)
        self.cause = cause
        self.source = source
        self.remedy = remedy or self.advice

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.cause, self.source, self.remedy)  # errors cross processes

    def __str__(self) -> str:
        return f"{self.source}: {self.cause} ({self.remedy})"


def _again(kind: type[VnplanError], cause: str, source: str, remedy: str) -> VnplanError:
    return kind(cause, source=source, remedy=remedy)


class SourceNotFound(VnplanError):
    """No such file, or it can't be opened."""

    exit_code = 3
    advice = "check the path and who may read it"


class UnsupportedFormat(VnplanError):
    """The bytes are of no format that vnplan reads."""

    exit_code = 4
    advice = "give .docx, .doc, .rtf, .odt, .pdf, .html, .txt, .md, .png, .jpg or .tif"


class MissingDependency(VnplanError):
    """The source needs a program or package that is not installed; `remedy` says how to install it."""

    exit_code = 5


class UnreadableSource(VnplanError):
    """The format is known, but the content is broken."""

    exit_code = 6
    advice = "get the file anew, or open it in the program that made it and save it again"


class EmptySource(UnreadableSource):
    """No bytes, or no text in them."""

    advice = "check that this is the right file"


class EncryptedSource(UnreadableSource):
    """The source is locked by a password."""

    advice = "pass its password, or save it again without one"


class LimitExceeded(UnreadableSource):
    """The source is larger, deeper or slower to read than the limits allow; the cause names the limit."""

    advice = "raise the limit, or leave this file out"
