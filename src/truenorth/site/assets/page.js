// What the scripts of a page share: its data blocks, its language, and texts in both languages.
(() => {
  const truenorth = (window.truenorth = {});

  truenorth.block = (id) => {
    const element = document.getElementById(id);
    return element ? JSON.parse(element.textContent) : null;
  };

  truenorth.language = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

  // An element with attributes and children; texts are only ever text nodes.
  truenorth.element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };

  // Both languages; the style sheet shows one, so that the switch needs no script.
  truenorth.words = (en, zh) => {
    const both = document.createDocumentFragment();
    both.append(
      truenorth.element("span", { class: "en", lang: "en" }, en),
      truenorth.element("span", { class: "zh", lang: "zh-Hans" }, zh),
    );
    return both;
  };
})();
