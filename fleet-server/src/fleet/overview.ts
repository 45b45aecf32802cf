// The numbers of the first screen.
import type { OrderRow, Overview, OverviewQuery } from "@kiosk/contract";
import type { z } from "zod";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { openedOf } from "../domain/kiosk/opened.ts";
import { dayMs, hourMs, type Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, FaultHistory } from "../ports.ts";
import { AnswerMemo } from "./answer-memo.ts";
import { type Marks, unacknowledgedCauses } from "./fault-list.ts";
import type { InspectionGlance } from "./inspection-glance.ts";
import type { IndexedKiosk, KioskIndex } from "./kiosk-index.ts";
import { openDueAt } from "./order-lists.ts";
import type { OrderQueries } from "./order-queries.ts";

const boardSize = 12;

/** 24:00 of the Shanghai day that `at` lies in; a day clock of today is due at that very instant. */
function endOfShanghaiDay(at: Millis): Millis {
  return Math.floor((at + 8 * hourMs) / dayMs) * dayMs + dayMs - 8 * hourMs;
}

/** What HTTP and wall screens ask for the first screen. */
export class OverviewDesk {
  readonly #index: KioskIndex;
  readonly #orders: Pick<OrderQueries, "openRows">;
  readonly #state: FleetState;
  readonly #history: FaultHistory;
  readonly #inspections: InspectionGlance;
  readonly #clock: Clock;
  readonly #answers = new AnswerMemo<Promise<Overview>>();

  constructor(options: {
    index: KioskIndex;
    orders: Pick<OrderQueries, "openRows">;
    state: FleetState;
    faultHistory: FaultHistory;
    inspections: InspectionGlance;
    clock: Clock;
  }) {
    this.#index = options.index;
    this.#orders = options.orders;
    this.#state = options.state;
    this.#history = options.faultHistory;
    this.#inspections = options.inspections;
    this.#clock = options.clock;
  }

  overview(by: Caller, { contract }: z.infer<typeof OverviewQuery>): Promise<Overview> {
    const at = this.#clock.now();
    const key = JSON.stringify([by.kind, by.onlyOrder, by.grants, contract]);
    const version = `${this.#state.revision}.${this.#index.version}`;
    return this.#answers.answer(key, version, at, async () => {
      const reach = contractsOf(by, "quarantine.read");
      const { waiting: kept } = await this.#history.quarantineCounts(reach);
      const last24h = await this.#history.quarantinedSince(reach, at - dayMs);
      const kiosks = this.#index.within(contractsOf(by, "kiosk.read"), contract);
      const orders = this.#orders.openRows(by, contract);
      const contracts = new Set(kiosks.map(({ kiosk }) => kiosk.master.contractId));
      const inspections = await this.#inspections.current(contracts, at);
      return { ...overviewOf(kiosks, orders, { kept, last24h }, this.#state.marks, at), inspections };
    });
  }
}

function overviewOf(
  entries: readonly IndexedKiosk[],
  orders: readonly OrderRow[],
  quarantine: Overview["quarantine"],
  marks: Marks,
  at: Millis,
): Omit<Overview, "inspections"> {
  const kiosks = entries.map(({ kiosk }) => kiosk);
  const presence = { total: kiosks.length, online: 0, offline: 0, unverified: 0, never: 0 };
  const health = { ok: 0, warning: 0, fault: 0, unknown: 0, offline: 0 };
  const faults = { open: 0, critical: 0, flapping: 0, unacknowledged: unacknowledgedCauses(kiosks, marks, at) };
  const consumables = { low: 0, out: 0, unknown: 0 };
  for (const { figures } of entries) {
    presence[figures.presence] += 1;
    health[figures.health] += 1;
    faults.open += figures.faults;
    faults.critical += figures.critical;
    faults.flapping += figures.flapping;
    consumables.low += figures.low;
    consumables.out += figures.out;
    consumables.unknown += figures.unknownLevels;
  }
  const today = endOfShanghaiDay(at);
  const running = orders.filter((o) => o.nextDueAt !== null);
  const board = orders.flatMap((order) => {
    const dueAt = openDueAt(order);
    return dueAt === null ? [] : [{ order, dueAt }];
  });
  return {
    at,
    kiosks: presence,
    open: openedOf(kiosks, at),
    health,
    faults,
    orders: {
      open: orders.length,
      unacknowledged: orders.filter((o) => o.state === "reported").length,
      overdue: orders.filter((o) => o.band === "overdue").length,
      dueToday: running.filter((o) => o.nextDueAt !== null && o.nextDueAt <= today).length,
    },
    consumables,
    quarantine,
    nextDue: board
      .sort((a, b) => a.dueAt - b.dueAt)
      .slice(0, boardSize)
      .map(({ order }) => order),
  };
}
