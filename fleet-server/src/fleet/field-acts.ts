// What each kind of item of a phone does, as the person who made it. Each may run again after a crash and does nothing twice.
import { EvidenceDigest, type FieldItem } from "@kiosk/contract";
import { type Caller, may } from "../domain/account/caller.ts";
import { judgeArrival } from "../domain/field/arrival.ts";
import type { FieldItemRow, FieldPhoto, SitePresence } from "../domain/field/field-item.ts";
import { measuredPosition } from "../domain/field/measured-position.ts";
import { applied, type CarryResult, needsSomebody, waitsFor } from "../domain/field/result.ts";
import type { Tag } from "../domain/field/tag.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { distanceM } from "../domain/kiosk-import/crs.ts";
import { formatLocalDay, localDay } from "../domain/sla/local-day.ts";
import type { Millis } from "../domain/time.ts";
import type { DayVisits, FieldHistory, FieldInspections, FieldSupplies } from "../field-ports.ts";
import type { Answer, FleetApi } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";

type Item<T extends FieldItem["type"]> = Extract<FieldItem, { type: T }>;

/** Part of the plan of routes: that a visit began or is over, within the unit of what shows it. */
export interface VisitTold {
  visitStarted(unit: Unit, visitId: string, at: Millis, by: string): void;
  visitDone(unit: Unit, visitId: string, at: Millis, by: string): void;
}

const countedAsOfStart: CarryResult = {
  state: "applied",
  zh: "已到服务器；早于并入的巡检，时间按其开始计",
  en: "At the server; made before the inspection it joined, and counted as of its start",
};

/** A visit may be made on another day than it was planned for. */
const visitDays = 7;

export interface FieldActParts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly history: FieldHistory;
  readonly api: Pick<FleetApi, "order" | "actOnOrder">;
  readonly inspections: FieldInspections;
  readonly visits: DayVisits & VisitTold;
  readonly supplies: FieldSupplies;
  readonly isSigned: (tag: Tag) => boolean;
}

/** Of one item: who made it, where, and the pictures that are here. */
export interface ActContext {
  readonly row: FieldItemRow;
  readonly by: Caller;
  readonly kiosk: Kiosk;
  readonly photos: ReadonlyMap<string, FieldPhoto>;
}

export class FieldActs {
  readonly #o: FieldActParts;

  constructor(parts: FieldActParts) {
    this.#o = parts;
  }

  carry(context: ActContext): Promise<CarryResult> {
    const { body } = context.row;
    switch (body.type) {
      case "arrival":
        return this.#arrive(context, body);
      case "departure":
        return this.#mark(context, { kind: "departure", evidence: null, distanceM: null, accuracyM: null });
      case "photo":
        return Promise.resolve(photoStands(context, body));
      case "position":
        return this.#propose(context, body);
      case "note":
        return Promise.resolve(applied);
      case "swap":
        return this.#swap(context, body);
      case "order-act":
        return this.#act(context, body);
      case "inspection-started":
      case "check":
      case "inspection-completed":
        return this.#inspect(context, body);
    }
  }

