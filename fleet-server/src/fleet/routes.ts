// Route planning put together.
import type { ContractId, GuaranteeView, InspectionWindowView } from "@kiosk/contract";
import type { VisitDemand } from "../domain/route/plan/demand.ts";
import type { UpkeepParts } from "../upkeep-desks.ts";
import { RouteDesk, type RoutePlanApi } from "./route-desk.ts";
import { type RouteFeedApi, RouteFeeds } from "./route-feeds.ts";
import { RoutePlanner } from "./route-planner.ts";
import { type RouteSettingsApi, RouteSettingsDesk } from "./route-settings-desk.ts";
import { createRouteSolver } from "./route-solver.ts";
import { guaranteeVisits, inspectionVisits, orderVisits, supplyVisits } from "./route-sources.ts";
import { PublishedVisits } from "./route-visits.ts";
import { RouteWorlds } from "./route-world.ts";

/** What other rooms say is to be done on site. */
export interface RouteNeighbours {
  /** of every terminal of a contract */
  readonly windows: (contractId: ContractId) => Promise<readonly InspectionWindowView[]>;
  readonly guarantees: (contractId: ContractId) => Promise<readonly GuaranteeView[]>;
}

export interface Routes {
  readonly plans: RoutePlanApi;
  readonly routeSettings: RouteSettingsApi;
  readonly routeFeeds: RouteFeedApi;
  readonly visits: PublishedVisits;
}

/** Far above what stands open in one contract. */
const mostTasks = 5000;

export function openRoutes(
  { state, store, commit, clock, random }: Pick<UpkeepParts, "state" | "store" | "commit" | "clock" | "random">,
  neighbours: RouteNeighbours,
): Routes {
  const { routes: history, supplies, stock } = store.upkeep;
  const tasks = (contractId: ContractId) =>
    supplies.tasks({ reach: "all", contractId, state: "open", limit: mostTasks });
  const sources: VisitDemand[] = [
    orderVisits(state),
    inspectionVisits(neighbours.windows),
    supplyVisits(tasks, state),
    guaranteeVisits(neighbours.guarantees),
  ];
  const worlds = new RouteWorlds({ state, history, stock, sources });
  const planner = new RoutePlanner({ worlds, solver: createRouteSolver() });
  const visits = new PublishedVisits({ state, worlds, clock });
  return {
    plans: new RouteDesk({ state, commit, clock, worlds, planner }),
    routeSettings: new RouteSettingsDesk({ state, history, commit, clock }),
    routeFeeds: new RouteFeeds({ state, history, visits, commit, clock, random }),
    visits,
  };
}
