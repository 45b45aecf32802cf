// What phones bring is taken here: each item by itself, kept before anything is done with it. What could not be carried out
// is shown to whoever looks after it.
import {
  type ContractId,
  type ErrorCode,
  errorCodes,
  type FieldAnswer,
  type FieldAttention,
  type FieldAttentionQuery,
  FieldItem,
  type FieldLog,
  type FieldLogQuery,
  type FieldUpload,
  type KioskId,
  type UserId,
} from "@kiosk/contract";
import { z } from "zod";
import { type Caller, contractsOf, may } from "../domain/account/caller.ts";
import { thingOf } from "../domain/field/carry-order.ts";
import type { FieldItemRow, FieldOutcome, FieldPhoto, KeptItem } from "../domain/field/field-item.ts";
import { placeInTime } from "../domain/field/phone-clock.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { AttentionFilter, FieldHistory, FieldMark } from "../field-ports.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import type { FieldWork } from "./field-work.ts";
import { InTurn } from "./in-turn.ts";

type Told = FieldAnswer["items"][number];

export interface FieldDeskParts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly history: FieldHistory;
  readonly work: FieldWork;
  readonly clock: Clock;
}

/** One that may be kept, with its place in the upload. */
interface Taken {
  readonly place: number;
  readonly item: FieldItem;
  readonly kiosk: Kiosk;
}

export class FieldDesk {
  readonly #o: FieldDeskParts;
  readonly #turns = new InTurn();

  constructor(parts: FieldDeskParts) {
    this.#o = parts;
  }

  /** Durable when it resolves, and carried out as far as it can be. @throws StoreError; then nothing was kept */
  async take(by: Caller, upload: z.output<typeof FieldUpload>): Promise<FieldAnswer> {
    const receivedAt = this.#o.clock.now();
    const { userId } = by;
    const told = new Map<number, Told>();
    const taken: Taken[] = [];
    for (const [place, raw] of upload.items.entries()) {
      const sorted = userId === upload.by ? this.#sort(by, raw) : { code: "field.other-person" as const, detail: "" };
      if ("item" in sorted) taken.push({ place, ...sorted });
      else told.set(place, refused(raw, sorted.code, sorted.detail));
    }
    const keys =
      userId === null ? [] : await this.#turns.run("take", () => this.#keep(by, userId, upload, taken, receivedAt));
    for (const kioskId of new Set(taken.map(({ item }) => item.kioskId))) await this.#o.work.carryOut(kioskId);
    const kept = new Map(
      (await this.#o.history.items(taken.map(({ item }) => item.id))).map((one) => [one.item.key, one]),
    );
    for (const [n, { place }] of taken.entries()) {
      const one = kept.get(keys[n] ?? "");
      if (one !== undefined) told.set(place, answerOf(one));
    }
    return {
      at: this.#o.clock.now(),
      skewMs: receivedAt - upload.sentAt,
      items: upload.items.map((raw, place) => told.get(place) ?? refused(raw, "server.internal", "")),
    };
  }

  #sort(by: Caller, raw: unknown): Omit<Taken, "place"> | { readonly code: ErrorCode; readonly detail: string } {
    const parsed = FieldItem.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return { code: "field.item-invalid", detail: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
    }
    const item = parsed.data;
    const kiosk = this.#o.state.kiosk(item.kioskId);
    // somebody else's and nobody's are not told apart
    if (kiosk === undefined || !may(by, "field.use", { contractId: kiosk.master.contractId })) {
      return { code: "resource.not-found", detail: item.kioskId };
    }
    return { item, kiosk };
  }

