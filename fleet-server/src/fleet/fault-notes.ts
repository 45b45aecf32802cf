// What people note on faults: taken note of, not to be told until. Each of many is done or skipped by itself, in one
// transaction, and what is skipped is named. No order and no clock is touched.
import type {
  AcknowledgeFaults,
  FaultsTouched,
  Right,
  SkipReason,
  SuppressFaults,
  SuppressionView,
  UndoAcknowledgements,
} from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { type Caller, inReach, may } from "../domain/account/caller.ts";
import { acknowledge, undo } from "../domain/fault/acknowledgement.ts";
import { type Fault, faultKey } from "../domain/fault/fault.ts";
import { isEndAllowed, lift, suppress, suppresses } from "../domain/fault/suppression.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { Millis } from "../domain/time.ts";
import { causeKeyOf } from "../domain/work-order/open.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import { suppressionView } from "./fault-desk.ts";

export interface FaultNotesApi {
  acknowledge(by: Caller, request: AcknowledgeFaults): Promise<FaultsTouched>;
  undo(by: Caller, request: UndoAcknowledgements): Promise<FaultsTouched>;
  suppress(by: Caller, request: SuppressFaults): Promise<Answer<FaultsTouched>>;
  /** Answers the suppression as it stood. */
  lift(by: Caller, id: string): Promise<Answer<SuppressionView>>;
}

interface Found {
  readonly kiosk: Kiosk;
  readonly fault: Fault;
}

/** Why it was left as it is, and who had done it before. */
interface Skip {
  readonly reason: SkipReason;
  readonly name: string | null;
}

interface Change {
  readonly before: unknown;
  readonly after: unknown;
}

export class FaultNotes implements FaultNotesApi {
  readonly #state: FleetState;
  readonly #commit: GroupCommit;
  readonly #clock: Clock;
  readonly #newId: () => string;

  constructor(parts: { state: FleetState; commit: GroupCommit; clock: Clock; newId: () => string }) {
    this.#state = parts.state;
    this.#commit = parts.commit;
    this.#clock = parts.clock;
    this.#newId = parts.newId;
  }

