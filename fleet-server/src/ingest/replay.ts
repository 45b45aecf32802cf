// A message that could not be understood goes through the same steps once more, with the time it was received at.
import { type ErrorCode, KioskId } from "@kiosk/contract";
import type { QuarantinedMessage } from "../tables.ts";
import { parse } from "./parse-message.ts";
import { ingest } from "./steps.ts";
import type { Unit } from "./unit.ts";
import type { IngestCounters, IngestRules } from "./uplink.ts";

export type ReplayOutcome =
  | { readonly outcome: "taken" | "already-there" | "superseded"; readonly reason: null; readonly detail: string }
  | { readonly outcome: "refused"; readonly reason: ErrorCode; readonly detail: string };

export function replay(
  kept: QuarantinedMessage,
  unit: Unit,
  rules: IngestRules,
  counters: IngestCounters,
): ReplayOutcome {
  const kioskId = KioskId.safeParse(kept.kioskId);
  const kiosk = kioskId.success ? unit.kiosk(kioskId.data) : undefined;
  if (!kioskId.success || kiosk === undefined) return refused("auth.unknown-kiosk", kept.kioskId);
  const { topic, payload, receivedAt } = kept;
  const message = { kioskId: kioskId.data, topic, payload, receivedAt };
  const parsed = parse(message);
  if (!parsed.ok) return refused(parsed.code, parsed.detail);
  const { leaf } = parsed.parsed;
  const isPresence = leaf === "birth" || leaf === "heartbeat" || leaf === "death";
  // it said how things stood then; the terminal has been heard since, and presence is not set back
  if (isPresence && (kiosk.status.lastSeenAt ?? 0) > receivedAt) return settled("superseded");
  const { presence, presenceSince, lastSeenAt, skewMs } = kiosk.status;
  // a report of an hour ago is no sign of life of now: how the terminal stands is put back after the steps
  const isLate = !isPresence && (lastSeenAt ?? 0) > receivedAt;
  if (isLate) unit.setKiosk({ ...kiosk, status: { ...kiosk.status, presence: "online" } });
  const counted: IngestCounters = { acceptedReports: 0, replays: 0, quarantined: 0 };
  ingest(message, unit, rules, counted);
  counters.acceptedReports += counted.acceptedReports;
  const after = unit.kiosk(kioskId.data);
  if (isLate && after !== undefined) {
    unit.setKiosk({ ...after, status: { ...after.status, presence, presenceSince, lastSeenAt, skewMs } });
  }
  return settled(counted.replays > 0 ? "already-there" : "taken");
}

function settled(outcome: "taken" | "already-there" | "superseded"): ReplayOutcome {
  return { outcome, reason: null, detail: "" };
}

function refused(reason: ErrorCode, detail: string): ReplayOutcome {
  return { outcome: "refused", reason, detail };
}