  #arrive(context: ActContext, arrival: Item<"arrival">): Promise<CarryResult> {
    const { state, isSigned } = this.#o;
    const { master } = context.kiosk;
    const others = [...state.kiosks].map((k) => k.master).filter((m) => m.contractId === master.contractId);
    const judged = judgeArrival(arrival, { kiosk: master, others, isSigned });
    if (!judged.ok) {
      const { code, zh, en } = judged;
      return Promise.resolve({ state: "attention", code, zh, en });
    }
    const { evidence, distanceM: metres, accuracyM } = judged;
    return this.#mark(context, { kind: "arrival", evidence, distanceM: metres, accuracyM });
  }

  async #mark(
    { row, by, kiosk }: ActContext,
    what: Pick<SitePresence, "kind" | "evidence" | "distanceM" | "accuracyM">,
  ): Promise<CarryResult> {
    const { contractId } = kiosk.master;
    const { key, kioskId, visitId, userId, at, timeDoubtful } = row;
    const place = { id: key, kioskId, contractId, visitId, userId, by: by.name, at, timeDoubtful };
    const isPlanned = visitId !== null && (await this.#isPlannedHere(row, visitId));
    await this.#o.commit.run((unit) => {
      unit.put("sitePresence", { ...place, ...what });
      if (!isPlanned) return;
      if (what.kind === "arrival") this.#o.visits.visitStarted(unit, visitId, at, by.name);
      else this.#o.visits.visitDone(unit, visitId, at, by.name);
    });
    return applied;
  }

  /** What a phone calls a visit must be one of the person's plan, and of this terminal, to be told as begun or done. */
  async #isPlannedHere({ userId, kioskId, at }: FieldItemRow, visitId: string): Promise<boolean> {
    const day = localDay(at);
    const span = [formatLocalDay(day - visitDays), formatLocalDay(day + visitDays)] as const;
    const planned = await this.#o.visits.visitsOf(userId, ...span);
    return planned.some((visit) => visit.id === visitId && visit.kioskId === kioskId);
  }

  async #propose({ row, by, kiosk }: ActContext, body: Item<"position">): Promise<CarryResult> {
    const measured = measuredPosition(body.fixes);
    if (measured === undefined) return needsSomebody("field.position-poor", `${body.fixes.length}`);
    if ((await this.#o.history.findProposal(row.key)) !== undefined) return applied;
    const { lon, lat, contractId, id: kioskId } = kiosk.master;
    const movedM = Math.round(distanceM(measured, kiosk.master));
    await this.#o.commit.run((unit) =>
      unit.put("positionProposal", {
        ...{ id: row.key, kioskId, contractId, by: by.name, at: row.at },
        ...{ lon: measured.lon, lat: measured.lat, accuracyM: measured.accuracyM, fixes: measured.fixes },
        ...{ fromLon: lon, fromLat: lat, movedM, state: "proposed", decidedAt: null, decidedBy: null, why: "" },
      }),
    );
    const zh = `已到服务器；新位置距原位置 ${movedM} 米，待确认`;
    return { state: "applied", zh, en: `At the server; ${movedM} m from the former position, to be accepted` };
  }

  async #swap({ row, by, kiosk, photos }: ActContext, body: Item<"swap">): Promise<CarryResult> {
    const { contractId } = kiosk.master;
    if (!may(by, "kiosk.replace", { contractId })) return needsSomebody("access.denied", "kiosk.replace");
    if (body.from !== null && !may(by, "stock.move", { contractId }))
      return needsSomebody("access.denied", "stock.move");
    const { kioskId, deviceId, consumable, part, serial, removedSerial, from } = body;
    const evidence = digestsOf(photos, body.photoIds);
    const entry = { kioskId, deviceId, consumable, part, serial, removedSerial, from, evidence };
    return outcomeOf(await this.#o.supplies.enterSwap(by, { id: row.id, ...entry, at: row.at }));
  }

  async #act({ row, by, kiosk, photos }: ActContext, body: Item<"order-act">): Promise<CarryResult> {
    const found = await this.#o.api.order(by, body.orderId);
    const order = found.ok ? found.value.order : undefined;
    // somebody else's and nobody's are not told apart
    if (order === undefined || !found.ok || !may(by, "order.act", { contractId: order.contractId })) {
      return needsSomebody("resource.not-found", body.orderId);
    }
    if (order.kioskId !== kiosk.master.id) return needsSomebody("field.elsewhere", `${order.number}: ${order.kioskId}`);
    const isDone = found.value.events.some(
      (e) => e.type === body.act && e.at === row.at && e.actor === by.name && e.text === body.text,
    );
    if (isDone) return applied;
    const { act: type, text, data } = body;
    const evidence = digestsOf(photos, body.photoIds);
    return outcomeOf(await this.#o.api.actOnOrder(by, body.orderId, { type, at: row.at, text, data, evidence }));
  }

  /** Two phones on one visit: the second one's entries go into the inspection that is under way. */
  async #begin({ row, by, kiosk }: Omit<ActContext, "photos">, body: Item<"inspection-started">): Promise<CarryResult> {
    const { inspections } = this.#o;
    const { kind, visitId, inspectionId: id } = body;
    const { contractId, id: kioskId } = kiosk.master;
    const answer = await inspections.start(by, { id, kioskId, kind, visitId, at: row.at });
    if (answer.ok || answer.code !== "inspection.in-progress") return outcomeOf(answer);
    const open = await inspections.list(by, { contract: contractId, kiosk: kioskId, kind, state: "open", limit: 1 });
    const [under] = open.inspections;
    if (under === undefined) return outcomeOf(answer);
    const zh = `已到服务器；并入正在进行的同类巡检（${under.by}）`;
    const en = `At the server; joined the inspection under way (${under.by})`;
    return { state: "applied", zh, en, joined: under.id };
  }

  async #inspect(
    { row, by, kiosk, photos }: ActContext,
    body: Item<"inspection-started"> | Item<"check"> | Item<"inspection-completed">,
  ): Promise<CarryResult> {
    const { inspections } = this.#o;
    const { contractId, id: kioskId } = kiosk.master;
    if (!may(by, "inspection.perform", { contractId })) return needsSomebody("access.denied", "inspection.perform");
    const begun = body.type === "inspection-started" ? undefined : await this.#o.history.startOf(body.inspectionId);
    const inspectionId = begun?.outcome.joined ?? body.inspectionId;
    const found = await inspections.read(by, inspectionId);
    if (found.ok && found.value.kioskId !== kioskId) return needsSomebody("field.elsewhere", found.value.kioskId);
    if (body.type === "inspection-started") return this.#begin({ row, by, kiosk }, body);
    if (!found.ok) return waitsFor("巡检开始的记录", "the beginning of the inspection");
    const { startedAt } = found.value;
    // Made before a colleague began what it went into. That beginning has been shown and counted since, so what comes late does
    // not move it: the entry counts as of then, and when it was made stays in the kept item.
    const isBefore = begun !== undefined && begun.outcome.joined !== null && row.at < startedAt;
    if (body.type === "check") {
      // a beginning whose time is doubtful was bounded to later than it was
      const isBounded = isBefore || begun?.item.timeDoubtful === true;
      const at = isBounded ? Math.max(row.at, startedAt) : row.at;
      const answer = await inspections.record(by, inspectionId, { entries: [{ ...body.entry, at }] });
      return answer.ok && isBefore ? countedAsOfStart : outcomeOf(answer);
    }
    // who had left by then does not end what the colleague is about to find
    if (isBefore && found.value.state === "open")
      return waitsFor("并入的巡检结束", "the end of the inspection it joined");
    const { conclusion, advice } = body;
    const host = body.host === null ? null : { ...body.host, signatureDigest: signatureOf(photos, body.host) };
    // the phone's clock, as that of the item itself
    const ours = (at: number | null) => (at === null ? null : Math.min(at + row.at - row.phoneAt, row.at));
    const times = { arrivedAt: ours(body.arrivedAt), leftAt: ours(body.leftAt), at: row.at };
    const answer = await inspections.complete(by, inspectionId, { conclusion, advice, host, ...times });
    // the rest may still be on its way, or on another phone
    if (!answer.ok && answer.code === "inspection.incomplete") return waitsFor("其余检查项", "the other items");
    return outcomeOf(answer);
  }
}

function photoStands({ photos }: ActContext, body: Item<"photo">): CarryResult {
  const photo = photos.get(body.photoId);
  if (photo === undefined || (photo.digest === null && photo.code === null)) {
    return waitsFor("照片", "its picture");
  }
  if (photo.code !== null) return needsSomebody(photo.code, photo.detail);
  return photo.sha256 === body.sha256 ? applied : needsSomebody("field.photo-differs", body.photoId);
}

/** Of those that are good: one that was refused is in the list of what needs somebody by itself. */
function digestsOf(photos: ReadonlyMap<string, FieldPhoto>, ids: readonly string[]): string[] {
  return ids.flatMap((id) => {
    const digest = EvidenceDigest.safeParse(photos.get(id)?.digest);
    return digest.success ? [digest.data] : [];
  });
}

function signatureOf(
  photos: ReadonlyMap<string, FieldPhoto>,
  host: { readonly signaturePhotoId: string },
): string | null {
  return digestsOf(photos, [host.signaturePhotoId])[0] ?? null;
}

function outcomeOf(answer: Answer<unknown>): CarryResult {
  return answer.ok ? applied : needsSomebody(answer.code, answer.detail);
}
