export const search = {
  open: "Search",
  title: "Search",
  placeholder: "Number, name, pinyin, street, end of MAC, order, fault",
  close: "Close",
  searching: "Searching",
  results: "Search results",
  none: "Nothing found for “{{text}}”",
  hint: "Try a terminal's number (14), its name or pinyin initials, street, address, all or the last four of its MAC, the last digits of an order, a fault, or the name of a page.",
  found: "{{kiosks}} terminals, {{orders}} orders, {{faults}} open faults; {{shown}} listed",
  keys: "↑↓ to choose, Enter to open, Esc to close",
  group: { own: "Pages and actions", found: "Found", recent: "Opened recently" },
  action: { newOrder: "New work order", newTerminal: "New terminal", shortcuts: "Keyboard shortcuts" },
};
