// The rows of whatever list the page shows, for j, k and x. The focus itself moves, so that Enter, the focus ring and the
// screen reader need nothing further.
const rowSelector = [
  "[data-row]",
  ".table tbody tr",
  ".due-board > li",
  ".board-column li",
  ".terminal-list > li",
].join(",");

function rowsOf(page: Element): Element[] {
  return [...page.querySelectorAll(rowSelector)].filter((row) => targetOf(row) !== null && row.checkVisibility());
}

/** What opens the row: itself or the first link or button in it. */
function targetOf(row: Element): HTMLElement | null {
  const target = row.matches("a[href], button, [tabindex]")
    ? row
    : row.querySelector("a[href], button:not([disabled])");
  return target instanceof HTMLElement ? target : null;
}

function current(rows: readonly Element[]): number {
  const focused = document.activeElement;
  return focused === null ? -1 : rows.findIndex((row) => row.contains(focused));
}

/** To the next or previous row; from outside to the first. */
export function moveFocus(page: Element, step: 1 | -1): void {
  const rows = rowsOf(page);
  const at = current(rows);
  const row = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  if (row === undefined) return;
  targetOf(row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** Ticks the row that has the focus, where rows can be ticked. */
export function tickRow(page: Element): void {
  const rows = rowsOf(page);
  const box = rows[current(rows)]?.querySelector("input[type=checkbox]");
  if (box instanceof HTMLElement) box.click();
}
