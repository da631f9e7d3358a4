// Addresses: #view, #view/row, either with @report:start-end for words; #search/terms.
const views = all(".view");
const VIEWS = views.map((view) => view.id);
let state = { view: "", row: "", words: null };
/** The address of the words that are lit. */
let lit = "";

/** What an address means. */
function parse(hash) {
  const text = hash.replace(/^#/, "");
  if (text.startsWith("search/")) {
    let terms = text.slice(7);
    try { terms = decodeURIComponent(terms); } catch { /* An address typed by hand is taken as it stands. */ }
    return { view: "search", row: "", words: null, terms };
  }
  const [place, span] = text.split("@");
  const found = span?.match(/^(.+):(t?)(\d+)-(\d+)$/);
  const words = found ? { doc: found[1], title: found[2] === "t", start: Number(found[3]), end: Number(found[4]) } : null;
  const view = place.split("/")[0];
  const known = VIEWS.includes(view);
  return { view: known ? view : words ? "reports" : "overview", row: known && place.includes("/") ? place : "", words };
}

const spanText = (words) => `@${words.doc}:${words.title ? "t" : ""}${words.start}-${words.end}`;

/** Goes to a row or words; with `stay` the list keeps its view, as it does for what is opened from the text. */
function navigate({ view, row, words, stay }) {
  const address = `#${row || view}${words ? spanText(words) : ""}`;
  history.pushState({ stay: stay ? view : "" }, "", address);
  return follow();
}

function showView(id) {
  for (const view of views) {
    const is = view.id === id;
    view.classList.toggle("shown", is);
    view.hidden = !is;
  }
  for (const link of all(".views a")) {
    if (link.hash === `#${id}`) {
      link.setAttribute("aria-current", "page");
      // On a narrow screen the names of the views do not all fit: the one that is shown comes into sight.
      link.parentElement.scrollLeft = link.offsetLeft - (link.parentElement.clientWidth - link.offsetWidth) / 2;
    } else link.removeAttribute("aria-current");
  }
  begin(document.getElementById(id));
}

/** The first words that a row rests on. */
function firstWords(row) {
  const link = row && one('a[href^="#@"]', row);
  return link ? parse(link.getAttribute("href")).words : null;
}

/** Marks the links that lead to the lit words. */
function showHere(words) {
  for (const link of all(".cite.here")) link.classList.remove("here");
  if (!words) return;
  for (const link of all(`a[href="#${CSS.escape(spanText(words)).replaceAll(/\\([@:])/g, "$1")}"]`)) link.classList.add("here");
}

/** How often an address was followed: what is still under way for an earlier one is dropped. */
let turns = 0;

/** Shows what the address says. The browser itself has gone to the element of that id; the view begins at its top. */
async function follow() {
  turns += 1;
  const turn = turns;
  const next = parse(location.hash);
  const kept = history.state?.stay;
  const view = kept && VIEWS.includes(kept) ? kept : next.view;
  const moved = view !== state.view;
  state = { ...next, view };
  showView(view);
  if (view === "search") search(next.terms ?? "");
  for (const row of all(".current")) row.classList.remove("current");
  let row = next.row ? findRow(next.row) : null;
  if (row instanceof Promise) row = await row;
  if (turn !== turns) return;
  row?.classList.add("current");
  if (row) openCard(next.row, row); else closeCard();
  const doc = next.row.startsWith("reports/") ? next.row.slice(8) : "";
  const words = next.words ?? (doc ? null : firstWords(row));
  if (words && openDoc(words.doc)) light(openReport(), words);
  else if (doc && openDoc(doc)) clearMarks();
  else if (!words) closeDoc();
  lit = words ? `#${spanText(words)}` : "";
  showHere(words);
  if (row && !kept) row.scrollIntoView({ block: "nearest" });
  else if (moved && !kept) scrollTo(0, 0);
}

/** Small numbers lead to words without leaving the row they stand in; other links to their view. */
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || link.classList.contains("skip")) return;
  event.preventDefault();
  if (!link.getAttribute("href").startsWith("#@")) {
    history.pushState(null, "", link.getAttribute("href"));
    follow();
    return;
  }
  const inCard = card.contains(link);
  const row = inCard ? cardRow : link.closest(".item[id]")?.id ?? link.closest(".row")?.querySelector("a.open")?.getAttribute("href").slice(1) ?? "";
  const target = row || link.closest("tr.item")?.querySelector("a.open")?.getAttribute("href").slice(1) || "";
  const { words } = parse(link.getAttribute("href"));
  const view = state.view;
  navigate({ view, row: target, words, stay: Boolean(target) && target.split("/")[0] !== view });
});
// What a small number stands for shows when one points at it.
document.addEventListener("mouseover", (event) => {
  const cite = event.target.closest?.(".cite:not([title])");
  if (cite) cite.title = cite.getAttribute("aria-label");
});
addEventListener("hashchange", () => {
  follow();
  if (!state.row && !state.words) scrollTo(0, 0);
});