  acknowledge(by: Caller, { faults, comment }: AcknowledgeFaults): Promise<FaultsTouched> {
    return this.#each(by, "fault.acknowledge", faults, (unit, { kiosk, fault }, { occurrences }, at) => {
      const before = unit.acknowledgement(fault.id);
      const noted = acknowledge(fault, kiosk.master.contractId, { occurrences, before }, by, comment.trim(), at);
      if (!noted.ok) return { reason: noted.reason, name: before?.name ?? null };
      unit.put("faultAcknowledgement", noted.value);
      return { before: null, after: { comment: noted.value.comment } };
    });
  }

  undo(by: Caller, { faults }: UndoAcknowledgements): Promise<FaultsTouched> {
    return this.#each(by, "fault.acknowledge", faults, (unit, { fault }, { at: ofAt }, at) => {
      const before = unit.acknowledgement(fault.id);
      const undone = undo(before, ofAt, by, at);
      if (!undone.ok) return { reason: undone.reason, name: before?.name ?? null };
      unit.put("faultAcknowledgement", undone.value);
      return { before: { comment: undone.value.comment }, after: null };
    });
  }

  async suppress(by: Caller, { faults, until, reason }: SuppressFaults): Promise<Answer<FaultsTouched>> {
    if (!isEndAllowed(until, this.#clock.now())) return { ok: false, code: "fault.suppression-end", detail: "until" };
    const value = await this.#each(by, "fault.suppress", faults, (unit, { kiosk, fault }, { occurrences }, at) => {
      const causeKey = causeKeyOf(fault);
      const before = unit.suppression(causeKey);
      const about = { id: this.#newId(), causeKey, contractId: kiosk.master.contractId };
      const noted = suppress(fault, about, { occurrences, before }, by, { until, reason }, at);
      if (!noted.ok) return { reason: noted.reason, name: before?.name ?? null };
      unit.put("suppression", noted.value);
      return { before: null, after: { until, reason } };
    });
    return { ok: true, value };
  }

  async lift(by: Caller, id: string): Promise<Answer<SuppressionView>> {
    const at = this.#clock.now();
    const standing = [...this.#state.marks.suppressions].find((s) => s.id === id && suppresses(s, at));
    if (standing === undefined || !inReach(by, "fault.read", standing.contractId)) return missing(id);
    const { causeKey, contractId } = standing;
    if (!may(by, "fault.suppress", { contractId })) return { ok: false, code: "access.denied", detail: "" };
    return this.#commit.run((unit): Answer<SuppressionView> => {
      // looked at again inside the transaction: two may lift at once
      const present = unit.suppression(causeKey);
      if (present?.id !== id) return missing(id);
      unit.put("suppression", lift(present, by, at));
      unit.touchedKiosks.add(present.kioskId);
      const before = { until: present.until, reason: present.reason };
      audit(unit, by, { action: "fault.suppress", target: causeKey, contractId, before, after: null }, at);
      return { ok: true, value: suppressionView(present, this.#state) };
    });
  }

  async #each<T extends { readonly id: string }>(
    by: Caller,
    right: Right,
    requested: readonly T[],
    note: (unit: Unit, found: Found, asked: T, at: Millis) => Skip | Change,
  ): Promise<FaultsTouched> {
    const at = this.#clock.now();
    // named twice, the second would only hear that the first has done it
    const once = new Map(requested.map((asked) => [asked.id, asked]));
    const places = this.#placesOf(once);
    return this.#commit.run((unit) => {
      const touched: FaultsTouched = { at, done: [], skipped: [] };
      for (const asked of once.values()) {
        const place = places.get(asked.id);
        const found = place === undefined ? undefined : findFault(unit, place);
        const skip = found === undefined ? notFound : this.#noteOne(unit, by, right, found, asked, note, at);
        if (skip === null) touched.done.push(asked.id);
        else touched.skipped.push(skippedView(asked.id, skip.reason === "not-found" ? undefined : found, skip));
      }
      return touched;
    });
  }

  #noteOne<T>(
    unit: Unit,
    by: Caller,
    right: Right,
    found: Found,
    asked: T,
    note: (unit: Unit, found: Found, asked: T, at: Millis) => Skip | Change,
    at: Millis,
  ): Skip | null {
    const { contractId } = found.kiosk.master;
    if (!inReach(by, "fault.read", contractId)) return notFound;
    if (!may(by, right, { contractId })) return { reason: "denied", name: null };
    const outcome = note(unit, found, asked, at);
    if ("reason" in outcome) return outcome;
    unit.touchedKiosks.add(found.kiosk.master.id);
    audit(unit, by, { action: right, target: causeKeyOf(found.fault), contractId, ...outcome }, at);
    return null;
  }

  /** Where each fault is; looked up before the transaction, checked in it. */
  #placesOf(ids: ReadonlyMap<string, unknown>): ReadonlyMap<string, Fault> {
    const places = new Map<string, Fault>();
    for (const kiosk of this.#state.faultyKiosks) {
      for (const fault of kiosk.faults.values()) if (ids.has(fault.id)) places.set(fault.id, fault);
    }
    return places;
  }
}

const notFound: Skip = { reason: "not-found", name: null };

function findFault(unit: Unit, place: Fault): Found | undefined {
  const kiosk = unit.kiosk(place.kioskId);
  const fault = kiosk?.faults.get(faultKey(place));
  return kiosk !== undefined && fault?.id === place.id ? { kiosk, fault } : undefined;
}

function skippedView(id: string, found: Found | undefined, skip: Skip): FaultsTouched["skipped"][number] {
  const info = found === undefined ? undefined : faultCodeInfo(found.fault.code);
  const kioskSeq = found?.kiosk.master.seq ?? null;
  return { id, ...skip, zh: info?.zh ?? null, en: info?.en ?? null, kioskSeq };
}

function missing(what: string): { ok: false; code: "resource.not-found"; detail: string } {
  return { ok: false, code: "resource.not-found", detail: what };
}
