// Rows of a large page are packed and made when they are needed.

/** The markup of a packed stretch of rows. */
async function unpacked(chunk) {
  const bytes = Uint8Array.from(atob(chunk.textContent), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

const firstChunk = (rows) => one(":scope > .chunk", rows);

/** Makes the rows of a chunk, by default the next of a list; says whether there were any. */
function grow(rows, chunk = firstChunk(rows)) {
  if (!chunk) return false;
  chunk.opening ??= unpacked(chunk).then((markup) => {
    const template = make("template");
    template.innerHTML = markup;
    chunk.replaceWith(template.content);
    offerMore(rows);
    return true;
  });
  return chunk.opening;
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
  more.hidden = !firstChunk(rows);
  nearEnd.unobserve(more);
  if (!more.hidden) nearEnd.observe(more);
}

/** Makes the first rows of all lists of a view that have none yet. */
async function begin(view) {
  await Promise.all(all(".rows", view).filter((rows) => !one(":scope > .item", rows)).map((rows) => grow(rows)));
}

/** Makes all rows under an element. */
async function growAll(element) {
  for (const rows of all(".rows", element)) while (await grow(rows));
}

/** The row of an id; if it is packed, the promise of it. */
function findRow(id) {
  if (id.startsWith("reports/")) return one(`#reports a.open[href="#${CSS.escape(id).replaceAll("\\/", "/")}"]`)?.closest(".row");
  const there = document.getElementById(id);
  if (there) return there;
  const chunk = all(".chunk").find((other) => other.dataset.ids.split(" ").includes(id));
  return chunk ? grow(chunk.parentElement, chunk).then(() => document.getElementById(id)) : null;
}
