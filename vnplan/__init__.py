"""Vietnamese administrative plans (kế hoạch) as typed data.

    >>> import vnplan
    >>> plan = vnplan.parse("ke-hoach.docx")
    >>> plan.header.number, plan.tasks[0].when

`parse` and `parse_text` give a `Plan`, `read` the `Document` it is made from; the `find_…` functions take plain text
and give one kind of fact. Names are loaded when they are first used, so that importing the package costs little.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vnplan.archive.dataset import Archive, open_archive
    from vnplan.archive.runs import parse_archive
    from vnplan.document import Document
    from vnplan.errors import VnplanError
    from vnplan.extractors.citations import find_citations
    from vnplan.extractors.targets import find_targets
    from vnplan.extractors.times import find_times
    from vnplan.extractors.units import find_units
    from vnplan.limits import Limits
    from vnplan.model import Plan
    from vnplan.pipeline import parse, parse_text, read

__version__ = "0.1.0"

__all__ = [
    "Archive",
    "Document",
    "Limits",
    "Plan",
    "VnplanError",
    "__version__",
    "find_citations",
    "find_targets",
    "find_times",
    "find_units",
    "open_archive",
    "parse",
    "parse_archive",
    "parse_text",
    "read",
]

_MODULES = {
    "Archive": "vnplan.archive.dataset",
    "Document": "vnplan.document",
    "Limits": "vnplan.limits",
    "Plan": "vnplan.model",
    "VnplanError": "vnplan.errors",
    "find_citations": "vnplan.extractors.citations",
    "find_targets": "vnplan.extractors.targets",
    "find_times": "vnplan.extractors.times",
    "find_units": "vnplan.extractors.units",
    "open_archive": "vnplan.archive.dataset",
    "parse": "vnplan.pipeline",
    "parse_archive": "vnplan.archive.runs",
    "parse_text": "vnplan.pipeline",
    "read": "vnplan.pipeline",
}


def __getattr__(name: str) -> object:
    """The public name, from the module that defines it (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_MODULES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
