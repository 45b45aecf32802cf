// 巡检: what people do at a terminal and tell of it. Everything of one terminal happens in turn, so that what is read from
// disk before a change is still so when the change is written.
import type {
  CheckAnswer,
  Checklist,
  CompleteInspection,
  ErrorCode,
  InspectionView,
  RecordChecks,
  StartInspection,
} from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { inForce, targetsOf } from "../domain/inspection/checklists.ts";
import {
  countsOf,
  entryProblem,
  isSame,
  placeKey,
  placesOf,
  standingChecks,
  unanswered,
} from "../domain/inspection/checks.ts";
import { evidenceOf, sourceOf } from "../domain/inspection/evidence.ts";
import type { Inspection, StoredCheck } from "../domain/inspection/records.ts";
import { dutyFrom, dutySpans, windowFromOf } from "../domain/inspection/windows.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { Millis } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { EvidenceSource, InspectionHistory, InspectionWithReport } from "../inspection-ports.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import { InTurn } from "./in-turn.ts";
import type { InspectionApi } from "./inspection-api.ts";
import { type Fail, orderOfFail } from "./inspection-orders.ts";
import { reportMoved } from "./inspection-report.ts";
import type { InspectionViews } from "./inspection-views.ts";

/** A telephone's clock may be so much ahead; more is a wrong time and no haste. */
const aheadMs = 2 * 60_000;

type Refused = { ok: false; code: ErrorCode; detail: string };
type Found = InspectionWithReport & { readonly kiosk: Kiosk };

interface Parts {
  readonly state: FleetState;
  readonly history: InspectionHistory;
  readonly files: HistoryStore;
  readonly evidence: EvidenceSource;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly rules: IngestRules;
  readonly views: InspectionViews;
}

export class InspectionDesk implements Pick<InspectionApi, "start" | "record" | "complete" | "void" | "read"> {
  readonly #o: Parts;
  readonly #turn = new InTurn();

  constructor(parts: Parts) {
    this.#o = parts;
  }

