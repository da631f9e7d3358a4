// Keys and buttons.
const help = one("#help");

/** Focuses the next or previous row of the view. */
function step(by) {
  const links = all(`#${state.view} a.open, #${state.view} a.row-link, #${state.view} .results a`).filter((link) => link.getClientRects().length);
  if (!links.length) return;
  const here = links.indexOf(document.activeElement);
  const current = here < 0 ? links.findIndex((link) => link.closest(".current")) : here;
  const next = links[Math.min(links.length - 1, Math.max(0, current < 0 ? 0 : current + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Lights up the next or previous words of the card. */
function stepWords(by) {
  const links = all('a[href^="#@"]', card);
  const spans = [...new Set(links.map((link) => link.getAttribute("href")))];
  if (!spans.length) return;
  const words = parse(spans[(spans.indexOf(lit) + by + spans.length) % spans.length]).words;
  navigate({ view: state.view, row: cardRow, words, stay: cardRow.split("/")[0] !== state.view });
}

/** Opens the report before or after the one that is open. */
function stepReport(by) {
  const at = reports.indexOf(openReport());
  const next = reports[at < 0 ? 0 : at + by];
  if (next) navigate({ view: state.view, row: next.id, words: null, stay: state.view !== "reports" });
}

function toggleTheme() {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

/** Closes the innermost thing that is open. */
function close() {
  if (help.open) help.close();
  else if (document.activeElement === query) query.blur();
  else if (document.body.matches(".has-doc, .has-card")) navigate({ view: state.view, row: "", words: null });
}

const ACTIONS = {
  theme: toggleTheme,
  help: () => help.showModal(),
  "close-help": () => help.close(),
  earlier: () => stepReport(-1),
  later: () => stepReport(1),
  close: () => navigate({ view: state.view, row: "", words: null }),
  "close-card": () => { closeCard(); },
};
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-do]");
  if (button) ACTIONS[button.dataset.do]?.();
});

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => stepWords(1),
  p: () => stepWords(-1),
  "[": () => stepReport(-1),
  "]": () => stepReport(1),
  "/": () => query.focus(),
  t: toggleTheme,
  "?": () => help.showModal(),
};
addEventListener("keydown", (event) => {
  if (event.key === "Escape") return close();
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog")) return;
  const view = /^[1-9]$/.test(event.key) && VIEWS[Number(event.key) - 1];
  const does = view ? () => navigate({ view, row: "", words: null }) : KEYS[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

follow();
