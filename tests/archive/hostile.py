"""A unit of work for tests: quick, and at the command of the file it hangs, dies or takes all memory."""

from __future__ import annotations

import os
import signal
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from vnplan.archive.tables import rows
from vnplan.archive.work import Record, failure
from vnplan.model import Diagnostic, Header, Plan, SourceInfo, Span, Task, Unit


def parse(data: bytes, name: str, **_: Any) -> Record:
    """The record of a made-up plan; files that begin with a command obey it."""
    command = data.split(b" ")[0]
    if command == b"hang":
        time.sleep(600)
    elif command == b"die":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif command == b"die-once":  # until the file that it names is there
        flag = Path(data.decode().split(" ", 1)[1].strip())
        if not flag.exists():
            flag.touch()
            os._exit(3)
    elif command == b"fill":
        bytearray(8_000_000_000)
    elif command == b"print":
        print("noise of a library " * 1000, flush=True)
    elif command == b"bad":
        return failure(name, "UnreadableSource", "it is bad", "make it good", "text")
    elif command == b"slow":
        time.sleep(0.02)
    text = data.decode()
    plan = Plan(
        header=Header(subject=text[:40]),
        units=(Unit(name="Sở Y tế", texts=("SYT",), spans=(Span(start=0, end=1, text=text[:1]),)),),
        tasks=tuple(Task(activity=word, lead=("SYT",), origin="text") for word in text.split()[:5]),
        diagnostics=(Diagnostic(code="no-title", severity="warning", message="none"),),
        source=SourceInfo(
            name=name, media_type="text/plain", sha256=sha256(data).hexdigest(), size=len(data), reader="x"
        ),
    )
    found = rows(plan, plan_id=sha256(data).hexdigest(), text=text, json=plan.model_dump_json(), version="0")
    return Record(name, ok=True, format="text", reader="x", diagnostics={"no-title": 1}, rows=found)
