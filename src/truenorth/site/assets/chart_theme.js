// Colours and numbers of charts: the page's own, so that a chart reads as the text beside it does.
(() => {
  // `light-dark()` has no value until it is used: a probe is painted with it and asked.
  truenorth.colour = (name) => {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.color = `var(--${name})`;
    const painted = getComputedStyle(probe).color;
    probe.remove();
    return painted;
  };

  const SIGNS = { GBP: "£", EUR: "€", USD: "$", CNY: "¥", JPY: "¥" };
  const PLAIN = ["count", "currency", "customers", "orders", "rows", ""];
  const grouped = (size, digits) =>
    size.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });

  truenorth.formatShare = (share, language) => {
    if (share === null || !Number.isFinite(share)) return "–";
    const percent = Math.abs(share) * 100;
    const sign = share < 0 ? "−" : "";
    const space = language === "en" ? "\u00a0" : "";
    if (percent > 0 && percent < 0.01) return `${sign}<0.01${space}%`;
    return `${sign}${percent.toFixed(percent > 0 && percent < 0.1 ? 2 : 1)}${space}%`;
  };

  // As `truenorth.wording.format_value` prints it.
  truenorth.formatValue = (value, unit, language) => {
    if (value === null || !Number.isFinite(value)) return "–";
    if (["ratio", "share", "rate"].includes(unit)) return truenorth.formatShare(value, language);
    const sign = value < 0 ? "−" : "";
    const size = Math.abs(value);
    const digits = size >= 1000 ? 0 : 2;
    if (/^[A-Z]{3}$/.test(unit)) return `${sign}${SIGNS[unit] ?? `${unit}\u00a0`}${grouped(size, digits)}`;
    const number = `${sign}${grouped(size, Number.isInteger(value) ? 0 : digits)}`;
    return PLAIN.includes(unit) ? number : `${number}\u00a0${unit}`;
  };

  // An axis has room for a size, not for its unit.
  truenorth.formatAxis = (value, unit, language) => {
    if (["ratio", "share", "rate"].includes(unit)) return `${Number((value * 100).toPrecision(4))}%`;
    const locale = language === "zh" ? "zh-CN" : "en-US";
    return value.toLocaleString(locale, { notation: "compact", maximumSignificantDigits: 4 });
  };

  // Draws now, and again whenever language, theme or width change.
  truenorth.keepDrawn = (chart, draw) => {
    draw();
    document.addEventListener("truenorth:language", draw);
    document.addEventListener("truenorth:theme", draw);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
    new ResizeObserver(() => {
      chart.resize();
      draw();
    }).observe(chart.getDom());
  };
})();
