from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import vnplan
from tests.exports.plans import OTHER, PLAN, make_plan, on
from vnplan.errors import MissingDependency
from vnplan.exports.calendar import calendar
from vnplan.model import Deadline, Header, Plan, Task, When
from vnplan.resolution import join_activities

icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "plans"
ICAL_JS = Path(os.environ.get("ICAL_JS") or ROOT / ".ci-cache" / "node_modules" / "ical.js") / "dist" / "ical.js"


def components(written: bytes, kind: str = "VEVENT") -> list[Any]:
    return list(icalendar.Calendar.from_ical(written).walk(kind))


def event(plan: Plan, name: str) -> Any:
    (found,) = [c for c in components(calendar([plan])) if c["SUMMARY"].startswith(name)]
    return found


def raw(component: Any, name: str) -> str:
    return str(component[name].to_ical().decode())


def of_task(when: When, **more: object) -> Any:
    (found,) = components(
        calendar([make_plan(Task.model_validate({"activity": "A b", "origin": "table", "when": when, **more}))])
    )
    return found  # fmt: skip


# Times


def test_a_day_is_an_event_of_a_whole_day_that_blocks_no_time() -> None:
    found = event(PLAN, "Lễ ra quân")
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (dt.date(2023, 5, 5), dt.date(2023, 5, 6))
    assert found["TRANSP"] == "TRANSPARENT"


def test_several_days_end_after_the_last_one() -> None:
    found = event(PLAN, "Hội trại")
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (dt.date(2023, 5, 20), dt.date(2023, 5, 22))


def test_hours_are_those_of_viet_nam() -> None:
    written = calendar([PLAN]).decode()
    assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20230528T080000" in written
    assert "DTEND;TZID=Asia/Ho_Chi_Minh:20230528T103000" in written
    (zone,) = components(written.encode(), "VTIMEZONE")
    assert zone["TZID"] == "Asia/Ho_Chi_Minh"
    assert event(PLAN, "Khai mạc").decoded("DTSTART").utcoffset() == dt.timedelta(hours=7)


def test_a_rule_begins_on_its_first_day_and_ends_with_its_bounds() -> None:
    found = event(PLAN, "Trực hồ bơi")
    assert found.decoded("DTSTART") == dt.date(2023, 5, 6)
    assert raw(found, "RRULE") == "FREQ=WEEKLY;UNTIL=20230531;BYDAY=SA"


def test_the_end_of_a_rule_with_hours_is_in_utc() -> None:
    found = event(PLAN, "Họp giao ban")
    assert raw(found, "DTSTART") == "20230508T073000"
    assert raw(found, "RRULE") == "FREQ=WEEKLY;UNTIL=20230531T165959Z;BYDAY=MO"


def test_a_rule_without_bounds_takes_those_of_the_plan() -> None:
    found = of_task(When(text="ngày 20 hằng tháng", rrule="FREQ=MONTHLY;BYMONTHDAY=20"))
    assert raw(found, "DTSTART") == "20230420"
    assert raw(found, "RRULE") == "FREQ=MONTHLY;UNTIL=20231231;BYMONTHDAY=20"


def test_the_part_of_the_day_is_told_and_no_hour_is_made_of_it() -> None:
    assert event(PLAN, "Trực hồ bơi")["SUMMARY"] == "Trực hồ bơi (tối)"


def test_what_has_no_day_is_left_out() -> None:
    for when in (None, When(text="thường xuyên"), When(text="hằng tháng", rrule="FREQ=MONTHLY")):
        assert not components(calendar([make_plan(Task(activity="Họp", when=when, origin="text"))]))


def test_doubtful_times_are_tentative() -> None:
    assert event(PLAN, "Hội trại")["STATUS"] == "TENTATIVE"
    assert event(PLAN, "Lễ ra quân")["STATUS"] == "CONFIRMED"


# Words


def test_an_event_says_who_where_and_from_which_plan() -> None:
    found = event(PLAN, "Lễ ra quân")
    assert found["LOCATION"] == "Quảng trường"
    assert found["ORGANIZER"].params["CN"] == "Đoàn xã"
    assert found["DESCRIPTION"].splitlines() == [
        "Chủ trì: Đoàn xã",
        "Thời gian: ngày 2023-05-05",
        "Mục: II. NỘI DUNG",
        "Theo: 12-KH/ĐTN ngày 03/04/2023, ĐOÀN XÃ PHÚ AN, he.docx",
    ]


