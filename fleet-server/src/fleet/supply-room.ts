// Supplies and stock, put together.
import type { ProfileFactsOf } from "../domain/consumable/counted.ts";
import type { FieldSupplies } from "../field-ports.ts";
import type { StockApi, SupplyApi } from "../supply-api.ts";
import type { UpkeepParts } from "../upkeep-desks.ts";
import { InTurn } from "./in-turn.ts";
import { OrderNumbers } from "./order-numbers.ts";
import { StockDesk } from "./stock-desk.ts";
import { SupplyCatalogue } from "./supply-catalogue.ts";
import { SupplyDesk } from "./supply-desk.ts";
import { SupplySwaps } from "./supply-swaps.ts";
import { SupplyWatch } from "./supply-watch.ts";

export interface SupplyRoom {
  readonly supplies: SupplyApi;
  readonly stock: StockApi;
  /** the same for the technician's phone */
  readonly fieldSupplies: FieldSupplies;
}

export function openSupplies(parts: UpkeepParts & { readonly profileFacts: ProfileFactsOf }): {
  readonly room: SupplyRoom;
  readonly watch: SupplyWatch;
} {
  const { state, store, commit, clock, rules, profiles, profileFacts } = parts;
  const { history, upkeep } = store;
  const turns = new InTurn();
  const kioskTurns = new InTurn();
  const catalogue = new SupplyCatalogue({ state, history: upkeep.stock, profiles });
  const common = { state, commit, clock, rules, catalogue, kioskTurns };
  const swaps = new SupplySwaps({
    ...{ ...common, turns, profileFacts, history },
    ...{ supplies: upkeep.supplies, stock: upkeep.stock },
  });
  const orderNumbers = new OrderNumbers({ state, history });
  const supplies = new SupplyDesk({ ...common, history: upkeep.supplies, swaps });
  const stock = new StockDesk({ state, history: upkeep.stock, commit, clock, catalogue, turns, orderNumbers });
  const fieldSupplies: FieldSupplies = {
    openTasks: (contractId) => supplies.openTasks(contractId),
    namer: (contractId) => catalogue.namer(contractId),
    van: (contractId, technicianId) => stock.van(contractId, technicianId),
    enterSwap: (by, entry) => supplies.enterSwap(by, entry),
  };
  const watch = new SupplyWatch({ ...common, supplies: upkeep.supplies, history });
  return { room: { supplies, stock, fieldSupplies }, watch };
}
