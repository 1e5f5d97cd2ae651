"""Errors say what is wrong and what to do, also after crossing a process."""

from __future__ import annotations

import pickle

import pytest

from vnplan import errors

KINDS = [
    errors.SourceNotFound,
    errors.UnsupportedFormat,
    errors.UnreadableSource,
    errors.EmptySource,
    errors.EncryptedSource,
    errors.LimitExceeded,
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_names_file_cause_and_a_remedy(kind: type[errors.VnplanError]) -> None:
    message = str(kind("it is torn", source="a.pdf"))
    assert message.startswith("a.pdf: it is torn (")
    assert kind("it is torn").remedy


def test_a_raiser_s_own_remedy_wins() -> None:
    assert errors.EmptySource("nothing", remedy="write something").remedy == "write something"


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_survives_pickling(kind: type[errors.VnplanError]) -> None:
    again = pickle.loads(pickle.dumps(kind("cause", source="b.docx", remedy="remedy")))
    assert (type(again), again.cause, again.source, again.remedy) == (kind, "cause", "b.docx", "remedy")


def test_exit_codes_tell_the_kinds_apart() -> None:
    assert len({kind.exit_code for kind in KINDS[:3]}) == 3
