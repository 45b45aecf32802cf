// The pages of upkeep: inspections, routes, supplies, guarantees, reports of periods.

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { GuaranteesSearch } from "../features/guarantees/search.ts";
import { rootRoute } from "./root-route.ts";

const guaranteesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/guarantees",
  staticData: { right: "guarantee.read" },
  validateSearch: GuaranteesSearch,
  component: lazyRouteComponent(() => import("../features/guarantees/Page.tsx"), "GuaranteesPage"),
});

export const upkeepRoutes = [guaranteesRoute] as const;
