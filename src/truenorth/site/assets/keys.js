// `/` leads to the search field from anywhere, as people know it from other sites.
(() => {
  const typing = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

  addEventListener("keydown", (event) => {
    const field = document.getElementById("search-field");
    const own = event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
    if (own || !field || (typing(event.target) && event.target.type !== "radio")) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
})();