def test_descriptions_may_be_in_english() -> None:
    written = components(calendar([PLAN], language="en"))
    assert "Carried out by: Đội cứu hộ; Trạm y tế" in "".join(c["DESCRIPTION"] for c in written)


def test_a_long_name_is_cut_and_told_in_full_below() -> None:
    name = "mở lớp bơi cho thiếu nhi. Thời gian dự kiến ngày 06/6, tại hồ bơi " + "rất rộng " * 40
    found = of_task(on("2023-06-06"), activity=name)
    assert found["SUMMARY"] == "Mở lớp bơi cho thiếu nhi"
    assert name.strip() in found["DESCRIPTION"]


def test_items_of_a_cell_are_one_title() -> None:
    assert of_task(on("2023-06-06"), activity="- Mở lớp bơi - Trao giải")["SUMMARY"] == "Mở lớp bơi; Trao giải"


@pytest.mark.parametrize("text", ['a"b', "a\nBEGIN:VEVENT\n", "a\r\nATTACH:x", "a;b,c\\d", "\x07a", "\ud800"])
def test_no_text_breaks_the_file(text: str) -> None:
    task = Task(activity=f"Lễ {text}", when=on("2023-06-06"), lead=(text,), place=text, group=text, origin="table")
    plan = make_plan(task).model_copy(update={"header": Header(subject=text, number=text, issuing_body=text)})
    written = calendar([plan])
    assert written.count(b"\r\nBEGIN:VEVENT\r\n") == 1
    assert b"\r\nATTACH" not in written
    assert len(components(written)) == 1


# Deadlines


def test_a_deadline_is_a_task_to_do_on_the_last_day_that_it_leaves() -> None:
    todo = components(calendar([PLAN]), "VTODO")[0]
    assert (todo["SUMMARY"], todo.decoded("DUE")) == ("Báo cáo", dt.date(2023, 6, 9))
    assert "Hạn: trước ngày 10/06/2023" in todo["DESCRIPTION"]
    assert "Gửi đến: Đoàn xã" in todo["DESCRIPTION"]


def test_a_deadline_that_is_a_task_too_is_told_once() -> None:
    assert calendar([PLAN]).decode().count("SUMMARY:Báo cáo\r\n") == 1


def test_a_deadline_that_recurs_has_a_start_and_a_length() -> None:
    todo = components(calendar([PLAN]), "VTODO")[1]
    assert raw(todo, "DTSTART") == "20230414"
    assert raw(todo, "RRULE") == "FREQ=MONTHLY;UNTIL=20231231;BYMONTHDAY=14"
    assert todo.decoded("DURATION") == dt.timedelta(days=1)


def test_deadlines_may_be_events_with_an_alarm() -> None:
    written = calendar([PLAN], deadlines="event")
    assert not components(written, "VTODO")
    (due,) = [c for c in components(written) if c["SUMMARY"] == "Hạn: Báo cáo"]
    assert due.decoded("DTSTART") == dt.date(2023, 6, 9)
    (alarm,) = due.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", dt.timedelta(hours=-15))


def test_work_with_only_a_bound_is_a_task_to_do() -> None:
    when = When(text="xong trước 30/6", end=dt.date(2023, 6, 30), op="<")
    (todo,) = components(calendar([make_plan(Task(activity="Sửa cầu", when=when, origin="table"))]), "VTODO")
    assert todo.decoded("DUE") == dt.date(2023, 6, 29)


# The same again


def test_two_runs_give_the_same_bytes() -> None:
    again = Plan.model_validate_json(PLAN.model_dump_json())
    assert calendar([PLAN, OTHER]) == calendar([again, OTHER])


def test_the_same_bytes_come_from_another_process() -> None:
    code = (
        "import sys; from tests.exports.plans import PLAN; from vnplan.exports.calendar import calendar;"
        "sys.stdout.buffer.write(calendar([PLAN]))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/New_York"}
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert run.stdout == calendar([PLAN])


def test_names_of_entries_are_unique_and_do_not_hang_on_the_other_plans() -> None:
    twice = make_plan(*[Task(activity="Họp", when=on("2023-06-06"), order=str(i), origin="table") for i in (1, 2)])
    names = [c["UID"] for c in components(calendar([twice, PLAN]))]
    assert len(set(names)) == len(names)
    assert {c["UID"] for c in components(calendar([PLAN]))} <= set(names)


