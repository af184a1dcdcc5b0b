// The periods of a metric and of its slices, from the leaf that the page also proves: what is drawn is proven.
(() => {
  const number = (text) => (text === null || text === "withheld" ? null : Number(text));

  // Slices with a trend, the total first: [{ dimension, member, points: [{ start, end, raw, trusted }] }].
  truenorth.readSeries = (metric) => {
    const leaves = (truenorth.block("proof-data")?.leaves ?? []).map((one) => JSON.parse(one.leaf));
    const values = leaves.find((leaf) => leaf.metric === metric && leaf.values)?.values ?? [];
    const series = new Map();
    for (const [dimension, member, start, end, raw, trusted] of values) {
      if (!start) continue;
      const name = JSON.stringify([dimension, member]);
      const one = series.get(name) ?? { dimension, member, points: [] };
      one.points.push({ start, end, raw: number(raw), trusted: number(trusted) });
      series.set(name, one);
    }
    const isTotal = (one) => one.dimension === "all";
    return [...series.values()]
      .filter((one) => one.points.length > 1)
      .sort((one, other) => isTotal(other) - isTotal(one));
  };
})();
