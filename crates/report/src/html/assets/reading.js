// The reading pane: one report at a time, with words lit up.
const reading = one("#reading");
const reports = all(".report", reading);
const reportOf = new Map(reports.map((report) => [report.dataset.doc, report]));
let marksData = null;

/** What rests on which words, read when first needed. */
function marksOf(doc) {
  marksData ??= JSON.parse(one("#marks").textContent);
  return marksData[doc] ?? { text: [], title: [] };
}

/** The report that is open, if one is. */
const openReport = () => one(".report.open", reading);

/** Opens a report by its id; says whether there is one. */
function openDoc(doc) {
  const report = reportOf.get(doc);
  if (!report) return false;
  const before = openReport();
  if (before !== report) {
    clearMarks();
    before?.classList.remove("open");
    report.classList.add("open");
    reading.scrollTop = 0;
    one(".reading-title", reading).textContent = one(".report-head", report).textContent;
  }
  document.body.classList.add("has-doc");
  underline(report);
  return true;
}

function closeDoc() {
  clearMarks();
  openReport()?.classList.remove("open");
  document.body.classList.remove("has-doc");
  globalThis.CSS?.highlights?.delete("said");
}

function clearMarks() {
  for (const mark of all("mark.lit", reading)) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

/** The pieces of text nodes that stand for code points `[start, end)` of a report's text or title. */
function pieces(report, inTitle, start, end) {
  const found = [];
  for (const block of all(".block", report)) {
    if (block.hasAttribute("data-title") !== inTitle) continue;
    let at = Number(block.dataset.start);
    if (at >= end) break;
    for (const node of textNodes(block)) {
      const length = points(node.data);
      if (at < end && start < at + length) {
        found.push({ node, from: unit(node.data, Math.max(0, start - at)), to: unit(node.data, Math.min(length, end - at)) });
      }
      at += length;
    }
  }
  return found;
}

/** Lights up words of the open report and brings them into sight. */
function light(report, words) {
  clearMarks();
  const marks = [];
  for (const { node, from, to } of pieces(report, words.title, words.start, words.end)) {
    const inside = from > 0 ? node.splitText(from) : node;
    if (to - from < inside.data.length) inside.splitText(to - from);
    const mark = make("mark", { class: "lit" });
    inside.replaceWith(mark);
    mark.append(inside);
    marks.push(mark);
  }
  marks[0]?.scrollIntoView({ block: "center", behavior: "instant" });
  underline(report);
}

/** Underlines faintly what something rests on, where the browser can without touching the text. */
function underline(report) {
  if (!globalThis.CSS?.highlights) return;
  const shown = marksOf(report.dataset.doc).text.filter(([, , row]) => /^(statements|events)\//.test(row));
  const ranges = shown.flatMap(([start, end]) => pieces(report, false, start, end)).map(({ node, from, to }) => {
    const range = new Range();
    range.setStart(node, from);
    range.setEnd(node, to);
    return range;
  });
  CSS.highlights.set("said", new Highlight(...ranges));
}

/** The code point of a report that a click fell on: in the title or the text. */
function pointAt(report, event) {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const node = caret?.offsetNode ?? range?.startContainer;
  const offset = caret?.offset ?? range?.startOffset;
  const block = node?.parentElement?.closest(".block");
  if (!block || !report.contains(block)) return null;
  let at = Number(block.dataset.start);
  for (const other of textNodes(block)) {
    if (other === node) return { title: block.hasAttribute("data-title"), at: at + points(node.data.slice(0, offset)) };
    at += points(other.data);
  }
  return null;
}

/** The rows that rest on the words at a place, the narrowest first. */
function rowsAt(report, place) {
  const marks = marksOf(report.dataset.doc)[place.title ? "title" : "text"];
  return marks.filter(([start, end]) => start <= place.at && place.at < end)
    .sort((a, b) => (a[1] - a[0]) - (b[1] - b[0]));
}

reading.addEventListener("click", (event) => {
  const report = event.target.closest(".report");
  if (!report || !getSelection().isCollapsed) return;
  const place = pointAt(report, event);
  const found = place ? rowsAt(report, place) : [];
  if (found.length) showPlace(report, place, found);
});
