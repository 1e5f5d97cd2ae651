// Draws the list of each lane as a chart. Colours are the page's own variables: light, dark and print need no redraw.
"use strict";
{
  const set = JSON.parse(document.getElementById("timeline-set").textContent);
  const DAY = 864e5, NARROW = 760, PAPER = 900; // pixels; on paper the chart is scaled to the page
  const first = Date.parse(set.first), last = Date.parse(set.last) + DAY;
  const section = document.getElementById("timeline");
  const lanes = Array.from(document.querySelectorAll("#timeline .lane"));
  const listed = Array.from(document.querySelectorAll("#timeline [data-item]"));
  const room = Math.min(190, 24 + 7.4 * Math.max(0, ...listed.map((item) => item.dataset.short.length))); // for the days
  const views = new Map();
  const language = () => document.documentElement.dataset.language;

  function values(lane) {
    const words = set.words[language()], { plan, province } = lane.dataset;
    const items = Array.from(lane.querySelectorAll("[data-item]")).filter((item) => !item.hidden);
    return items.flatMap((item, place) => {
      const link = item.querySelector("a"), name = link.textContent, who = item.dataset.who;
      const facts = Object.entries({ plan, province, when: item.dataset.days, responsible: who }).filter(([, fact]) => fact);
      const tip = { title: name, ...Object.fromEntries(facts.map(([key, fact]) => [words[key], fact])) };
      const label = [name, ...facts.map(([, fact]) => fact)].join("; ");
      return item.dataset.spans.split(" ").map((span, number) => {
        const [start, end] = span.split("/").map(Date.parse);
        return {
          place, name, tip, label, start, end: end + DAY, middle: start + DAY / 2, long: end > start, lead: !number,
          row: link.hash, href: link.hash, days: item.dataset.short,
        };
      });
    });
  }

  // Wide: name, chart, days side by side. Narrow, and on paper: name and days above the chart.
  function layout(width, paper) {
    const narrow = paper || width < NARROW, left = narrow ? 8 : Math.round(Math.min(width * 0.36, 400));
    const right = width - (narrow ? 8 : room), month = (30.4 * DAY * (right - left)) / (last - first);
    const days = month >= 540 ? 5 : month >= 240 ? 10 : month >= 150 ? 15 : 31; // room for "Tháng 5" between two ticks
    return {
      step: narrow ? 46 : 28, ticks: ticks(days), long: month >= 76, left, right, narrow, room, lift: narrow ? -10 : 0,
      drop: narrow ? 9 : 0,
    };
  }

  function ticks(step) {
    const found = [];
    for (const day = new Date(first); day < last; day.setUTCDate(day.getUTCDate() + 1)) {
      const number = day.getUTCDate();
      if (number === 1 || (number % step === 0 && number < 30)) found.push(day.getTime());
    }
    return found;
  }

  function settle(view, lane, paper = false) {
    const width = paper ? PAPER : section.clientWidth, { step, ...rest } = layout(width, paper), data = values(lane);
    const signals = { ...rest, first, last, language: language(), tone: Number(lane.dataset.tone) };
    for (const [name, value] of Object.entries(signals)) view.signal(name, value);
    view.width(width).height(step * (1 + Math.max(-1, ...data.map((one) => one.place)))).data("activities", data);
    view.description(`${set.words[language()].timeline}: ${lane.dataset.plan}`);
    lane.querySelector(".chart").hidden = data.length === 0;
    return view.runAsync();
  }

  function drawn(paper) {
    return Promise.all(Array.from(views, ([lane, view]) => settle(view, lane, paper)));
  }

  function focus(row) {
    for (const view of views.values()) if (view.signal("focus") !== row) view.signal("focus", row).runAsync();
  }

  async function begin() {
    const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, defaultStyle: false,
      tooltip: { disableDefaultStyle: true } };
    for (const name of ["vnplan:filter", "vnplan:language"]) document.addEventListener(name, () => drawn());
    addEventListener("beforeprint", () => drawn(true));
    addEventListener("afterprint", () => drawn());
    for (const lane of lanes.filter((one) => one.querySelector("[data-item]"))) {
      const { view } = await window.vegaEmbed(lane.querySelector(".chart"), set.form, options);
      view.addEventListener("pointerover", (event, item) => focus((item && item.datum && item.datum.row) || null));
      view.addEventListener("pointerout", () => focus(null));
      views.set(lane, view);
      await settle(view, lane);
    }
    let width = section.clientWidth;
    new ResizeObserver(() => {
      if (section.clientWidth !== width) { width = section.clientWidth; drawn(); }
    }).observe(section);
    section.dataset.drawn = "";
  }

  begin().catch((error) => {
    for (const list of document.querySelectorAll(".listed")) list.open = true;
    throw error;
  });
}
