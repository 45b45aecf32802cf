// Ctrl-K: what a person may see and typed part of. Terminals and faults are read from the fleet in memory; orders from an
// index that is filled once from the store and follows every commit.
import type { FaultHit, KioskHealth, KioskHit, OrderHit, SearchQuery, SearchResult } from "@kiosk/contract";
import { searchLimit } from "@kiosk/contract";
import { type FaultCode, faultCodeInfo } from "@kiosk/firmware-profiles";
import type { z } from "zod";
import { type Caller, inReach, may } from "../domain/account/caller.ts";
import { type Fault, isOpen } from "../domain/fault/fault.ts";
import { severityOf } from "../domain/fault-rule/fault-rule.ts";
import { kioskHealth } from "../domain/kiosk/health.ts";
import type { Kiosk, KioskMaster } from "../domain/kiosk/kiosk.ts";
import { searchForm } from "../domain/kiosk/search.ts";
import { titledFor } from "../domain/organisation/reader.ts";
import { type KioskWords, kioskWords, matchKiosk } from "../domain/search/kiosk-match.ts";
import { type OrderHead, OrderIndex } from "../domain/search/order-index.ts";
import { mergeHits, type Scored } from "../domain/search/rank.ts";
import { type Wanted, wantedOf } from "../domain/search/wanted.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock, HistoryStore } from "../ports.ts";

/** Rows of one read while the index is filled: short enough that requests in between do not wait. */
const headsPerRead = 2000;

export interface SearchApi {
  /** Best first, bounded; only what the caller may read. */
  search(by: Caller, query: z.infer<typeof SearchQuery>): Promise<SearchResult>;
}

interface SearchParts {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly clock: Clock;
}

interface Found<H> {
  readonly total: number;
  readonly best: Scored<H>[];
}

export class FleetSearch implements SearchApi {
  readonly #o: SearchParts;
  readonly #orders = new OrderIndex();
  /** a master record never changes in place, so its words hold as long as it does */
  readonly #words = new WeakMap<KioskMaster, KioskWords>();
  readonly #faultWords = new Map<FaultCode, string>();
  #filled: Promise<void> | undefined;

  constructor(parts: SearchParts) {
    this.#o = parts;
  }

  /** After a commit: what is now so of orders. */
  follow(unit: Pick<Unit, "rows">): void {
    for (const order of unit.rows("workOrder")) this.#orders.put(order);
  }

  async search(by: Caller, { q }: z.infer<typeof SearchQuery>): Promise<SearchResult> {
    const at = this.#o.clock.now();
    const wanted = wantedOf(q);
    if (wanted === undefined) return { at, found: { kiosks: 0, orders: 0, faults: 0 }, hits: [] };
    await this.#fill();
    const kiosks = this.#findKiosks(by, wanted);
    const orders = this.#findOrders(by, wanted);
    const faults = this.#findFaults(by, wanted);
    return {
      at,
      found: { kiosks: kiosks.total, orders: orders.total, faults: faults.total },
      hits: mergeHits<KioskHit | OrderHit | FaultHit>([kiosks.best, orders.best, faults.best], searchLimit),
    };
  }

