"""The page of a comparison: whole in one file, hostile text stays text, and it works in a browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from tests.comparison.families import gold, plan
from vnplan.comparison import compare
from vnplan.model import Header, Plan, Scope, Section, Task, Theme, Time, When
from vnplan.report import render_page
from vnplan.report.page import marked
from vnplan.report.timeline import library
from vnplan.report.words import note_in_vietnamese

pytest.importorskip("jinja2")
pytest.importorskip("vl_convert")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions --hide-scrollbars"
).split()
browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")
HOSTILE = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=2>",
    "javascript:window.hit=3",
    '" onmouseover="window.hit=4" x="',
    "</script><script>window.hit=5</script>",
    "{{ 7*7 }}{% raw %}",
    "'];alert(6);//",
)


@cache
def family() -> str:
    return render_page(compare([plan(slug) for slug in gold("cong-nhan")["plans"].values()]))


def hostile_plan(year: int, mark: str) -> Plan:
    """A plan whose every text is an attack; `mark` makes it another plan."""
    when = When(text=HOSTILE[0], start=f"{year}-05-0{len(mark)}", end=f"{year}-05-0{len(mark)}")  # type: ignore[arg-type]
    return Plan(
        header=Header(
            issuing_body=HOSTILE[1], number=f"{len(mark)}/KH-{HOSTILE[2]}", subject=HOSTILE[4], place=HOSTILE[3]
        ),
        scope=Scope(year=year, province=HOSTILE[0], level="province", campaigns=("Tháng Công nhân",)),
        sections=(Section(label=HOSTILE[3], title=HOSTILE[1], kind="content"),),
        themes=(Theme(campaign=HOSTILE[0], text=HOSTILE[5] + mark),),
        times=(Time(**when.model_dump(), role="event"),),
        tasks=tuple(
            Task(
                activity=f"{text} Lễ phát động {number} {mark}",
                when=when,
                implement=(text,),
                coordinate=(text + mark,),
                origin="table",
                section=text,
            )
            for number, text in enumerate(HOSTILE)
        ),
    )


class Reader(HTMLParser):
    """Elements and attributes of a page, and the text of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("page", ["family", "hostile"])
def test_the_page_has_no_address_outside_of_itself(page: str) -> None:
    text = family() if page == "family" else render_page(compare([hostile_plan(2023, "a"), hostile_plan(2024, "bb")]))
    found = read(text)
    addresses = [value or "" for name, value in found.attributes if name in ("href", "src", "srcset", "action", "data")]
    assert addresses
    assert all(value.startswith("#") or value == "data:," for value in addresses)
    own = text.replace(library(), "")
    assert len(text) - len(own) == len(library())
    assert not re.search(r"url\(|@import|https?:|\beval\(|\bFunction\(", own)
    assert not {"img", "iframe", "object", "embed", "link2", "base"} & set(found.tags)
    assert "unsafe-eval" not in text
    assert len(text.encode()) < 2_000_000


def test_text_of_a_hostile_plan_stays_text() -> None:
    page = render_page(compare([hostile_plan(2023, "a"), hostile_plan(2024, "bb")]))
    found = read(page)
    assert found.tags.count("script") == 4  # the page's, the chart's form, its library, its drawing
    form = re.search(r'id="timeline-set">(.*?)</script>', page, re.DOTALL)
    assert form
    assert set(json.loads(form[1])) == {"form", "first", "last", "words"}  # no text of a plan
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert "&lt;script&gt;window.hit=1&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page.replace("&#39;", "'")


def test_the_page_speaks_both_languages_and_opens_in_the_one_asked_for() -> None:
    comparison = compare([plan("tinh-ninh-thuan-2024"), plan("tinh-khanh-hoa-2026")])
    vietnamese, english = render_page(comparison), render_page(comparison, language="en")
    assert 'data-language="vi"' in vietnamese
    assert 'data-language="en"' in english
    assert "Ninh Thuận nhập vào Khánh Hòa từ 01/7/2025" in english


def test_the_same_plans_give_the_same_page() -> None:
    plans = [plan(slug) for slug in gold("moi-truong")["plans"].values()]
    assert render_page(compare(plans)) == render_page(compare(plans[::-1]))


def test_what_two_texts_share_is_marked_and_nothing_is_lost() -> None:
    one, other = "Lễ ra quân, phát động Tháng Công nhân", "Lễ phát động Tháng Công nhân"
    pieces = marked(one, other)
    assert "".join(text for text, _ in pieces) == one
    assert "quân" in "".join(text for text, shared in pieces if not shared)
    assert "phát động" in "".join(text for text, shared in pieces if shared)


