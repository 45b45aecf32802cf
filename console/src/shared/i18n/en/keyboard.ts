export const keyboard = {
  title: "Keyboard shortcuts",
  everywhere: "On every page",
  pages: "Go to a page",
  note: "Single keys do nothing while you type or while a dialog is open.",
  what: {
    search: "Search terminals, orders, faults and pages",
    next: "Next row",
    previous: "Previous row",
    open: "Open the row",
    tick: "Tick or untick the row",
    close: "Close a dialog or drawer",
    undo: "Undo what was just done (while it is offered)",
    help: "Show this list",
  },
};
