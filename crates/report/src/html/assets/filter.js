// Tables narrowed and sorted.

const orderOf = (item, key) => {
  const found = item.dataset.order?.match(new RegExp(`(?:^| )${key}:(-?\\d+)`));
  return found ? Number(found[1]) : 0;
};

/** Whether a row is kept by one field of a filter. */
function keeps(item, field) {
  const key = field.dataset.filter;
  if (field.type === "checkbox") return !field.checked || item.hasAttribute(`data-${key}`);
  if (!field.value) return true;
  const value = item.dataset[key] ?? "";
  return key === "party" ? value.split(" ").includes(field.value) : value === field.value;
}

async function applyFilter(form) {
  const scope = form.closest(".filtered") ?? form.closest(".view");
  await growAll(scope);
  const fields = all("[data-filter]", form);
  const items = all(".item", scope).filter((item) => !item.classList.contains("figure"));
  let shown = 0;
  for (const item of items) {
    const kept = fields.every((field) => keeps(item, field));
    item.hidden = !kept;
    if (kept) shown += 1;
  }
  const sort = one("[data-sort]", form)?.value;
  if (sort) sortItems(items, sort);
  one(".kept", form).textContent = shown < items.length ? `${shown} of ${items.length}` : "";
}

/** Sorts rows inside the element that holds them; equal rows stay in their order. */
function sortItems(items, key) {
  const parents = new Map();
  for (const item of items) parents.set(item.parentNode, [...(parents.get(item.parentNode) ?? []), item]);
  for (const [parent, list] of parents) {
    list.forEach((item, at) => { item.place ??= at; });
    list.sort((a, b) => orderOf(a, key) - orderOf(b, key) || a.place - b.place);
    parent.append(...list);
  }
}

for (const form of all("form.filters")) {
  form.addEventListener("change", () => applyFilter(form));
  form.addEventListener("submit", (event) => event.preventDefault());
}
for (const box of all("[data-voice]")) {
  box.addEventListener("change", () => one("#names").classList.toggle(`hide-${box.dataset.voice}`, !box.checked));
}
