// The rows of open orders, each worked out once and kept until the order, its terminal or the law changes, or until time
// alone makes another row of it: thousands of orders on a board are then a look and not an evaluation each.
import type { ContractTerms, OrderRow } from "@kiosk/contract";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { Calendars } from "../domain/sla/working-calendar.ts";
import { dayMs, type Millis } from "../domain/time.ts";
import { type OrderSurroundings, orderRow } from "../domain/work-order/view.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";

/** The row as it stood at `at`; but for the running figures of breached clocks it stands until `until`. */
interface Kept {
  readonly row: OrderRow;
  readonly at: Millis;
  readonly until: Millis;
  readonly faults: Kiosk["faults"] | undefined;
  readonly master: Kiosk["master"] | undefined;
  readonly calendars: Calendars;
  readonly terms: readonly ContractTerms[];
}

export class OrderRows {
  readonly #around: OrderSurroundings;
  readonly #kept = new WeakMap<OpenOrder, Kept>();

  constructor(around: OrderSurroundings) {
    this.#around = around;
  }

  /** The row as it is at `at`, which does not go back. */
  row(open: OpenOrder, at: Millis): OrderRow {
    const { row, at: since } = this.#standing(open, at);
    if (since === at || !row.clocks.some((clock) => clock.overdueMs !== null)) return row;
    return { ...row, clocks: row.clocks.map((clock) => ranOn(clock, since, at)) };
  }

  /** The row without the figures that run: for filters, bands and order. */
  standing(open: OpenOrder, at: Millis): OrderRow {
    return this.#standing(open, at).row;
  }

  #standing(open: OpenOrder, at: Millis): Kept {
    const { order } = open;
    const kiosk = this.#around.kiosk(order.kioskId);
    const { calendars } = this.#around.law;
    const terms = this.#around.law.terms(order.contractId);
    const known = this.#kept.get(open);
    if (
      known !== undefined &&
      at >= known.at &&
      at < known.until &&
      known.faults === kiosk?.faults &&
      known.master === kiosk?.master &&
      known.calendars === calendars &&
      (known.terms === terms || known.terms.length + terms.length === 0)
    ) {
      return known;
    }
    const row = orderRow(open, this.#around, at);
    const until = nextTurn(open, row, calendars, terms, at);
    const kept = { row, at, until, faults: kiosk?.faults, master: kiosk?.master, calendars, terms };
    this.#kept.set(open, kept);
    return kept;
  }
}

/** A breached clock that no pause holds goes on counting. */
function ranOn(clock: OrderRow["clocks"][number], since: Millis, at: Millis): OrderRow["clocks"][number] {
  const { state, dueAt, overdueMs } = clock;
  if (state !== "breached" || dueAt === null || overdueMs !== since - dueAt) return clock;
  return { ...clock, overdueMs: at - dueAt };
}

/** The first instant after `at` at which time alone makes another row: a due, a band, news that are to come. */
function nextTurn(
  { events }: OpenOrder,
  { clocks }: OrderRow,
  { publications }: Calendars,
  terms: readonly ContractTerms[],
  at: Millis,
): Millis {
  let turn = Number.POSITIVE_INFINITY;
  const consider = (instant: Millis) => {
    if (instant > at && instant < turn) turn = instant;
  };
  for (const { dueAt } of clocks) {
    if (dueAt === null) continue;
    // the due itself is still in time, and less than a day away is another band than a day
    for (const before of [0, dayMs, 3 * dayMs]) consider(dueAt - before + 1);
  }
  for (const event of events) {
    consider(event.at);
    consider(event.recordedAt);
  }
  for (const { knownAt } of publications) consider(knownAt);
  for (const { recordedAt } of terms) consider(recordedAt);
  return turn;
}