  /** Reads every order's head, once. A failed read is tried again by the next search. */
  #fill(): Promise<void> {
    this.#filled ??= this.#readHeads().catch((error: unknown) => {
      this.#filled = undefined;
      throw error;
    });
    return this.#filled;
  }

  async #readHeads(): Promise<void> {
    for (let after = ""; ; ) {
      const heads = await this.#o.history.orderHeads(after, headsPerRead);
      // what a commit has put there meanwhile is newer than what was read
      for (const head of heads) if (!this.#orders.has(head.id)) this.#orders.put(head);
      const last = heads.at(-1);
      if (last === undefined) return;
      after = last.id;
      // the store's reader answers at once (SQLite in this thread): others get their turn
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  #wordsOf(master: KioskMaster): KioskWords {
    const known = this.#words.get(master);
    if (known !== undefined) return known;
    const words = kioskWords(master);
    this.#words.set(master, words);
    return words;
  }

  #findKiosks(by: Caller, wanted: Wanted): Found<KioskHit> {
    const matches = [...this.#o.state.kiosks].flatMap((kiosk) => {
      const match = matchKiosk(kiosk.master.seq, this.#wordsOf(kiosk.master), wanted);
      return match !== undefined && inReach(by, "kiosk.read", kiosk.master.contractId) ? [{ kiosk, match }] : [];
    });
    const best = matches
      .sort((a, b) => a.match.score - b.match.score || a.kiosk.master.seq - b.kiosk.master.seq)
      .slice(0, searchLimit)
      .map(({ kiosk, match }) => ({ hit: this.#kioskHit(kiosk, match), score: match.score }));
    return { total: matches.length, best };
  }

  #kioskHit(kiosk: Kiosk, match: Pick<KioskHit, "by" | "mac">): KioskHit {
    return kioskHit(kiosk, kioskHealth(kiosk, this.#o.state.settings(kiosk.master.contractId).faultRules), match);
  }

  #findOrders(by: Caller, wanted: Wanted): Found<OrderHit> {
    const visible = ({ id, contractId, vendorId }: OrderHead) =>
      may(by, "order.read", { contractId, vendorId, orderId: id });
    const { found, best } = this.#orders.search(wanted, visible, searchLimit);
    return {
      total: found,
      best: best.map(({ head, score }) => ({
        hit: titledFor(by, head, orderHit(head, this.#o.state.kiosk(head.kioskId))),
        score,
      })),
    };
  }

  #findFaults(by: Caller, wanted: Wanted): Found<FaultHit> {
    const hits: FaultHit[] = [];
    for (const kiosk of this.#o.state.kiosks) {
      if (!inReach(by, "fault.read", kiosk.master.contractId)) continue;
      for (const fault of kiosk.faults.values()) {
        if (!isOpen(fault) || !this.#wordOf(fault.code).includes(wanted.text)) continue;
        const { faultRules } = this.#o.state.settings(kiosk.master.contractId);
        hits.push(faultHit(kiosk, fault, severityOf(faultRules, fault.code)));
      }
    }
    const score = 5;
    const best = hits
      .sort((a, b) => b.since - a.since)
      .slice(0, searchLimit)
      .map((hit) => ({ hit, score }));
    return { total: hits.length, best };
  }

  #wordOf(code: FaultCode): string {
    const known = this.#faultWords.get(code);
    if (known !== undefined) return known;
    const { zh, en } = faultCodeInfo(code);
    const word = [code, zh, en].map(searchForm).join("\n");
    this.#faultWords.set(code, word);
    return word;
  }
}

function kioskHit(kiosk: Kiosk, health: KioskHealth, { by, mac }: Pick<KioskHit, "by" | "mac">): KioskHit {
  const { id, contractId, seq, name, street, address } = kiosk.master;
  return { kind: "kiosk", id, contractId, seq, name, street, address, health, by, mac };
}

function orderHit(head: OrderHead, kiosk: Kiosk | undefined): OrderHit {
  const { id, contractId, number, titleZh, titleEn, state, reportedAt } = head;
  const place = { kioskSeq: kiosk?.master.seq ?? 0, kioskName: kiosk?.master.name ?? "" };
  return { kind: "order", id, contractId, number, titleZh, titleEn, state, ...place, reportedAt };
}

function faultHit({ master }: Kiosk, fault: Fault, severity: FaultHit["severity"]): FaultHit {
  const { zh, en } = faultCodeInfo(fault.code);
  return {
    kind: "fault",
    id: fault.id,
    contractId: master.contractId,
    kioskId: master.id,
    kioskSeq: master.seq,
    kioskName: master.name,
    code: fault.code,
    zh,
    en,
    severity,
    since: fault.raisedAt ?? fault.firstAt,
  };
}