  start(by: Caller, input: z.output<typeof StartInspection>): Promise<Answer<InspectionView>> {
    const { id, kioskId, kind } = input;
    return this.#turn.run(kioskId, async () => {
      const { state, history, clock, commit } = this.#o;
      const kiosk = state.kiosk(kioskId);
      if (kiosk === undefined) return refuse("resource.not-found", kioskId);
      const known = await history.find(id);
      if (known !== undefined) {
        const same = known.inspection.kioskId === kioskId && known.inspection.kind === kind;
        return same ? this.#shown(id) : refuse("inspection.id-taken", id);
      }
      const now = clock.now();
      const startedAt = told(input.at, now);
      if (startedAt === null) return refuse("inspection.time-refused", `start ${input.at}`);
      const other = (await history.openAt(kioskId)).find(({ inspection }) => inspection.kind === kind)?.inspection;
      if (other !== undefined) return refuse("inspection.in-progress", `${other.by}: ${other.id}`);
      const { contractId, seq: kioskSeq, name: kioskName, address: kioskAddress } = kiosk.master;
      const lists = inForce(await history.checklists(contractId), contractId);
      const asked = targetsOf(lists, kind, kiosk.status.declared);
      if (asked.targets.length === 0) return refuse("inspection.no-checklist", kind);
      const bodies = lists.map(({ body }) => body);
      const fresh: Inspection = {
        ...{ id, contractId, kioskId, kioskSeq, kioskName, kioskAddress, kind, startedAt, ...asked },
        visitId: input.visitId,
        windowFrom: await this.#windowFrom(kiosk, kind, startedAt),
        state: "open",
        completedAt: null,
        recordedAt: null,
        by: by.name,
        byId: by.id,
        counts: countsOf(placesOf(bodies, asked.targets), new Map()),
        ...{ conclusion: "", advice: "", host: null, arrivedAt: null, leftAt: null, voidedWhy: null },
        updatedAt: now,
      };
      await commit.run((unit) => {
        unit.put("inspection", fresh);
        unit.touchedKiosks.add(kioskId);
        const after = { kioskId, kind, startedAt };
        audit(unit, by, { action: "inspection.perform", target: id, contractId, after }, now);
      });
      return this.#shown(id);
    });
  }

  record(by: Caller, id: string, { entries }: z.output<typeof RecordChecks>): Promise<Answer<InspectionView>> {
    return this.#atTerminalOf(id, (found) => this.#record(by, found, entries));
  }

  async #record(by: Caller, found: Found, entries: readonly CheckAnswer[]): Promise<Answer<InspectionView>> {
    const { history, clock, commit, rules, views } = this.#o;
    const { inspection, kiosk } = found;
    const { id, kioskId, contractId, targets, completedAt } = inspection;
    if (inspection.state === "void") return refuse("inspection.closed", id);
    const now = clock.now();
    const lists = await views.listsOf(inspection);
    const checks = await history.checks(id);
    const standing = standingChecks(checks);
    const fresh: { entry: CheckAnswer; at: Millis }[] = [];
    for (const [index, entry] of entries.entries()) {
      const name = `entries.${index} ${placeKey(entry)}`;
      const known = isKnown(checks, standing.get(placeKey(entry)), entry, by.id);
      if (known) continue;
      const problem = entryProblem(entry, lists, targets);
      if (problem !== null) return refuse("inspection.check-refused", `${name}: ${problem}`);
      const at = told(entry.at, now);
      if (at === null || at < inspection.startedAt) return refuse("inspection.time-refused", name);
      // of one that is completed only what was found before still belongs to it
      if (completedAt !== null && at > completedAt) return refuse("inspection.closed", name);
      fresh.push({ entry, at });
    }
    const foreign = await this.#foreignFile(
      by,
      id,
      fresh.flatMap(({ entry }) => entry.photos.map((p) => p.digest)),
    );
    if (foreign !== undefined) return refuse("order.evidence-unknown", foreign);
    if (fresh.length === 0) return this.#shown(id);
    if (isFiled(found)) return refuse("inspection.closed", id);
    const measured = inspection.kind === "system" ? ((await this.#o.evidence.latest(kioskId)) ?? []) : [];
    const said = evidenceOf(lists, targets, measured, inspection.startedAt);
    const openIds = [...kiosk.orders.keys()];
    const earlier = [...checks, ...(await history.checksOfOrders(kioskId, openIds))];
    await commit.run((unit) => {
      const added: StoredCheck[] = [];
      for (const { entry, at } of fresh) {
        const word = said.find((e) => placeKey(e) === placeKey(entry));
        const check = checkOf(entry, at, now, by, {
          ...{ inspectionId: id, seq: checks.length + added.length + 1, kioskId, orderId: null },
          source: sourceOf(entry.outcome, word),
          evidence:
            word === undefined ? null : { outcome: word.outcome, value: word.value, observedAt: word.observedAt },
        });
        const fail = failOf(check, lists, [...earlier, ...added]);
        const stored = fail === undefined ? check : { ...check, orderId: orderOfFail(unit, rules, by, fail, now) };
        unit.put("inspectionCheck", stored);
        for (const { digest } of stored.photos) {
          if (digest !== null) unit.put("evidenceUse", { digest, place: `inspection:${id}`, at: now });
        }
        added.push(stored);
      }
      const counts = countsOf(placesOf(lists, targets), standingChecks([...checks, ...added]));
      unit.put("inspection", { ...inspection, counts, updatedAt: now });
      unit.touchedKiosks.add(kioskId);
      const after = { entries: added.map((check) => `${placeKey(check)} ${check.outcome}`) };
      audit(unit, by, { action: "inspection.perform", target: id, contractId, after }, now);
    });
    return this.#shown(id);
  }

  complete(
    by: Caller,
    id: string,
    { conclusion, advice, host, arrivedAt, leftAt, at }: z.output<typeof CompleteInspection>,
  ): Promise<Answer<InspectionView>> {
    return this.#atTerminalOf(id, async ({ inspection, kiosk }) => {
      const { history, clock, commit, views } = this.#o;
      const { kioskId, contractId, kind, targets } = inspection;
      if (inspection.state === "completed") return this.#shown(id);
      if (inspection.state === "void") return refuse("inspection.closed", id);
      const now = clock.now();
      const completedAt = told(at, now);
      if (completedAt === null || completedAt < inspection.startedAt) {
        return refuse("inspection.time-refused", `completion ${at}`);
      }
      if (arrivedAt !== null && leftAt !== null && leftAt < arrivedAt) {
        return refuse("inspection.time-refused", "leftAt: before arrivedAt");
      }
      const places = placesOf(await views.listsOf(inspection), targets);
      const standing = standingChecks(await history.checks(id));
      const open = unanswered(places, standing);
      if (open.length > 0) return refuse("inspection.incomplete", open.join(", "));
      const digest = host?.signatureDigest ?? null;
      const foreign = await this.#foreignFile(by, id, digest === null ? [] : [digest]);
      if (foreign !== undefined) return refuse("order.evidence-unknown", foreign);
      const windowFrom = await this.#windowFrom(kiosk, kind, completedAt);
      await commit.run((unit) => {
        unit.put("inspection", {
          ...inspection,
          ...{ state: "completed", completedAt, recordedAt: now, windowFrom, conclusion, advice, arrivedAt, leftAt },
          counts: countsOf(places, standing),
          host: host === null ? null : { name: host.name, signature: { photoId: host.signaturePhotoId, digest } },
          updatedAt: now,
        });
        reportMoved(unit, id, "none", null, now);
        if (digest !== null) unit.put("evidenceUse", { digest, place: `inspection:${id}`, at: now });
        unit.touchedKiosks.add(kioskId);
        const after = { kioskId, kind, completedAt, conclusion };
        audit(unit, by, { action: "inspection.perform", target: id, contractId, after }, now);
      });
      return this.#shown(id);
    });
  }

  /** It counts for nothing any more; what was found and opened by it stays. */
  void(by: Caller, id: string, why: string): Promise<Answer<InspectionView>> {
    return this.#atTerminalOf(id, async (found) => {
      const { inspection } = found;
      if (inspection.state === "void") return this.#shown(id);
      if (isFiled(found)) return refuse("inspection.closed", id);
      const now = this.#o.clock.now();
      await this.#o.commit.run((unit) => {
        unit.put("inspection", { ...inspection, state: "void", voidedWhy: why, updatedAt: now });
        unit.touchedKiosks.add(inspection.kioskId);
        const { contractId, state } = inspection;
        const facts = { target: id, contractId, before: { state }, after: { state: "void", why } };
        audit(unit, by, { action: "inspection.perform", ...facts }, now);
      });
      return this.#shown(id);
    });
  }

  read(_by: Caller, id: string): Promise<Answer<InspectionView>> {
    return this.#shown(id);
  }

  async #shown(id: string): Promise<Answer<InspectionView>> {
    const found = await this.#o.history.find(id);
    if (found === undefined) return refuse("resource.not-found", id);
    return { ok: true, value: await this.#o.views.view(found) };
  }

  /** In turn with everything else at the inspection's terminal; the inspection is read within the turn. */
  async #atTerminalOf(
    id: string,
    work: (found: Found) => Promise<Answer<InspectionView>>,
  ): Promise<Answer<InspectionView>> {
    const first = await this.#o.history.find(id);
    if (first === undefined) return refuse("resource.not-found", id);
    const { kioskId } = first.inspection;
    return this.#turn.run(kioskId, async () => {
      const found = await this.#o.history.find(id);
      const kiosk = this.#o.state.kiosk(kioskId);
      if (found === undefined || kiosk === undefined) return refuse("resource.not-found", id);
      return work({ ...found, kiosk });
    });
  }

  async #windowFrom(kiosk: Kiosk, kind: Inspection["kind"], at: Millis): Promise<string | null> {
    const versions = await this.#o.history.rules(kiosk.master.contractId);
    return windowFromOf(dutySpans(versions, kind, dutyFrom(kiosk.master.createdAt, versions)), at);
  }

  /** Naming somebody else's file would show it: one's own, or one that this inspection has already. */
  async #foreignFile(by: Caller, id: string, digests: readonly string[]): Promise<string | undefined> {
    for (const digest of new Set(digests)) {
      const uses = await this.#o.files.evidenceUses(digest);
      if (!uses.some(({ place }) => place === `by:${by.id}` || place === `inspection:${id}`)) return digest;
    }
    return undefined;
  }
}

