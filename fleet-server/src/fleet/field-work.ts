// Carries out what phones brought, terminal by terminal and in order, as soon as everything an item needs is here.
import type { KioskId } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { chainOf, inOrder, photosOf, turnOf } from "../domain/field/carry-order.ts";
import type { FieldItemRow, FieldOutcome, FieldPhoto, KeptItem } from "../domain/field/field-item.ts";
import { type CarryResult, needsSomebody, waitsFor } from "../domain/field/result.ts";
import { hourMs } from "../domain/time.ts";
import type { FieldHistory } from "../field-ports.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { type Clock, type Log, StoreError } from "../ports.ts";
import type { FieldActs } from "./field-acts.ts";
import { InTurn } from "./in-turn.ts";

export const workEveryMs = 30_000;
/** One sync of the disk for so many; a crash in between repeats them, and nothing is done twice. */
const notesAtOnce = 50;
/** After that somebody is told that what an item waits for has not come. */
const patienceMs = 72 * hourMs;

export interface FieldWorkParts {
  readonly state: FleetState;
  readonly commit: GroupCommit;
  readonly history: FieldHistory;
  readonly acts: FieldActs;
  readonly clock: Clock;
  readonly log: Log;
}

export class FieldWork {
  readonly #o: FieldWorkParts;
  readonly #turns = new InTurn();

  constructor(parts: FieldWorkParts) {
    this.#o = parts;
  }

  /** For the job: everything that waits anywhere. */
  async run(): Promise<void> {
    for (const kioskId of await this.#o.history.kiosksWaiting()) await this.carryOut(kioskId);
  }

  /**
   * Carries out what can be, and notes what the rest waits for. What a full disk keeps from being carried out stays as it is.
   */
  carryOut(kioskId: KioskId): Promise<void> {
    return this.#turns.run(kioskId, async () => {
      try {
        // what one item does may be what another waits for
        while (await this.#pass(kioskId));
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        this.#o.log.warn("field.not-carried-out", { kioskId, code: error.code });
      }
    });
  }

  /** @returns whether anything was done, so that it is worth to look again */
  async #pass(kioskId: KioskId): Promise<boolean> {
    const kept = await this.#o.history.waiting(kioskId);
    const byKey = new Map(kept.map((one) => [one.item.key, one]));
    const rows = inOrder(kept.map(({ item }) => item)).toSorted((a, b) => turnOf(a.body) - turnOf(b.body));
    const ids = new Set(rows.flatMap(({ body }) => (body.type === "photo" ? [body.photoId] : photosOf(body))));
    const photos = new Map((await this.#o.history.photos([...ids])).map((photo) => [photo.photoId, photo]));
    const held = new Set<string>();
    let isWorthwhile = false;
    const notes: FieldOutcome[] = [];
    const keep = async () => {
      const fresh = notes.splice(0);
      if (fresh.length === 0) return;
      await this.#o.commit.run((unit) => {
        for (const note of fresh) unit.put("fieldOutcome", note);
      });
    };
    for (const row of rows) {
      const one = byKey.get(row.key);
      if (one === undefined) continue;
      const chain = chainOf(row.body);
      const result = await this.#one(row, photos, held);
      if (result.state === "stored" && chain !== null) held.add(chain);
      if (result.state !== "stored") isWorthwhile = true;
      notes.push(...this.#noteOf(one, result));
      // later ones of the same inspection read which one it is
      if (row.type === "inspection-started" || notes.length >= notesAtOnce) await keep();
    }
    await keep();
    return isWorthwhile && held.size > 0;
  }

  async #one(
    row: FieldItemRow,
    photos: ReadonlyMap<string, FieldPhoto>,
    held: ReadonlySet<string>,
  ): Promise<CarryResult> {
    const { state, acts, log } = this.#o;
    const kiosk = state.kiosk(row.kioskId);
    const by = this.#caller(row);
    if (kiosk === undefined) return needsSomebody("resource.not-found", row.kioskId);
    if (by === undefined) return needsSomebody("access.denied", row.by);
    const missing = photosOf(row.body).filter((id) => !isSettled(photos.get(id)));
    if (missing.length > 0) return waitsFor(`照片（${missing.length} 张未到）`, `${missing.length} picture(s)`);
    const chain = chainOf(row.body);
    // checks do not wait for each other: the end of the inspection waits for them all
    const isFree = row.type === "check" || row.type === "inspection-started";
    if (!isFree && chain !== null && held.has(chain)) return waitsFor("此前的记录", "what was entered before it");
    try {
      return await acts.carry({ row, by, kiosk, photos });
    } catch (error) {
      if (error instanceof StoreError) throw error;
      // a defect of ours must not keep the items behind it waiting
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error("field.item-failed", { key: row.key, message });
      return needsSomebody("server.internal", row.type);
    }
  }

  /** Nothing where it stands as it stood. */
  #noteOf({ item, outcome }: KeptItem, given: CarryResult): FieldOutcome[] {
    const now = this.#o.clock.now();
    const isOverdue = given.state === "stored" && now - item.receivedAt > patienceMs;
    const result: CarryResult = isOverdue ? needsSomebody("field.waited-too-long", given.zh) : given;
    if (result.state === outcome.state && result.zh === outcome.zh) return [];
    const { state, zh, en } = result;
    const code = result.state === "attention" ? result.code : null;
    const joined = result.state === "applied" ? (result.joined ?? null) : null;
    return [{ ...outcome, state, code, zh, en, joined, changedAt: now }];
  }

  /** As who they are now: a right that was taken away meanwhile is not used any more. */
  #caller({ userId, from }: FieldItemRow): Caller | undefined {
    const user = this.#o.state.user(userId);
    if (user === undefined || user.disabled) return undefined;
    const { id, name, grants } = user;
    return { kind: "person", id, userId: id, name, from, grants, onlyOrder: null };
  }
}

/** Whole and looked at, or refused for good: there is nothing more to wait for. */
function isSettled(photo: FieldPhoto | undefined): boolean {
  return photo !== undefined && (photo.digest !== null || photo.code !== null);
}
