// The released figures that a page carries, and how a printed number is held against them.
(() => {
  const WITHHELD = "withheld";

  // "<dimension>/<member>/<first day>", each part percent-coded, as site/figure_keys.py writes it.
  const keyOf = (row) => row.slice(0, 3).map(encodeURIComponent).join("/");

  const bubbleOf = (raw, trusted) => {
    const known = (value) => value !== null && value !== WITHHELD;
    if (!known(raw) || !known(trusted) || Number(trusted) === 0) return null;
    return String(Number(raw) / Number(trusted) - 1);
  };

  // Metrics by percent-coded name: their unit, and `values`, from a figure's name to its exact value: text, null or "withheld".
  truenorth.readFigures = (leaves) => {
    const metrics = new Map();
    for (const leaf of leaves) {
      const name = encodeURIComponent(leaf.metric);
      const metric = metrics.get(name) ?? { unit: "", values: new Map() };
      metrics.set(name, metric);
      const sides = (row, raw, trusted) => {
        metric.values.set(`${row}/raw`, raw);
        metric.values.set(`${row}/trusted`, trusted);
        metric.values.set(`${row}/bubble`, bubbleOf(raw, trusted));
      };
      if (leaf.values) for (const row of leaf.values) sides(keyOf(row), row[4], row[5]);
      else {
        metric.unit = leaf.unit;
        sides("total", leaf.raw, leaf.trusted);
      }
    }
    return metrics;
  };

  const isShare = (name, unit) => name.endsWith("/bubble") || ["ratio", "share", "rate"].includes(unit);

  // Whether a printed text says the value of the figure of this name, to the precision in which it is printed.
  truenorth.says = (printed, value, name, unit) => {
    const text = printed.trim();
    if (value === WITHHELD) return /^(withheld|已隐去|×)$/.test(text);
    if (value === null) return text === "–" || text === "";
    const found = /^([^\d<]*)(<?)([\d,]+)(?:\.(\d+))?/.exec(text);
    if (!found) return false;
    const [, before, below, whole, fraction = ""] = found;
    const exact = Number(value) * (isShare(name, unit) ? 100 : 1);
    const size = Number(`${whole.replaceAll(",", "")}.${fraction || "0"}`);
    const isNegative = before.includes("−");
    if (isNegative !== exact < 0 && !(size === 0 && exact === 0)) return false;
    if (below) return Math.abs(exact) < size;
    const rounding = 10 ** -fraction.length / 2;
    return Math.abs(size - Math.abs(exact)) <= rounding + Math.abs(exact) * 1e-12 + 1e-12;
  };
})();
