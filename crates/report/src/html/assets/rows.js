// Rows of a large page lie in templates and are made when they are needed.

/** Makes the next rows of a list; says whether there were any. */
function grow(rows) {
  const chunk = one(":scope > template.chunk", rows);
  if (!chunk) return false;
  chunk.replaceWith(chunk.content);
  offerMore(rows);
  return true;
}

const nearEnd = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const rows = entry.isIntersecting && entry.target.rowsToGrow;
    if (rows) grow(rows);
  }
}, { rootMargin: "800px" });

/** Keeps a button at the end of a list that has more. */
function offerMore(rows) {
  const host = rows.closest("table")?.parentElement ?? rows;
  let more = host.nextElementSibling;
  if (!more?.classList.contains("more-rows")) {
    more = make("p", { class: "more-rows" }, make("button", { type: "button" }, "Show more"));
    more.rowsToGrow = rows;
    more.firstChild.addEventListener("click", () => grow(rows));
    host.after(more);
  }
  more.hidden = !one(":scope > template.chunk", rows);
  nearEnd.unobserve(more);
  if (!more.hidden) nearEnd.observe(more);
}

/** Makes the first rows of all lists of a view that have none yet. */
function begin(view) {
  for (const rows of all(".rows", view)) {
    if (!one(":scope > .item", rows) && one(":scope > template.chunk", rows)) grow(rows);
  }
}

/** Makes all rows under an element. */
function growAll(element) {
  for (const rows of all(".rows", element)) while (grow(rows));
}

/** The row of an id, made if it lies in a template. */
function findRow(id) {
  if (id.startsWith("reports/")) return one(`#reports a.open[href="#${CSS.escape(id).replaceAll("\\/", "/")}"]`)?.closest(".row");
  const there = document.getElementById(id);
  if (there) return there;
  for (const rows of all(".rows")) {
    const held = all(":scope > template.chunk", rows).some((chunk) => chunk.content.getElementById(id));
    if (!held) continue;
    while (!document.getElementById(id) && grow(rows));
    return document.getElementById(id);
  }
  return null;
}
