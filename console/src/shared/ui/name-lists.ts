// antd leaves the list of a Select without a name once it has been open (axe: aria-input-field-name). Whoever reads by ear is
// told the field's own.

function nameOf(list: Element): string {
  const field = document.querySelector(`[role="combobox"][aria-controls="${CSS.escape(list.id)}"]`);
  const label = field === null ? null : document.querySelector(`label[for="${CSS.escape(field.id)}"]`);
  return field?.getAttribute("aria-label") ?? label?.textContent ?? "";
}

const unnamed = '[role="listbox"]:not([aria-label])';

function name(list: Element): void {
  const text = nameOf(list);
  if (text !== "") list.setAttribute("aria-label", text);
}

/** Watches the page for as long as it lives. */
export function nameListsAsTheyCome(): void {
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        if (node.matches(unnamed)) name(node);
        for (const list of node.querySelectorAll(unnamed)) name(list);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}
