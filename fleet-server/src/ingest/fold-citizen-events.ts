// What a citizen's screen tells: uses and their wipes, services, the shelf, ratings and reports, what its host went through.
import type {
  CitizenReportEvent,
  KioskEvent,
  RatingEvent,
  SessionEvent,
  ShelfAppliedEvent,
  ShellEvent,
  StaffExitEvent,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import type { Fault } from "../domain/fault/fault.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { exitText, incidentText, uncleanText } from "../domain/shelf/citizen-words.ts";
import type { Millis } from "../domain/time.ts";
import { audit } from "./audit-log.ts";
import { takeCitizenReport } from "./take-citizen-report.ts";
import { tell } from "./timeline.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

type ServerEvent = "consumable-replaced" | "command-result" | "self-inspection" | "outbox-dropped";

export interface CitizenMessage extends Omit<KioskEvent, "event"> {
  readonly event: Exclude<KioskEvent["event"], { type: ServerEvent }>;
}

/** `at`: when it came; `when`: when it was so. Server time. */
export interface Moments {
  readonly at: Millis;
  readonly when: Millis;
}

export function foldCitizenEvent(message: CitizenMessage, moments: Moments, unit: Unit, rules: IngestRules): void {
  const { event, kioskId } = message;
  const { at: receivedAt, when: at } = moments;
  const kiosk = unit.kiosk(kioskId);
  if (kiosk === undefined) return;
  switch (event.type) {
    case "session":
      foldUse(message, event, kiosk, moments, unit, rules);
      return;
    case "services":
      unit.put("kioskServices", { kioskId, at, receivedAt, services: event.services });
      return;
    case "shelf-applied":
      foldShelf(event, kiosk, moments, unit, rules);
      return;
    case "rating":
      foldRating(event, kiosk, moments, unit);
      return;
    case "citizen-report":
      foldReport(event, kiosk, moments, unit, rules);
      return;
    case "shell":
      foldIncident(message, event, moments, unit, rules);
      return;
    case "staff-exit":
      foldExit(message, event, kiosk, moments, unit, rules);
      return;
  }
}

function foldUse(
  message: CitizenMessage,
  event: SessionEvent,
  { master }: Kiosk,
  { at: receivedAt, when }: Moments,
  unit: Unit,
  rules: IngestRules,
): void {
  // the kiosk's clock may be years off: its instants move with the message's own
  const byServer = (instant: Millis) => instant + when - message.at;
  const { type: _type, jobs, wipe, ...use } = event;
  const uncertain = wipe.parts.filter(({ left }) => left !== 0);
  // a proof that contradicts itself is none
  const clean = wipe.clean && wipe.parts.length > 0 && uncertain.length === 0;
  const startedAt = byServer(event.startedAt);
  unit.put("kioskUse", {
    ...use,
    ...{ kioskId: master.id, contractId: master.contractId, receivedAt, startedAt, clean },
    endedAt: Math.max(startedAt, byServer(event.endedAt)),
    jobs: jobs.length,
    failedJobs: jobs.filter(({ outcome }) => outcome === "failed").length,
    jobList: jobs,
    wipe: { ...wipe, at: byServer(wipe.at) },
  });
  if (clean) return;
  const refId = event.sessionId;
  tell(unit, rules, master.id, receivedAt, { kind: "screen", ...uncleanText(uncertain), at: when, refId });
}

function foldShelf(
  event: ShelfAppliedEvent,
  { master }: Kiosk,
  { at: receivedAt, when: at }: Moments,
  unit: Unit,
  rules: IngestRules,
): void {
  const { revision, complete, places } = event;
  unit.put("shelfApplied", { kioskId: master.id, revision, complete, places, at, receivedAt });
  const failed = places.filter(({ error }) => error !== null);
  if (failed.length === 0) return;
  const what = failed.map(({ id, wanted, error }) => `${id} ${wanted}: ${error}`).join(", ");
  const zh = `应用更新未完成（第 ${revision} 版清单）：${what}`;
  const en = `Shelf revision ${revision} not in place: ${what}`;
  tell(unit, rules, master.id, receivedAt, { kind: "screen", zh, en, at });
}

/** Of the device where one is named and faulty, else of the terminal; a fault that only settles is none yet. */
function openFault({ faults }: Kiosk, deviceId: CitizenReportEvent["deviceId"]): Fault | undefined {
  const open = [...faults.values()].filter(({ state }) => state === "raised" || state === "clearing");
  return open.find((fault) => deviceId !== null && fault.deviceId === deviceId) ?? open[0];
}

function orderOf(kiosk: Kiosk, fault: Fault | undefined): string | null {
  if (fault === undefined) return null;
  return [...kiosk.orders.values()].find(({ order }) => order.faultId === fault.id)?.order.id ?? null;
}

function foldRating(event: RatingEvent, kiosk: Kiosk, { at: receivedAt, when: at }: Moments, unit: Unit): void {
  const { type: _type, ...rating } = event;
  const { id: kioskId, contractId } = kiosk.master;
  const fault = openFault(kiosk, null);
  const tied = { faultId: fault?.id ?? null, orderId: orderOf(kiosk, fault) };
  unit.put("rating", { ...rating, ...tied, kioskId, contractId, at, receivedAt });
}

function foldReport(
  event: CitizenReportEvent,
  kiosk: Kiosk,
  { at: receivedAt, when: at }: Moments,
  unit: Unit,
  rules: IngestRules,
): void {
  const { type: _type, ...report } = event;
  const { id: kioskId, contractId } = kiosk.master;
  const fault = openFault(kiosk, event.deviceId);
  const order = takeCitizenReport(unit, rules, kiosk, { event, fault, at, receivedAt });
  const tied = { faultId: fault?.id ?? null, orderId: order.id, orderNumber: order.number };
  unit.put("citizenReport", { ...report, ...tied, kioskId, contractId, at, receivedAt });
}

function foldIncident(
  { kioskId, bootId, seq }: CitizenMessage,
  event: ShellEvent,
  { at: receivedAt, when: at }: Moments,
  unit: Unit,
  rules: IngestRules,
): void {
  const { incident, detail, count } = event;
  unit.put("shellIncident", { kioskId, bootId, seq, at, receivedAt, incident, detail, count });
  tell(unit, rules, kioskId, receivedAt, { kind: "screen", ...incidentText(event), at });
}

function foldExit(
  { kioskId, bootId, seq }: CitizenMessage,
  event: StaffExitEvent,
  { master }: Kiosk,
  { at: receivedAt, when: at }: Moments,
  unit: Unit,
  rules: IngestRules,
): void {
  const { outcome, issuedTo, until } = event;
  unit.put("staffExit", { kioskId, bootId, seq, at, receivedAt, outcome, issuedTo, until });
  tell(unit, rules, kioskId, receivedAt, { kind: "screen", ...exitText(event), at });
  const { contractId } = master;
  const facts = { target: kioskId, contractId, after: { outcome, issuedTo, until } };
  audit(unit, terminalCaller(master), { action: "terminal.staff-exit", ...facts }, receivedAt);
}

/** The terminal, as the audit log names it; it holds no right of a person. */
function terminalCaller({ id, name }: Kiosk["master"]): Caller {
  return { kind: "link", id: `kiosk:${id}`, userId: null, name, from: "", grants: [], onlyOrder: null };
}
