// Search over all rows and all texts.
const query = one("#query");
const MOST = 60;
const AROUND = 70;
let index = null;

/** The text under an element, what stands in elements of its own kept apart. */
function spaced(element) {
  return element ? textNodes(element).map((node) => node.data).join(" ").replaceAll(/\s+/g, " ") : "";
}

function indexRows(scope, entries) {
  for (const row of all(".item[id]", scope)) {
    if (row.closest("#search, .card")) continue;
    const head = one("a.open", row)?.textContent ?? "";
    const text = [head, spaced(one(":scope > .facts", row)), spaced(one(".evidence", row))].join(" ");
    entries.push({ view: row.id.split("/")[0], href: `#${row.id}`, head, whole: text, text: fold(text) });
  }
}

/** All rows, packed ones too, and all blocks of all reports, each with its folded text. */
async function buildIndex() {
  const entries = [];
  indexRows(document, entries);
  for (const chunk of all(".chunk")) {
    const template = make("template");
    template.innerHTML = await unpacked(chunk);
    indexRows(template.content, entries);
  }
  for (const report of reports) {
    const name = one(".report-head", report).textContent;
    for (const block of all(".block", report)) {
      const text = block.textContent;
      entries.push({ view: "reports", block, report, head: text, name, text: fold(text) });
    }
  }
  return entries;
}

/** The address of the first place of a term in a block. */
function addressOf(entry, at, length) {
  const start = Number(entry.block.dataset.start) + points(entry.head.slice(0, at));
  const end = start + points(entry.head.slice(at, at + length));
  return `#@${entry.report.dataset.doc}:${entry.block.hasAttribute("data-title") ? "t" : ""}${start}-${end}`;
}

/** The text around a term, the term marked. */
function around(text, at, length) {
  const [from, end] = [Math.max(0, at - AROUND), at + length];
  return [from > 0 ? "…" : "", text.slice(from, at), make("mark", {}, text.slice(at, end)),
    text.slice(end, end + AROUND), end + AROUND < text.length ? "…" : ""];
}

/** A result: the text around the first term; where a row's head lacks it, the head and what has it. */
function result(entry, terms) {
  const [term] = terms;
  const at = fold(entry.head).indexOf(term);
  const link = make("a", { href: entry.href ?? addressOf(entry, at, term.length) });
  if (at < 0) link.append(entry.head.slice(0, 2 * AROUND));
  else link.append(...around(entry.head, at, term.length));
  const isolated = make("bdi", {}, link);
  if (at < 0) {
    const place = entry.text.indexOf(term);
    isolated.append(make("span", { class: "context" }, ...around(entry.whole, place, term.length)));
  }
  return make("li", {}, ...(entry.name ? [make("span", { class: "tag" }, `${entry.name} `), isolated] : [isolated]));
}

let searches = 0;

async function search(text) {
  searches += 1;
  const turn = searches;
  if (text && !index) one("#search .found").textContent = "Reading all rows…";
  const entries = text ? await (index ??= buildIndex()) : [];
  if (turn !== searches) return;
  const terms = fold(text).split(/\s+/).filter(Boolean);
  const found = terms.length ? entries.filter((entry) => terms.every((term) => entry.text.includes(term))) : [];
  // Rows that say it themselves come before those whose evidence does.
  const says = (entry) => terms.every((term) => fold(entry.head).includes(term));
  const ordered = [...found.filter(says), ...found.filter((entry) => !says(entry))];
  const groups = Object.keys(NAMES).map((view) => [view, ordered.filter((entry) => entry.view === view)]).filter(([, list]) => list.length);
  one("#search .found").textContent = terms.length ? `${found.length} found` : "Type to search names, statements, events and all texts.";
  one("#search .results").replaceChildren(...groups.map(([view, list]) => {
    const rows = list.slice(0, MOST).map((entry) => result(entry, terms));
    const rest = list.length > MOST ? [make("p", { class: "rest" }, `and ${list.length - MOST} more`)] : [];
    return make("section", {}, make("h3", {}, view === "reports" ? "In the reports" : NAMES[view]), make("ul", {}, ...rows), ...rest);
  }));
}

let waiting = 0;
query.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const text = query.value.trim();
    history.replaceState(null, "", text ? `#search/${encodeURIComponent(text)}` : "#overview");
    follow();
  }, 120);
});
one(".search").addEventListener("submit", (event) => {
  event.preventDefault();
  one("#search .results a")?.focus();
});