  /** @returns under which key each is kept, those among them that were here before */
  async #keep(
    by: Caller,
    userId: UserId,
    upload: z.output<typeof FieldUpload>,
    taken: readonly Taken[],
    receivedAt: number,
  ): Promise<readonly string[]> {
    const { history, commit } = this.#o;
    const known = Map.groupBy(await history.items(taken.map(({ item }) => item.id)), ({ item }) => item.id);
    const previousAt = await history.lastOf(upload.installId);
    const { sentAt, bundleAt, installId } = upload;
    const placed = placeInTime(
      taken.map(({ item }) => item.at),
      { sentAt, receivedAt, bundleAt, previousAt },
    );
    const rows: FieldItemRow[] = [];
    const keys = taken.map(({ item, kiosk, place }, n) => {
      const same = [...(known.get(item.id) ?? []).map((one) => one.item), ...rows.filter((row) => row.id === item.id)];
      const twin = same.find((row) => row.userId === userId && JSON.stringify(row.body) === JSON.stringify(item));
      if (twin !== undefined) return twin.key;
      const key = same.length === 0 ? item.id : `${item.id}+${same.length}`;
      const { at, timeDoubtful } = placed[n] ?? { at: receivedAt, timeDoubtful: true };
      rows.push({
        ...{ key, id: item.id, type: item.type, kioskId: item.kioskId, contractId: kiosk.master.contractId },
        ...{
          visitId: item.visitId,
          thing: thingOf(item),
          userId,
          by: by.name,
          from: by.from,
          installId,
          phoneAt: item.at,
          at,
          timeDoubtful,
        },
        ...{ skewMs: receivedAt - sentAt, receivedAt, place, body: item },
      });
      return key;
    });
    const named = rows.flatMap(({ body }) => (body.type === "photo" ? [body.photoId] : []));
    const photos = new Map((await history.photos(named)).map((photo) => [photo.photoId, photo]));
    await commit.run((unit) => {
      for (const row of rows) {
        unit.put("fieldItem", row);
        unit.put("fieldOutcome", firstOutcome(row));
        namePhoto(unit, row, photos);
      }
      for (const [contractId, of] of Map.groupBy(rows, (row) => row.contractId)) {
        const after = { items: of.length, first: of[0]?.key, skewMs: receivedAt - sentAt };
        audit(unit, by, { action: "field.use", target: installId, contractId, after }, receivedAt);
      }
    });
    return keys;
  }

  async attention(by: Caller, query: z.output<typeof FieldAttentionQuery>): Promise<FieldAttention> {
    const filter = { contracts: reachOf(by, query.contract), kioskId: query.kiosk };
    const found = await this.#o.history.attention(filter, query.limit + 1, markOf(query.after));
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    return {
      at: this.#o.clock.now(),
      total: await this.#o.history.countAttention(filter),
      items: page.map(({ item, outcome }) => {
        const master = this.#o.state.kiosk(item.kioskId)?.master;
        const { key, id, kioskId, visitId, by: name, type, at, phoneAt, timeDoubtful, receivedAt, body } = item;
        return {
          ...{ key, id, kioskId, kioskSeq: master?.seq ?? 0, kioskName: master?.name ?? kioskId, visitId, by: name },
          ...{ type, at, phoneAt, timeDoubtful, receivedAt, body },
          ...{ code: outcome.code ?? "server.internal", zh: outcome.zh, en: outcome.en },
        };
      }),
      next: last === undefined || found.length === page.length ? null : `${last.item.receivedAt}|${last.item.key}`,
    };
  }

  async log(_by: Caller, kioskId: KioskId, query: z.output<typeof FieldLogQuery>): Promise<FieldLog> {
    const found = await this.#o.history.log(kioskId, query.limit + 1, markOf(query.after));
    const page = found.slice(0, query.limit);
    const last = page.at(-1);
    const there = await this.#o.history.presences(page.map(({ item }) => item.key));
    const presences = new Map(there.map((one) => [one.id, one]));
    return {
      at: this.#o.clock.now(),
      entries: page.map(({ item, outcome }) => {
        const { key, type, visitId, by, at, phoneAt, receivedAt, timeDoubtful, body } = item;
        const { state, code, zh, en, settledBy, settledWhy } = outcome;
        const what = { key, type, visitId, by, at, phoneAt, receivedAt, timeDoubtful, body };
        const { evidence, distanceM, accuracyM } = presences.get(key) ?? nowhere;
        const presence = presences.has(key) ? { evidence, distanceM, accuracyM } : null;
        return { ...what, state, code, zh, en, settledBy, settledWhy, presence };
      }),
      next: last === undefined || found.length === page.length ? null : `${last.item.at}|${last.item.key}`,
    };
  }

  /** Somebody looked at it, and nothing more will be done about it. */
  settle(by: Caller, key: string, why: string): Promise<Answer<{ key: string }>> {
    const settled = { state: "settled", settledBy: by.name, settledWhy: why } as const;
    return this.#attend(by, key, (outcome) => ({ ...outcome, ...settled }), why);
  }

  /** What kept it from being carried out may be gone. */
  async retry(by: Caller, key: string): Promise<Answer<Told>> {
    const answer = await this.#attend(by, key, (outcome) => ({ ...outcome, state: "stored", code: null }), "retry");
    if (!answer.ok) return answer;
    const before = await this.#o.history.find(key);
    if (before !== undefined) await this.#o.work.carryOut(before.item.kioskId);
    const after = await this.#o.history.find(key);
    if (after === undefined) return { ok: false, code: "resource.not-found", detail: key };
    return { ok: true, value: answerOf(after) };
  }

  #attend(
    by: Caller,
    key: string,
    change: (outcome: FieldOutcome) => FieldOutcome,
    why: string,
  ): Promise<Answer<{ key: string }>> {
    return this.#turns.run(key, async () => {
      const found = await this.#o.history.find(key);
      if (found === undefined) return { ok: false, code: "resource.not-found", detail: key };
      const { outcome } = found;
      if (outcome.state !== "attention") return { ok: false, code: "field.settled", detail: outcome.state };
      const { contractId } = outcome;
      const now = this.#o.clock.now();
      const next = { ...change(outcome), changedAt: now };
      const before = { state: outcome.state, code: outcome.code };
      await this.#o.commit.run((unit) => {
        unit.put("fieldOutcome", next);
        const after = { state: next.state, why };
        audit(unit, by, { action: "field.attend", target: key, contractId, before, after }, now);
      });
      return { ok: true, value: { key } };
    });
  }
}

