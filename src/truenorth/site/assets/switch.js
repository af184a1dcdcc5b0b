// Language and colours: chosen once, remembered on every page, with or without storage.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const storage = (() => {
    try {
      localStorage.setItem("truenorth.probe", "1");
      localStorage.removeItem("truenorth.probe");
      return localStorage;
    } catch {
      return null; // a browser may forbid it, above all for pages opened from disk
    }
  })();
  const switches = {
    lang: {
      usual: navigator.language.startsWith("zh") ? "zh" : "en",
      apply(value) {
        root.lang = value === "zh" ? "zh-Hans" : "en";
        document.title = root.dataset[value];
      },
      event: "truenorth:language",
    },
    theme: {
      usual: "auto",
      apply(value) {
        if (value === "auto") delete root.dataset.theme;
        else root.dataset.theme = value;
      },
      event: "truenorth:theme",
    },
  };
  const chosen = {};

  // Without storage the choice travels in the address of each link and of the search.
  const carry = () => {
    for (const link of document.querySelectorAll("a[href]:not([href^='#'])")) {
      const url = new URL(link.href);
      for (const [name, value] of Object.entries(chosen)) url.searchParams.set(name, value);
      link.href = url.href;
    }
    for (const form of document.querySelectorAll("form[role='search']")) {
      for (const [name, value] of Object.entries(chosen)) {
        const field = form.querySelector(`input[type='hidden'][name='${name}']`) ?? form.appendChild(document.createElement("input"));
        Object.assign(field, { type: "hidden", name, value });
      }
    }
  };
  const remember = (name, value) => {
    chosen[name] = value;
    if (storage) storage.setItem(`truenorth.${name}`, value);
    else carry();
  };

  for (const [name, one] of Object.entries(switches)) {
    const choices = [...document.querySelectorAll(`input[name="${name}"]`)];
    const known = (value) => choices.some((choice) => choice.value === value);
    const show = (value) => {
      for (const choice of choices) choice.checked = choice.value === value;
      one.apply(value);
      document.dispatchEvent(new CustomEvent(one.event, { detail: value }));
    };
    const stored = () => storage?.getItem(`truenorth.${name}`);
    if (known(asked.get(name))) remember(name, asked.get(name));
    show([asked.get(name), stored(), one.usual].find(known));
    for (const choice of choices) {
      choice.addEventListener("change", () => {
        remember(name, choice.value);
        show(choice.value);
      });
    }
    // The way back shows a page as it was left; the choice may be another by now.
    addEventListener("pageshow", (event) => {
      if (event.persisted && known(stored())) show(stored());
    });
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
