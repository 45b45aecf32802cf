import type { overview as source } from "../zh/overview.ts";

export const overview: typeof source = {
  title: "Overview",
  asOf: "As of {{time}}",
  figures: {
    online: "Terminals online",
    onlineSub: "offline {{offline}} · unverified {{unverified}} · never {{never}}",
    faults: "Open faults",
    faultsSub: "critical {{critical}} · flapping {{flapping}}",
    unacknowledged: "Unacknowledged orders",
    unacknowledgedSub: "open in all {{open}}",
    overdue: "Overdue orders",
    overdueSub: "due today {{dueToday}}",
    consumables: "Low consumables",
    consumablesSub: "out {{out}} · unknown {{unknown}}",
    consumablesHint: "Measured or counted at 10 % or below; unknown levels are not counted",
    quarantine: "Quarantined",
    quarantineSub: "last 24 h {{last24h}}",
  },
  board: {
    title: "Orders due soonest",
    sub: "By time left, at most 12",
    empty: "No open work orders",
    emptyHint: "Faults open orders by rule; you can also create one by hand.",
    all: "All work orders",
  },
  map: { title: "Terminals on the map", all: "Terminal list" },
  card: { lastSeen: "Last report", none: "No open fault" },
};
