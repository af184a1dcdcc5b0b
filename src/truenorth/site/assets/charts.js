// The explorer of a metric: raw and trusted by period, for the total or one slice, by pointer and by keyboard.
(() => {
  const place = document.getElementById("explorer");
  const about = truenorth.block("chart-data");
  const series = about ? truenorth.readSeries(about.metric) : [];
  if (!place || !series.length) return;
  const { element, words, formatValue, formatShare } = truenorth;

  const canvas = element("div", { class: "chart-canvas", "aria-hidden": "true" });
  const frame = element("div", { class: "chart", tabindex: "0", role: "group" }, canvas);
  const said = element("p", { class: "chart-said", "aria-live": "polite" });
  const select = element("select", { id: "explorer-slice" });
  const label = element("label", { for: "explorer-slice" }, words("Show", "显示"));
  const hint = element(
    "p",
    { class: "chart-hint", id: "explorer-hint" },
    words("Point at a period, or move with the arrow keys.", "把指针移到某一期，或用方向键移动。"),
  );
  const table = element("table");
  const summary = element("summary", {}, words("What is drawn, as a table", "图中数据（表格）"));
  const tabled = element("details", {}, summary, element("div", { class: "scroll" }, table));
  frame.setAttribute("aria-describedby", "explorer-hint");
  place.append(element("div", { class: "chart-controls" }, label, select), frame, hint, said, tabled);
  place.hidden = false;
  // In place of the drawn picture, which says the same and is kept for paper.
  document.documentElement.classList.add("explored");
  document.getElementById("metric-description")?.before(place);

  const chart = echarts.init(canvas, null, { renderer: "svg" });
  let chosen = 0;
  let at = -1;

  const points = () => series[chosen].points;
  const bubble = (point) => {
    const known = point.raw !== null && point.trusted;
    return known ? point.raw / point.trusted - 1 : null;
  };
  const titleOf = ({ dimension, member }, language) => {
    if (dimension === "all") return language === "zh" ? "全部" : "Everything";
    return `${(about.dimensions[dimension] ?? { [language]: dimension })[language]}: ${member}`;
  };
  const eventsIn = (point) => about.events.filter((event) => event.start < point.end && point.start < event.end);
  const figures = (point, language) => ({
    raw: formatValue(point.raw, about.unit, language),
    trusted: formatValue(point.trusted, about.unit, language),
    bubble: `${bubble(point) > 0 ? "+" : ""}${formatShare(bubble(point), language)}`,
  });
  const tell = (point, language, mark) => {
    const { raw, trusted, bubble: gap } = figures(point, language);
    const events = eventsIn(point).map((event) => event[language]);
    const parts =
      language === "zh"
        ? [point.start, `原始 ${raw}`, `可信 ${trusted}`, `泡沫 ${gap}`, ...events]
        : [point.start, `raw ${raw}`, `trusted ${trusted}`, `bubble ${gap}`, ...events];
    return parts.join(mark);
  };

  const line = (name, side, look) => ({
    type: "line",
    name,
    data: points().map((point) => [Date.parse(point.start), point[side]]),
    showSymbol: points().length < 60,
    symbolSize: 7,
    ...look,
  });

  const option = () => {
    const language = truenorth.language();
    const zh = language === "zh";
    const colour = Object.fromEntries(
      ["ink", "soft", "grid", "raw", "trusted", "sheet", "line", "event"].map((name) => [name, truenorth.colour(name)]),
    );
    const areas = about.events.map((event) => [
      { name: event[language], xAxis: Date.parse(event.start) },
      { xAxis: Date.parse(event.end) },
    ]);
    const axis = {
      axisLabel: { color: colour.soft, hideOverlap: true },
      axisLine: { lineStyle: { color: colour.line } },
      splitLine: { lineStyle: { color: colour.grid } },
    };
    return {
      animation: false,
      useUTC: true,
      textStyle: { color: colour.ink },
      grid: { left: 8, right: 16, top: 28, bottom: 8, containLabel: true },
      tooltip: {
        trigger: "axis",
        renderMode: "richText", // drawn as text: the other mode writes HTML
        confine: true,
        backgroundColor: colour.sheet,
        borderColor: colour.line,
        textStyle: { color: colour.ink },
        formatter: ([first]) => tell(points()[first.dataIndex], language, "\n"),
      },
      xAxis: {
        type: "time",
        ...axis,
        splitLine: { show: false },
        axisLabel: { ...axis.axisLabel, formatter: (time) => new Date(time).toISOString().slice(0, 7) },
      },
      yAxis: {
        type: "value",
        ...axis,
        axisLabel: { ...axis.axisLabel, formatter: (value) => truenorth.formatAxis(value, about.unit, language) },
      },
      series: [
        line(zh ? "原始" : "raw", "raw", {
          symbol: "circle",
          itemStyle: { color: colour.raw },
          lineStyle: { color: colour.raw, type: "dashed", width: 2 },
        }),
        line(zh ? "可信" : "trusted", "trusted", {
          symbol: "diamond",
          itemStyle: { color: colour.trusted },
          lineStyle: { color: colour.trusted, width: 2.5 },
          markArea: {
            silent: true,
            itemStyle: { color: colour.event, opacity: 0.8 },
            label: { color: colour.soft, position: "insideTop", width: 120, overflow: "truncate" },
            data: areas,
          },
        }),
      ],
    };
  };

  const retable = () => {
    const head = [["Period", "期间"], ["Raw", "原始"], ["Trusted", "可信"], ["Bubble", "泡沫"]];
    const cells = (point) => {
      const [en, zh] = [figures(point, "en"), figures(point, "zh")];
      return ["raw", "trusted", "bubble"].map((side) => element("td", { class: "number" }, words(en[side], zh[side])));
    };
    const caption = words(titleOf(series[chosen], "en"), titleOf(series[chosen], "zh"));
    table.replaceChildren(
      element("caption", {}, caption),
      element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, words(...name))))),
      element(
        "tbody",
        {},
        ...points().map((point) =>
          element("tr", {}, element("th", { scope: "row" }, point.start), ...cells(point)),
        ),
      ),
    );
  };

  const draw = () => {
    const language = truenorth.language();
    const options = series.map((one, place) => element("option", { value: place }, titleOf(one, language)));
    select.replaceChildren(...options);
    select.value = String(chosen);
    const title = `${about.title[language]}: ${titleOf(series[chosen], language)}`;
    frame.setAttribute("aria-label", title);
    chart.setOption(option(), true);
  };

  const move = (place) => {
    at = Math.max(0, Math.min(points().length - 1, place));
    chart.dispatchAction({ type: "showTip", seriesIndex: 1, dataIndex: at });
    const point = points()[at];
    said.replaceChildren(words(tell(point, "en", ", "), tell(point, "zh", "，")));
  };

  select.addEventListener("change", () => {
    chosen = Number(select.value);
    at = -1;
    said.replaceChildren();
    draw();
    retable();
  });
  frame.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: points().length - 1 };
    if (event.key in steps) {
      event.preventDefault();
      move(steps[event.key]);
    } else if (event.key === "Escape") chart.dispatchAction({ type: "hideTip" });
  });
  truenorth.keepDrawn(chart, draw);
  retable();
})();
