"""The closed list of diagnostics: each code with its usual severity and what it means."""

from __future__ import annotations

from collections.abc import Iterable

from vnplan.model import Diagnostic, Severity, Span

CODES: dict[str, tuple[Severity, str]] = {
    "no-letterhead": ("warning", "the document has no letterhead; what it would say is absent or inferred"),
    "no-title": ("warning", "no document type was found: this may not be a plan"),
    "no-signature": ("info", "no signature block was found"),
    "no-recipients": ("info", "no list of recipients was found"),
    "blank-number": ("info", "the number was left blank"),
    "blank-date": ("info", "the day of issue was left blank"),
    "date-at-end": ("info", "the line of place and date stands at the end"),
    "numbering-slip": ("warning", "a number does not fit its parent; kept as printed"),
    "numbering-skip": ("info", "a number is missing in a sequence"),
    "numbering-repeat": ("info", "a number occurs twice in a sequence"),
    "invalid-date": ("error", "a date that does not exist"),
    "weekday-mismatch": ("error", "the weekday printed is not the date's"),
    "range-reversed": ("error", "a range ends before it begins"),
    "anniversary-mismatch": ("warning", "the years between two dates are not the number printed"),
    "issued-before-basis": ("warning", "the plan is dated before a document that it rests on"),
    "event-before-issue": ("warning", "an event or deadline lies before the day of issue"),
    "year-inferred": ("info", "a year was not printed and was taken from elsewhere"),
    "abbreviation-undefined": ("info", "an abbreviation is used that the document does not define"),
    "abbreviation-early": ("info", "an abbreviation is used before it is defined"),
    "table-unclear": ("warning", "the cells of a table could not be told apart with certainty"),
    "table-no-tasks": ("info", "a table without bodies and dates gives no tasks"),
    "columns-inferred": ("info", "what a column means was inferred from its cells"),
    "scope-inferred": ("info", "level, province or year was inferred, not printed in the letterhead"),
    "reference-open": ("info", "a short reference to a document could not be resolved"),
    "text-repaired": ("info", "the text was repaired or converted while reading"),
    "text-lost": ("warning", "the reader could not give all that the file holds"),
    "ocr": ("info", "the text comes from optical character recognition"),
    "ocr-doubtful": ("warning", "characters were recognised with low confidence"),
    "contradiction": ("warning", "two places of the plan say different things of one event"),
    "missing-lead": ("info", "a task names no body that leads or carries it out"),
    "deadline-before-end": ("warning", "a report is due before the period that it reports on has ended"),
}


def diagnose(code: str, detail: str = "", spans: Iterable[Span] = ()) -> Diagnostic:
    """A diagnostic of a known code; `detail` follows the code's own explanation. KeyError for an unknown code."""
    severity, meaning = CODES[code]
    return Diagnostic(
        code=code, severity=severity, message=f"{meaning}: {detail}" if detail else meaning, spans=tuple(spans)
    )
