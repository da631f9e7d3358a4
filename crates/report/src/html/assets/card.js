// The evidence card: what a row rests on, beside the text.
const card = one("#card");
const NAMES = {
  events: "What happened", statements: "Who said what", people: "Who is who", differences: "How they differ",
  sources: "Sources", names: "Names", reports: "Reports",
};
let cardRow = "";

/** A copy of a row's part without ids, which would stand twice. */
function copy(element) {
  const twin = element.cloneNode(true);
  twin.removeAttribute("id");
  for (const inner of all("[id]", twin)) inner.removeAttribute("id");
  return twin;
}

function cardHead(name) {
  const close = make("button", { type: "button", "data-do": "close-card", "aria-label": "Close the evidence" }, "×");
  return make("div", { class: "card-head" }, make("span", {}, name), close);
}

/** What a row says and rests on, as elements. */
function cardParts(row) {
  const parts = [];
  const head = one("h4 > a.open, th > a.open", row);
  if (head) parts.push(make("h3", {}, ...copy(head).childNodes));
  const facts = one(":scope > .facts", row);
  const evidence = one("details.more > .evidence", row);
  if (facts) {
    const twin = copy(facts);
    // The words of the sides stand in the evidence, with the reports that have them; only marked ones say more.
    for (const sides of all(".sides", twin)) if (evidence && !one("del, ins", sides)) sides.remove();
    parts.push(twin);
  }
  if (evidence) parts.push(copy(evidence));
  for (const part of parts) for (const bar of all("svg", part)) bar.remove();
  return parts;
}

/** Shows a row in the card. */
function openCard(id, row) {
  cardRow = id;
  card.replaceChildren(cardHead(NAMES[id.split("/")[0]] ?? "Evidence"), ...cardParts(row));
  card.hidden = false;
  card.scrollTop = 0;
  document.body.classList.add("has-card");
}

function closeCard() {
  cardRow = "";
  card.hidden = true;
  card.replaceChildren();
  document.body.classList.remove("has-card");
}

/** The label of a row wherever it lies. */
async function headOf(id) {
  const row = await findRow(id);
  return row ? one("a.open", row)?.textContent ?? "" : "";
}

/** Shows what rests on the words that were pointed at. */
async function showPlace(report, place, found) {
  const [start, end, id] = found[0];
  const words = { doc: report.dataset.doc, title: place.title, start, end };
  await navigate({ view: state.view, row: id, words, stay: true });
  const others = [...new Set(found.map((mark) => mark[2]))].filter((other) => other !== id);
  if (!others.length) return;
  const heads = await Promise.all(others.map(headOf));
  if (cardRow !== id) return;
  const list = others.map((other, at) => make("li", {}, `${NAMES[other.split("/")[0]]}: `, make("a", { href: `#${other}` }, heads[at])));
  card.append(make("div", { class: "also" }, make("h5", {}, "Also on these words"), make("ul", { class: "brief-rows" }, ...list)));
}
