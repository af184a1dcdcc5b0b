// Brushing evidence as a graph: a circle is a group of accounts, a line says that two groups share accounts.
(() => {
  const place = document.getElementById("groups");
  const data = truenorth.block("groups-data");
  if (!place || !data) return;
  const { element, words } = truenorth;
  const LOOKS = ["circle", "diamond", "rect", "triangle", "roundRect", "pin"]; // not told by colour alone

  const [ROW, LABELS, EDGE] = [84, 170, 40]; // pixels

  const signals = Object.keys(data.signals);
  const rowOf = (signal) => signals.indexOf(signal) * ROW;
  const tiesOf = (group) => data.ties.filter(([one, other]) => one === group.number || other === group.number);
  const otherOf = ([one, other], group) => (one === group.number ? other : one);

  const tell = (group, language, mark) => {
    const shared = tiesOf(group).map((tie) => [otherOf(tie, group), tie[2]]);
    const parts =
      language === "zh"
        ? [
            `第${group.number}组：${data.signals[group.signal].zh}`,
            `${group.members}个账号，${group.findings}处发现，剔除${group.blocked}`,
            ...(group.targets === null ? [] : [`涉及${group.targets}个内容`]),
            ...shared.map(([other, count]) => `与第${other}组共有${count}个账号`),
          ]
        : [
            `Group ${group.number}: ${data.signals[group.signal].en}`,
            `${group.members} accounts, ${group.findings} findings, ${group.blocked} blocked`,
            ...(group.targets === null ? [] : [`${group.targets} contents served`]),
            ...shared.map(([other, count]) => `shares ${count} accounts with group ${other}`),
          ];
    return parts.join(mark);
  };

  const tellTie = ([one, other, shared], language) =>
    language === "zh" ? `${one}与${other}共有${shared}个账号` : `${one} and ${other} share ${shared} accounts`;

  const canvas = element("div", { class: "chart-canvas", "aria-hidden": "true" });
  const frame = element("div", { class: "chart", tabindex: "0", role: "group" }, canvas);
  const said = element("p", { class: "chart-said", "aria-live": "polite" });
  const hint = element(
    "p",
    { class: "chart-hint", id: "groups-hint" },
    words("Point at a group, or walk through them with the arrow keys.", "把指针移到某组，或用方向键逐组查看。"),
  );
  frame.setAttribute("aria-describedby", "groups-hint");
  place.append(frame, hint, said);
  place.hidden = false;
  canvas.style.height = `${rowOf(signals.at(-1)) + 2 * EDGE}px`;
  const chart = echarts.init(canvas, null, { renderer: "svg" });

  const node = (group, colour) => ({
    id: String(group.number),
    name: String(group.number),
    symbol: LOOKS[signals.indexOf(group.signal) % LOOKS.length],
    symbolSize: Math.min(60, 10 + 4 * Math.sqrt(group.members)),
    itemStyle: { color: group.blocked ? colour.raw : colour.soft, borderColor: colour.ink, borderWidth: 1 },
    label: { show: true, color: colour.ink, position: "right", formatter: String(group.number) },
  });

  // One row a signal, its groups side by side, in pixels; a layout by forces would differ at every look.
  const placed = (group, width) => {
    const peers = data.groups.filter((one) => one.signal === group.signal);
    const first = Math.min(LABELS, width / 2);
    return { x: first + (peers.indexOf(group) + 0.5) * ((width - first) / peers.length), y: rowOf(group.signal) };
  };
  const signalNode = (signal, language, colour) => ({
    id: signal,
    name: signal,
    x: 0,
    y: rowOf(signal) + 1,
    symbol: "rect",
    symbolSize: 6,
    itemStyle: { color: colour.soft },
    label: {
      show: true,
      color: colour.ink,
      position: "right",
      width: LABELS - 20,
      overflow: "break",
      formatter: () => data.signals[signal][language],
    },
  });

  const draw = () => {
    const language = truenorth.language();
    const names = ["ink", "soft", "raw", "sheet", "line"];
    const colour = Object.fromEntries(names.map((name) => [name, truenorth.colour(name)]));
    const width = canvas.clientWidth - 2 * EDGE;
    const nodes = [
      ...data.groups.map((group) => ({ ...node(group, colour), ...placed(group, width) })),
      ...signals.map((signal) => signalNode(signal, language, colour)),
    ];
    frame.setAttribute("aria-label", language === "zh" ? "一起行动的账号组" : "Groups of accounts that acted together");
    chart.setOption(
      {
        animation: false,
        tooltip: {
          renderMode: "richText", // drawn as text: the other mode writes HTML
          confine: true,
          backgroundColor: colour.sheet,
          borderColor: colour.line,
          textStyle: { color: colour.ink },
          formatter: ({ dataType, dataIndex }) => {
            if (dataType === "edge") return tellTie(data.ties[dataIndex], language);
            const group = data.groups[dataIndex];
            return group ? tell(group, language, "\n") : data.signals[signals[dataIndex - data.groups.length]][language];
          },
        },
        series: [
          {
            type: "graph",
            layout: "none",
            left: EDGE / 2,
            top: EDGE,
            width: Math.max(...nodes.map((one) => one.x)) || 1, // what the nodes take: a pixel stays a pixel
            height: rowOf(signals.at(-1)) + 1,
            data: nodes,
            links: data.ties.map(([one, other, shared]) => ({
              source: String(one),
              target: String(other),
              lineStyle: { width: 1 + Math.sqrt(shared) / 2, color: colour.soft, curveness: 0.15 },
            })),
            emphasis: { scale: false, itemStyle: { borderWidth: 4 } },
          },
        ],
      },
      true,
    );
  };

  let at = -1;
  frame.addEventListener("keydown", (event) => {
    const last = data.groups.length - 1;
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last };
    if (!(event.key in steps)) return;
    event.preventDefault();
    chart.dispatchAction({ type: "downplay", seriesIndex: 0 });
    at = Math.max(0, Math.min(last, steps[event.key]));
    for (const type of ["highlight", "showTip"]) chart.dispatchAction({ type, seriesIndex: 0, dataIndex: at });
    const group = data.groups[at];
    said.replaceChildren(words(tell(group, "en", ". "), tell(group, "zh", "；")));
  });
  truenorth.keepDrawn(chart, draw);
})();
