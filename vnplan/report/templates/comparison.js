"use strict";
(function () {
  const root = document.documentElement;
  const at = (id) => document.getElementById(id);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const plain = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const plans = (node) => JSON.parse(node.dataset.plans);
  function show(node, yes) { node.hidden = !yes; return yes ? 1 : 0; }
  function filter() {
    const words = plain(at("words").value).split(/\s+/).filter(Boolean);
    const plan = at("plan").value, state = at("state").value;
    const said = (node) => { const text = plain(node.dataset.text); return words.every((word) => text.includes(word)); };
    let rows = 0;
    for (const row of all("tr[data-row]")) {
      const many = row.dataset.many === "1";
      const fits = !state || (state === "shared" ? many : state === "single" ? !many : true);
      rows += show(row, said(row) && fits && (!plan || plans(row).includes(plan)));
    }
    for (const cell of all("#matrix [data-plan]")) show(cell, !plan || cell.dataset.plan === plan);
    for (const one of all(".difference")) show(one, !plan || plans(one).includes(plan));
    const of_pairs = ["kept", "changed", "dropped", "added"].includes(state);
    const many_only = state === "shared", one_only = state === "single";
    for (const item of all(".difference [data-item]")) {
      const own = item.dataset.state, paired = own === "kept" || own === "changed";
      show(item, said(item) && (!of_pairs || own === state) && (!many_only || paired) && (!one_only || !paired));
    }
    for (const item of all(".lane [data-item]")) {
      const many = item.dataset.many === "1";
      const fits = of_pairs ? item.dataset.states.split(" ").includes(state) : many_only ? many : !one_only || !many;
      show(item, said(item) && fits);
    }
    for (const lane of all(".lane")) {
      const empty = (words.length > 0 || state) && !all("[data-item]:not([hidden])", lane).length;
      show(lane, !empty && (!plan || lane.dataset.plan === plan));
    }
    at("count").textContent = rows + " / " + all("tr[data-row]").length;
    show(at("nothing"), rows === 0);
    document.dispatchEvent(new Event("vnplan:filter"));
  }
  function speak(language) {
    root.dataset.language = language;
    root.lang = language;
    for (const option of all("option[data-vi]")) option.textContent = option.dataset[language];
    document.dispatchEvent(new Event("vnplan:language"));
  }
  at("filters").addEventListener("submit", (event) => event.preventDefault());
  for (const id of ["words", "plan", "state"]) at(id).addEventListener("input", filter);
  at("reset").addEventListener("click", () => { for (const id of ["words", "plan", "state"]) at(id).value = ""; filter(); });
  at("language").addEventListener("click", () => speak(root.dataset.language === "vi" ? "en" : "vi"));
  at("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  filter();
})();