/** What somebody says the time was; null: not yet. */
function told(at: Millis | undefined, now: Millis): Millis | null {
  if (at === undefined) return now;
  return at > now + aheadMs ? null : Math.min(at, now);
}

/** An entry with a time is the same at that time; one without is no news where it says what stands. */
function isKnown(
  checks: readonly StoredCheck[],
  stands: StoredCheck | undefined,
  entry: CheckAnswer,
  byId: string,
): boolean {
  if (entry.at === undefined) return stands !== undefined && isSame(stands, entry, byId);
  const sent = entry.at;
  // one that came a little too early was stored with the time it came at
  const sameTime = ({ at, recordedAt }: StoredCheck) => at === sent || (at === recordedAt && at < sent);
  return checks.some((check) => sameTime(check) && isSame(check, entry, byId));
}

function isFiled({ report }: InspectionWithReport): boolean {
  return report?.state === "filed" || report?.state === "acknowledged";
}

function checkOf(
  entry: CheckAnswer,
  at: Millis,
  recordedAt: Millis,
  by: Caller,
  rest: Pick<StoredCheck, "inspectionId" | "seq" | "kioskId" | "source" | "evidence" | "orderId">,
): StoredCheck {
  const { checklistId, itemId, deviceId, outcome, measured, text, photoIds } = entry;
  const photos = [...photoIds.map((photoId) => ({ photoId, digest: null })), ...entry.photos];
  const named = { checklistId, itemId, deviceId, outcome, measured, text, photos };
  return { ...rest, ...named, at, recordedAt, by: by.name, byId: by.id };
}

function failOf(check: StoredCheck, lists: readonly Checklist[], earlier: readonly StoredCheck[]): Fail | undefined {
  if (check.outcome !== "fail") return undefined;
  const list = lists.find(({ id }) => id === check.checklistId);
  const item = list?.items.find(({ id }) => id === check.itemId);
  return list === undefined || item === undefined ? undefined : { check, list, item, earlier };
}

function refuse(code: ErrorCode, detail: string): Refused {
  return { ok: false, code, detail };
}
