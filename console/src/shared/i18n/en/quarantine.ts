import type { quarantine as source } from "../zh/quarantine.ts";

export const quarantine: typeof source = {
  title: "Quarantine",
  explain:
    "Messages that could not be understood are kept with their bytes and the reason. The terminal got its answer and neither resends nor disconnects.",
  count: "{{total}} kept",
  discarded: "{{n}} dropped by the bound (still counted)",
  shown: "latest {{n}} listed",
  empty: "The quarantine is empty",
  emptyHint:
    "Truncated, oversized or malformed messages, and those in another terminal's name, are kept here with their raw bytes for inspection.",
  column: {
    received: "Received",
    kiosk: "Terminal",
    reason: "Reason",
    topic: "Topic",
    bytes: "Bytes",
    preview: "Beginning",
  },
  filter: { reason: "Reason", allReasons: "All reasons", kiosk: "Terminal" },
  detail: {
    title: "Quarantined message",
    detail: "Detail",
    hex: "Raw bytes",
    truncated: "Only the beginning was kept",
    size: "{{n}} bytes",
    missing: "No such message",
    missingHint: "The number kept is bounded; older messages may have been dropped.",
    column: { offset: "Offset", hex: "Hex", text: "Text" },
  },
  noMatch: "No message matches",
};