def test_names_of_entries_go_by_number_else_by_bytes() -> None:
    def uid(plan: Plan, sha256: str) -> str:
        source = plan.source.model_copy(update={"sha256": sha256}) if plan.source else None
        return str(components(calendar([plan.model_copy(update={"source": source})]))[0]["UID"])

    assert uid(PLAN, "aa") == uid(PLAN, "bb")
    unnumbered = make_plan(*PLAN.tasks, number="-KH/ĐTN")
    assert uid(unnumbered, "aa") != uid(unnumbered, "bb")


def test_stamps_are_of_the_day_of_issue() -> None:
    assert set(re.findall(r"DTSTAMP:(\w+)", calendar([PLAN]).decode())) == {"20230403T000000Z"}


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingDependency, match="icalendar") as caught:
        calendar([PLAN])
    assert caught.value.remedy == "pip install 'vnplan[export]'"


# In a client: ical.js, which is in Thunderbird

_SCRIPT = """
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
const { default: ICAL } = await import(pathToFileURL(process.argv[2]));
const root = new ICAL.Component(ICAL.parse(fs.readFileSync(0, 'utf8')));
for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const days = (event) => {
  const found = [], next = event.iterator();
  for (let day; (day = next.next()) && found.length < 500;) found.push(day.toString());
  return found;
};
const events = root.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
console.log(JSON.stringify({
  events: events.map((e) => ({
    name: e.summary, organiser: e.organizer, days: e.isRecurring() ? days(e) : [e.startDate.toString()],
    end: e.endDate.toString(), utc: e.startDate.toUnixTime(),
  })),
  todos: root.getAllSubcomponents('vtodo').map((one) => String(one.getFirstPropertyValue('due') ?? '')),
}));
"""


def in_client(written: bytes, folder: Path) -> dict[str, Any]:
    node = shutil.which("node")
    if node is None or not ICAL_JS.exists():
        pytest.skip("node or ical.js is missing: npm install --prefix .ci-cache ical.js@2.2.1")
    script = folder / "read.mjs"
    script.write_text(_SCRIPT)
    run = subprocess.run([node, str(script), str(ICAL_JS)], input=written, capture_output=True, check=False, timeout=60)
    assert run.returncode == 0, run.stderr.decode()
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_a_client_shows_days_hours_and_deadlines(tmp_path: Path) -> None:
    found = in_client(calendar([PLAN, OTHER]), tmp_path)
    events = {entry["name"]: entry for entry in found["events"]}
    assert events["Trực hồ bơi (tối)"]["days"] == ["2023-05-06", "2023-05-13", "2023-05-20", "2023-05-27"]
    assert events["Họp giao ban"]["days"] == [f"2023-05-{day}T07:30:00" for day in ("08", "15", "22", "29")]
    assert events["Khai mạc hè"]["utc"] == dt.datetime(2023, 5, 28, 1, tzinfo=dt.UTC).timestamp()
    assert found["todos"][0] == "2023-06-09"


def test_a_client_shows_real_plans(tmp_path: Path) -> None:
    names = ("tra-vinh-2023.txt", "vinh-thuan-2024.txt")
    if not all((SHARED / name).exists() for name in names):
        pytest.skip("the real plans are not at hand")
    plans = []
    for name in names:
        plan = vnplan.parse(SHARED / name)
        joined, _ = join_activities(plan.tasks, sections=plan.sections, abbreviations=plan.abbreviations)
        plans.append(plan.model_copy(update={"activities": joined}))
    written = calendar(plans)
    assert written == calendar(plans)
    days = [entry["days"] for entry in in_client(written, tmp_path)["events"]]
    assert ["2023-05-06", "2023-05-13", "2023-05-20", "2023-05-27"] in days
    assert ["2023-04-28"] in days


def test_all_plans_of_the_tests_are_read_by_the_client(tmp_path: Path) -> None:
    odd = Deadline(due=dt.date(2023, 6, 1), op="<", what='gửi "báo cáo"; về: xã,\nhuyện', by=('Đội "A"',))
    found = in_client(calendar([make_plan(deadlines=(odd,))], deadlines="event"), tmp_path)
    assert [entry["days"] for entry in found["events"]] == [["2023-05-31"]]