const nowhere = { evidence: null, distanceM: null, accuracyM: null } as const;

/** Those the right is held in; of them the one that is asked for. */
function reachOf(by: Caller, contract: ContractId | undefined): AttentionFilter["contracts"] {
  const reach = contractsOf(by, "field.attend");
  if (contract !== undefined) return reach === "all" || reach.has(contract) ? [contract] : [];
  return reach === "all" ? "all" : [...reach];
}

/** Two things under one id cannot both be what the phone meant. */
function firstOutcome(row: FieldItemRow): FieldOutcome {
  const { key, kioskId, contractId, receivedAt } = row;
  const place = {
    key,
    kioskId,
    contractId,
    receivedAt,
    joined: null,
    changedAt: receivedAt,
    settledBy: null,
    settledWhy: null,
  };
  if (row.key === row.id) return { ...place, state: "stored", code: null, zh: "", en: "" };
  const code = "field.id-taken";
  const { zh, en } = errorCodes[code];
  return { ...place, state: "attention", code, zh, en };
}

/** From now on it is known how long the picture is to be. */
function namePhoto(unit: Unit, row: FieldItemRow, photos: Map<string, FieldPhoto>): void {
  const { body, key, kioskId, userId, receivedAt } = row;
  if (body.type !== "photo") return;
  const { photoId, bytes, sha256 } = body;
  const known = photos.get(photoId);
  // somebody else's, or named before: that item stands
  if (known !== undefined && (known.userId !== userId || known.itemKey !== null)) return;
  const begun = { createdAt: receivedAt, digest: null, code: null, detail: "", mismatches: 0, endedAt: null };
  const named = { ...(known ?? begun), photoId, userId, itemKey: key, kioskId, bytes, sha256 };
  // of two items of one upload the first names it
  photos.set(photoId, named);
  unit.put("fieldPhoto", named);
}

function answerOf({ item, outcome }: KeptItem): Told {
  const { id, timeDoubtful } = item;
  const { code, zh, en } = outcome;
  // what somebody has settled is done with for the phone too
  return { id, state: outcome.state === "settled" ? "applied" : outcome.state, code, zh, en, timeDoubtful };
}

function refused(raw: unknown, code: ErrorCode, detail: string): Told {
  const { zh, en } = errorCodes[code];
  const more = detail === "" ? "" : ` (${detail.slice(0, 200)})`;
  return { id: idOf(raw), state: "refused", code, zh: `${zh}${more}`, en: `${en}${more}`, timeDoubtful: false };
}

function idOf(raw: unknown): string {
  const id: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "id") : undefined;
  return typeof id === "string" ? id.slice(0, 80) : "";
}

function markOf(after: string | undefined): FieldMark | undefined {
  const parsed = z.templateLiteral([z.number(), "|", z.string()]).safeParse(after);
  if (!parsed.success) return undefined;
  const cut = parsed.data.indexOf("|");
  return { at: Number(parsed.data.slice(0, cut)), key: parsed.data.slice(cut + 1) };
}