def test_a_text_with_nothing_in_common_is_not_marked() -> None:
    assert not any(shared for _, shared in marked("Hội thao và tập bơi", "Khám bệnh và cấp thuốc"))


def test_notes_are_told_in_vietnamese_too() -> None:
    assert note_in_vietnamese("its work went to Sở Nội vụ") == "nhiệm vụ chuyển về Sở Nội vụ"
    assert note_in_vietnamese("something else") == "something else"


PROBE = """
<script>
const seen = { errors: [], blocked: [], steps: {} };
addEventListener("error", (e) => seen.errors.push(String(e.message)));
addEventListener("unhandledrejection", (e) => seen.errors.push(String(e.reason)));
addEventListener("securitypolicyviolation", (e) => seen.blocked.push(e.blockedURI || e.violatedDirective));
const wait = (time) => new Promise((done) => setTimeout(done, time));
const all = (selector) => [...document.querySelectorAll(selector)];
const marks = () => all(".lane:not([hidden]) .chart:not([hidden]) path[aria-label]");
addEventListener("load", async () => {
  while (document.getElementById("timeline").dataset.drawn === undefined && !seen.errors.length) await wait(20);
  const rows = () => all("tr[data-row]").filter((r) => !r.hidden).map((r) => r.dataset.text);
  const set = (id, value) => {
    const n = document.getElementById(id); n.value = value; n.dispatchEvent(new Event("input"));
  };
  const step = async (name) => { await wait(60); seen.steps[name] = { rows: rows(),
    items: all(".difference [data-item]").filter((n) => !n.hidden).length,
    lanes: all(".lane").filter((n) => !n.hidden).length,
    marks: marks().map((n) => n.getAttribute("aria-label")),
    count: document.getElementById("count").textContent }; };
  const axis = () => all(".lane:not([hidden]) .role-axis-label text").map((n) => n.textContent);
  const mark = () => getComputedStyle(marks()[0]).fill;
  await step("all");
  if (marks().length) {
    const box = marks()[0].getBoundingClientRect(), where = { bubbles: true, clientX: box.x + 3, clientY: box.y + 3 };
    for (const kind of ["pointerover", "pointermove"]) marks()[0].dispatchEvent(new PointerEvent(kind, where));
    await wait(60);
    seen.tooltip = document.getElementById("vg-tooltip-element").innerText;
    seen.strong = marks().filter((n) => n.getAttribute("opacity") === "1").map((n) => n.getAttribute("aria-label"));
    marks()[0].dispatchEvent(new PointerEvent("pointerout", where));
    marks()[0].dispatchEvent(new MouseEvent("click", where));
    await wait(60);
    seen.target = document.querySelector("tr:target")?.dataset.text;
    seen.mark_before = mark();
  }
  set("words", "le phat dong"); await step("words");
  set("words", ""); set("plan", document.getElementById("plan").options[1].value); await step("plan");
  document.getElementById("reset").click(); set("state", "shared"); await step("shared");
  set("state", "added"); await step("added");
  set("state", ""); set("words", "zzz"); await step("none");
  seen.nothing = !document.getElementById("nothing").hidden;
  document.getElementById("reset").click(); await step("reset");
  const colour = () => getComputedStyle(document.body).backgroundColor;
  seen.before = colour(); document.getElementById("theme").click(); seen.after = colour();
  if (marks().length) seen.mark_after = mark();
  seen.axis = axis();
  document.getElementById("language").click(); seen.language = document.documentElement.lang;
  await wait(60);
  seen.axis_after = axis();
  seen.hit = window.hit === undefined ? null : window.hit;
  seen.resources = performance.getEntriesByType("resource").map((e) => e.name);
  seen.wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  seen.outside = all(".chart svg").filter((n) => n.getBoundingClientRect().right > innerWidth).length;
  const out = document.createElement("pre"); out.id = "probe"; out.textContent = JSON.stringify(seen);
  document.body.append(out);
});
</script>
"""


