// Which part of a change somebody may hear of: terminals and orders in their reach, and flags only of what they may read.
import { type Caller, inReach, may, mayAnywhere } from "../domain/account/caller.ts";
import type { LiveFeedEvent } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";

/** Whoever has one of them reads something that {@link LiveFeedEvent.upkeep} tells of. */
const upkeepRights = [
  "inspection.read",
  "route.read",
  "supply.read",
  "stock.read",
  "guarantee.read",
  "report.read",
  "shelf.read",
  "voice.read",
] as const;

export class LiveReach {
  readonly #state: FleetState;
  /** many people have the same roles: one cut serves them all. Of the latest event only. */
  #cuts = new Map<string, LiveFeedEvent>();
  #of: LiveFeedEvent | undefined;

  constructor(state: FleetState) {
    this.#state = state;
  }

  cut(caller: Caller, event: LiveFeedEvent): LiveFeedEvent {
    if (this.#of !== event) {
      this.#of = event;
      this.#cuts = new Map();
    }
    const key = JSON.stringify([caller.kind, caller.grants, caller.onlyOrder]);
    const known = this.#cuts.get(key);
    if (known !== undefined) return known;
    const kiosks = event.kiosks.filter((id) => {
      const contractId = this.#state.kiosk(id)?.master.contractId;
      return (
        contractId !== undefined &&
        (inReach(caller, "kiosk.read", contractId) || inReach(caller, "wall.read", contractId))
      );
    });
    const orders = event.orders.filter((id) =>
      event.orderPlaces.get(id)?.some((place) => may(caller, "order.read", place)),
    );
    const cut: LiveFeedEvent = {
      ...event,
      kiosks,
      orders,
      quarantine: event.quarantine && mayAnywhere(caller, "quarantine.read"),
      alarms: event.alarms && mayAnywhere(caller, "alarm.read"),
      terms: event.terms && mayAnywhere(caller, "contract.read"),
      upkeep: event.upkeep && upkeepRights.some((right) => mayAnywhere(caller, right)),
    };
    this.#cuts.set(key, cut);
    return cut;
  }
}
