(() => {
  const root = document.documentElement;
  const choices = [...document.querySelectorAll('input[name="lang"]')];
  const apply = (lang) => {
    root.lang = lang === "zh" ? "zh-Hans" : "en";
    document.title = root.dataset[lang];
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const chosen = asked || (navigator.language.startsWith("zh") ? "zh" : "en");
  for (const choice of choices) {
    choice.checked = choice.value === chosen;
    choice.addEventListener("change", () => apply(choice.value));
  }
  if (!choices.some((choice) => choice.checked)) choices[0].checked = true;
  apply(choices.find((choice) => choice.checked).value);
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