def browse(page: str, folder: Path, size: str = "1280,900") -> tuple[dict[str, Any], str]:
    """What the probe saw in the page, and what the browser wrote to its console."""
    file = folder / "page.html"
    file.write_text(page.replace("<body>", "<body>" + PROBE, 1), "utf-8")
    command = [
        str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--window-size={size}",
        "--enable-logging=stderr", "--virtual-time-budget=20000", "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True)
    found = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, done.stderr[-2000:]
    text = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&nbsp;", "\u00a0")
    seen: dict[str, Any] = json.loads(text)
    return seen, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


@browser
def test_in_a_browser_filters_work_and_nothing_leaves_the_page(tmp_path: Path) -> None:
    seen, console = browse(family(), tmp_path)
    steps = seen["steps"]
    everything = steps["all"]
    assert len(everything["rows"]) == len(steps["reset"]["rows"]) > 8
    assert steps["words"]["rows"] == ["Lễ phát động Tháng Công nhân"]
    assert steps["words"]["count"] == f"1 / {len(everything['rows'])}"
    assert steps["plan"]["lanes"] == 1
    assert 0 < len(steps["plan"]["rows"]) < len(everything["rows"])
    assert 0 < len(steps["shared"]["rows"]) < len(everything["rows"])
    assert 0 < steps["added"]["items"] < everything["items"]
    assert steps["none"]["rows"] == []
    assert steps["none"]["marks"] == []
    assert seen["nothing"]
    assert seen["before"] != seen["after"]
    assert seen["language"] == "en"
    assert (seen["errors"], seen["blocked"], seen["resources"], console) == ([], [], [], "")


@browser
def test_in_a_browser_the_chart_follows_filters_theme_and_language(tmp_path: Path) -> None:
    seen, console = browse(family(), tmp_path)
    steps = seen["steps"]
    everything = steps["all"]["marks"]
    assert len(everything) == family().count("data-spans=")
    launch = "Lễ ra quân, phát động Tháng Công nhân; Phú Yên 2023; Phú Yên; 28/4/2023; Liên đoàn Lao động tỉnh Phú Yên"
    assert launch in everything
    assert 0 < len(steps["words"]["marks"]) < len(everything)
    assert all("hát động" in label for label in steps["words"]["marks"])
    assert {label.split("; ")[1] for label in steps["plan"]["marks"]} == {"Phú Yên 2023"}
    assert 0 < len(steps["shared"]["marks"]) < len(everything)
    assert 0 < len(steps["added"]["marks"]) < len(everything)
    assert sorted(steps["reset"]["marks"]) == sorted(everything)
    name, plan_key, province, days, who = everything[0].split("; ")
    assert all(text in seen["tooltip"] for text in (name, plan_key, province, days, who))
    assert everything[0] in seen["strong"]  # the same activity in other plans stays strong
    assert 1 < len(seen["strong"]) < len(everything)
    assert seen["target"]
    assert seen["mark_before"] != seen["mark_after"]
    assert {"Tháng 4", "Tháng 5"} < set(seen["axis"])
    assert {"April", "May"} < set(seen["axis_after"])
    assert (seen["errors"], seen["blocked"], seen["resources"], console) == ([], [], [], "")


@browser
def test_on_paper_the_chart_is_light_and_its_names_are_whole(tmp_path: Path) -> None:
    file, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    dark = '<script>document.documentElement.dataset.theme = "dark"</script>'
    file.write_text(family().replace("<body>", "<body>" + dark, 1), "utf-8")
    command = [
        str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=20000",
        f"--print-to-pdf={paper}", "--no-pdf-header-footer", file.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    with pdfplumber.open(paper) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
        drawn = [one["non_stroking_color"] for page in pdf.pages for one in (*page.rects, *page.curves)]
    inks = {tuple(round(part, 2) for part in ink) for ink in drawn if ink}
    chart = text.split("Dòng thời gian")[-1]
    assert all(words in chart for words in ("Phú Yên 2023", "Tháng 5", "28/4"))
    assert "Khám, tầm soát bệnh nghề nghiệp cho công nhân chế biến thủy sản" in chart
    assert (0.0, 0.45, 0.7) in inks  # Phú Yên's blue of the light page
    assert (0.34, 0.71, 0.91) not in inks


@browser
def test_in_a_browser_a_hostile_plan_does_nothing_and_fits_a_phone(tmp_path: Path) -> None:
    page = render_page(compare([hostile_plan(2023, "a"), hostile_plan(2024, "bb")]))
    seen, console = browse(page, tmp_path, size="500,900")  # Chromium's window is not narrower
    assert seen["hit"] is None
    assert (seen["errors"], seen["blocked"], seen["resources"], console) == ([], [], [], "")
    assert (seen["wide"], seen["outside"]) == (0, 0)
    assert len(seen["steps"]["all"]["marks"]) == page.count("data-spans=") > 10
    assert HOSTILE[0] in seen["tooltip"]
