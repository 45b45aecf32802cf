import type { Step } from "./uplink.ts";

/** The message as it came, word for word: what everything else is derived from. */
export const storeReadings: Step = (uplink, unit, _rules, counters) => {
  const { parsed, message } = uplink;
  if (parsed === undefined || (parsed.leaf !== "report" && parsed.leaf !== "event")) return "next";
  counters.acceptedReports += 1;
  unit.put("report", {
    kioskId: message.kioskId,
    bootId: parsed.body.bootId,
    seq: parsed.body.seq,
    leaf: parsed.leaf,
    at: parsed.body.at,
    sentAt: parsed.body.sentAt,
    receivedAt: message.receivedAt,
    body: parsed.text,
  });
  return "next";
};
