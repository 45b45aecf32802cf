// The numbers people know orders by, for movements of spare parts that name their order.
import type { PartMovement } from "@kiosk/contract";
import type { Movement } from "../domain/part/movement.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { HistoryStore } from "../ports.ts";

export class OrderNumbers {
  readonly #state: FleetState;
  readonly #history: Pick<HistoryStore, "findOrder">;

  constructor(parts: { state: FleetState; history: Pick<HistoryStore, "findOrder"> }) {
    this.#state = parts.state;
    this.#history = parts.history;
  }

  async named(movements: readonly Movement[]): Promise<PartMovement[]> {
    const numbers = new Map<string, string>();
    for (const { orderId } of movements) {
      if (orderId === null || numbers.has(orderId)) continue;
      const order = this.#state.openOrder(orderId)?.order ?? (await this.#history.findOrder(orderId));
      if (order !== undefined) numbers.set(orderId, order.number);
    }
    return movements.map((m) => ({ ...m, orderNumber: numbers.get(m.orderId ?? "") ?? null }));
  }
}
