// The index of many stories: narrowed as one types.
document.documentElement.classList.add("js");
document.addEventListener("DOMContentLoaded", () => {
  const query = document.querySelector("#query");
  const fold = (text) => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const entries = [...document.querySelectorAll(".story-entry")].map((element) => ({ element, text: fold(element.textContent) }));
  const found = document.querySelector(".found");
  function narrow() {
    const terms = fold(query.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, text } of entries) {
      const kept = terms.every((term) => text.includes(term));
      element.hidden = !kept;
      if (kept) shown += 1;
    }
    found.textContent = terms.length ? `${shown} of ${entries.length}` : "";
  }
  let waiting = 0;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(narrow, 120);
  });
  document.querySelector(".search").addEventListener("submit", (event) => {
    event.preventDefault();
    document.querySelector(".story-entry:not([hidden]) a")?.focus();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target === query) return;
    event.preventDefault();
    query.focus();
  });
  // What a browser kept of an earlier visit.
  narrow();
});
