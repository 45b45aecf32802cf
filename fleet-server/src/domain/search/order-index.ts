// All orders by number and title, in memory: a search of the closed ones on disk would read every row, as a database has no
// index for the end of a number or the middle of a title.

import { searchForm } from "../kiosk/search.ts";
import type { WorkOrder } from "../work-order/work-order.ts";
import { isOrderOpen } from "../work-order/work-order.ts";
import type { Wanted } from "./wanted.ts";

/** What of an order is searched, cut and shown. */
export type OrderHead = Pick<
  WorkOrder,
  "id" | "number" | "contractId" | "kioskId" | "vendorId" | "titleZh" | "titleEn" | "state" | "reportedAt"
>;

function headOf(order: OrderHead): OrderHead {
  const { id, number, contractId, kioskId, vendorId, titleZh, titleEn, state, reportedAt } = order;
  return { id, number, contractId, kioskId, vendorId, titleZh, titleEn, state, reportedAt };
}

interface Entry {
  head: OrderHead;
  number: string;
  /** both titles in one, as they are compared */
  title: string;
}

export interface OrderMatch {
  readonly head: OrderHead;
  readonly score: number;
}

/** Between the two titles, so that no text is found across both. */
const between = "\n";

export class OrderIndex {
  /** oldest report first */
  readonly #entries: Entry[] = [];
  readonly #byId = new Map<string, Entry>();
  /** titles repeat: an order by rule carries its fault's words. One string for all of one title. */
  readonly #titles = new Map<string, string>();

  get size(): number {
    return this.#entries.length;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  put(head: OrderHead): void {
    const known = this.#byId.get(head.id);
    const made = { head: headOf(head), number: searchForm(head.number), title: this.#titleOf(head) };
    if (known !== undefined && known.head.reportedAt === head.reportedAt) {
      Object.assign(known, made);
      return;
    }
    if (known !== undefined) this.#entries.splice(this.#entries.indexOf(known), 1);
    this.#byId.set(head.id, made);
    this.#entries.splice(this.#placeOf(head.reportedAt), 0, made);
  }

  /**
   * Those that `wanted` names, best first and of equals the newest, at most `limit`; `found` counts all of them.
   * @param visible asked only for those that match
   */
  search(wanted: Wanted, visible: (head: OrderHead) => boolean, limit: number): { found: number; best: OrderMatch[] } {
    let found = 0;
    const best: OrderMatch[] = [];
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i];
      const score = entry === undefined ? undefined : matchOrder(entry, wanted);
      if (entry === undefined || score === undefined || !visible(entry.head)) continue;
      found += 1;
      keep(best, { head: entry.head, score }, limit);
    }
    return { found, best };
  }

  #titleOf(head: OrderHead): string {
    const shown = `${head.titleZh}${between}${head.titleEn}`;
    const known = this.#titles.get(shown);
    if (known !== undefined) return known;
    const form = `${searchForm(head.titleZh)}${between}${searchForm(head.titleEn)}`;
    this.#titles.set(shown, form);
    return form;
  }

  /** After all that were reported not later: new orders nearly always go to the end. */
  #placeOf(reportedAt: number): number {
    let from = 0;
    let to = this.#entries.length;
    if ((this.#entries[to - 1]?.head.reportedAt ?? Number.NEGATIVE_INFINITY) <= reportedAt) return to;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#entries[middle]?.head.reportedAt ?? 0) <= reportedAt) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/** A number before a title, an open order before a closed one. */
function matchOrder({ head, number, title }: Entry, wanted: Wanted): number | undefined {
  const base = textScore(number, title, wanted);
  if (base === undefined) return undefined;
  return base === 0 || isOrderOpen(head.state) ? base : base + 0.5;
}

function textScore(number: string, title: string, { text, digits }: Wanted): number | undefined {
  if (number === text) return 0;
  if (digits !== null) return number.endsWith(digits) ? 2 : number.includes(digits) ? 6 : undefined;
  // one or two digits are in every number and in many titles
  if (/^\d+$/.test(text)) return undefined;
  if (number.startsWith(text)) return 3;
  if (title.startsWith(text)) return 4;
  return title.includes(text) ? 5 : undefined;
}

/** Keeps `best` sorted and short. The newer came first, so an equal goes behind. */
function keep(best: OrderMatch[], match: OrderMatch, limit: number): void {
  const last = best[limit - 1];
  if (last !== undefined && last.score <= match.score) return;
  const place = best.findIndex((other) => other.score > match.score);
  best.splice(place === -1 ? best.length : place, 0, match);
  if (best.length > limit) best.length = limit;
}
