// Proves in the browser that what the page shows is what was released and logged.
(() => {
  const place = document.getElementById("proof");
  const data = truenorth.block("proof-data");
  if (!place || !data) return;
  const { bytes, hex, fromBase64, leafHash, root, rootOverPath } = truenorth.merkle;

  // Leaves as objects, and the roots that they come to; an error names what does not fit.
  const open = () => {
    const roots = {};
    const settle = (tree, found) => {
      const fits = found && (!roots[tree] || roots[tree] === hex(found));
      if (!fits) throw new Error(`the leaves of ${tree} do not fit`);
      roots[tree] = hex(found);
    };
    const headlines = data.headlines ?? [];
    if (data.headlines) settle("headlines", root(headlines.map((leaf) => leafHash(bytes(leaf)))));
    for (const { tree, leaf, index, path } of data.leaves ?? []) {
      settle(tree, rootOverPath(leafHash(bytes(leaf)), index, data.size, path.map(fromBase64)));
    }
    const texts = [...headlines, ...(data.leaves ?? []).map((one) => one.leaf)];
    const leaves = texts.map((text) => JSON.parse(text));
    const isOurs = leaves.every((leaf) => leaf.release_id === data.release_id);
    if (!isOurs) throw new Error("a leaf is of another release");
    return { roots, leaves };
  };

  // Every marked figure of the page, in both languages; those that say something else are struck out.
  const compare = (leaves) => {
    const metrics = truenorth.readFigures(leaves);
    const shown = [...document.querySelectorAll("[data-figure]")];
    const wrong = shown.filter((figure) => {
      const name = figure.dataset.figure;
      const metric = metrics.get(figure.closest("[data-metric]")?.dataset.metric);
      const value = metric?.values.get(name);
      const spans = [...figure.querySelectorAll(".en, .zh")];
      const printed = (spans.length ? spans : [figure]).map((span) => span.textContent);
      const holds =
        value !== undefined && printed.every((text) => truenorth.says(text, value, name, metric.unit));
      figure.classList.toggle("refused-figure", !holds);
      return !holds;
    });
    return { shown: shown.length, wrong: wrong.length };
  };

  const prove = (roots) => {
    const { body, kind, index, size, at } = truenorth.openProof(data.log.proof, data.log.vkey);
    if (kind !== "figures" || body.release_id !== data.release_id) return null;
    const fits = Object.entries(roots).every(([tree, found]) => body[tree] === found);
    if (!fits || body.metrics !== data.size) throw new Error("the figures are not those that were logged");
    return { index, size, at };
  };

  const judge = () => {
    try {
      const { roots, leaves } = open();
      const counted = compare(leaves);
      if (counted.wrong) return { state: "altered", counted };
      if (!data.log) return { state: "nolog", counted };
      const proven = data.log.proof && data.log.vkey ? prove(roots) : null;
      return proven ? { state: "verified", counted, proven } : { state: "unlogged", counted };
    } catch (error) {
      return { state: "altered", problem: error.message };
    }
  };

  const found = judge();
  place.dataset.state = found.state;
  place.setAttribute("role", found.state === "altered" ? "alert" : "status");
  place.replaceChildren(...truenorth.proofWords(found, data.log?.vkey));
})();
