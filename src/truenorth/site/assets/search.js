// Search over the whole site, in the page: English by word, Chinese by single characters and pairs.
(() => {
  const place = document.getElementById("results");
  const count = document.getElementById("search-count");
  const field = document.getElementById("search-field");
  const entries = window.truenorthSearchIndex;
  if (!place || !field || !entries) return;
  const { element, words, language } = truenorth;
  const MOST = 50;
  const HAN = /\p{Script=Han}/u;
  const KINDS = {
    metric: ["Metric", "指标"],
    source: ["Source", "数据源"],
    signal: ["Signal", "信号"],
    page: ["Page", "页面"],
    term: ["Term", "术语"],
    code: ["Code", "代码"],
  };

  // Chinese has no spaces: each character, and each pair of neighbours, is a word.
  const tokenize = (text) => {
    const found = [];
    for (const part of text.normalize("NFKC").toLowerCase().match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? []) {
      if (!HAN.test(part)) found.push(part);
      else {
        const letters = [...part];
        found.push(...letters, ...letters.slice(1).map((letter, place) => letters[place] + letter));
      }
    }
    return found;
  };
  // A question of several characters is answered by pairs alone; single ones would find everything.
  const ask = (text) => {
    const all = tokenize(text);
    const pairs = all.filter((token) => HAN.test(token) && [...token].length > 1);
    return pairs.length ? all.filter((token) => !HAN.test(token) || [...token].length > 1) : all;
  };

  const index = new minisearch.MiniSearch({
    fields: ["title_en", "title_zh", "names", "text_en", "text_zh"],
    tokenize,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: ask,
      combineWith: "AND",
      prefix: (term) => !HAN.test(term),
      fuzzy: (term) => (!HAN.test(term) && term.length > 4 ? 0.2 : false),
      boost: { title_en: 4, title_zh: 4, names: 4 },
    },
  });
  index.addAll(entries.map((entry, id) => ({ id, ...entry })));

  const shown = (entry) => {
    const kind = element("span", { class: "kicker" }, words(...KINDS[entry.kind]));
    const link = element("a", { href: entry.href }, words(entry.title_en, entry.title_zh || entry.title_en));
    const text = element("p", {}, words(entry.text_en, entry.text_zh || entry.text_en));
    return element("li", {}, kind, " ", link, text);
  };

  const search = () => {
    const asked = field.value.trim();
    const found = asked ? index.search(asked) : [];
    place.replaceChildren();
    count.replaceChildren();
    if (!asked) return;
    const [first, all] = [Math.min(found.length, MOST), found.length];
    const cut = first < all ? [` The first ${first} are shown.`, `显示前${first}条。`] : ["", ""];
    count.append(words(`${all} found.${cut[0]}`, `找到${all}条。${cut[1]}`));
    if (found.length) {
      place.append(element("ol", { class: "found" }, ...found.slice(0, MOST).map((hit) => shown(entries[hit.id]))));
    }
  };

  // Arrows walk from the field through the results and back.
  const walk = (event) => {
    const links = [...place.querySelectorAll("a")];
    const stops = [field, ...links];
    const at = stops.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || at < 0 || !links.length) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
  };

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) field.value = asked;
  field.addEventListener("input", search);
  document.addEventListener("keydown", walk);
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
    place.querySelector("a")?.focus();
  });
  search();
})();
