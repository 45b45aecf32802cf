// The pages of upkeep: inspections, routes, supplies, guarantees, reports of periods.

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { GuaranteesSearch } from "../features/guarantees/search.ts";
import { InspectionsSearch } from "../features/inspections/search.ts";
import { SuppliesSearch } from "../features/supplies/search.ts";
import { rootRoute } from "./root-route.ts";

const inspectionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inspections",
  staticData: { right: "inspection.read" },
  validateSearch: InspectionsSearch,
  component: lazyRouteComponent(() => import("../features/inspections/Page.tsx"), "InspectionsPage"),
});

const inspectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/inspections/$id",
  staticData: { right: "inspection.read" },
  component: lazyRouteComponent(() => import("../features/inspections/InspectionPage.tsx"), "InspectionPage"),
});

const guaranteesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/guarantees",
  staticData: { right: "guarantee.read" },
  validateSearch: GuaranteesSearch,
  component: lazyRouteComponent(() => import("../features/guarantees/Page.tsx"), "GuaranteesPage"),
});

const suppliesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/supplies",
  staticData: { right: "supply.read" },
  validateSearch: SuppliesSearch,
  component: lazyRouteComponent(() => import("../features/supplies/Page.tsx"), "SuppliesPage"),
});

export const upkeepRoutes = [inspectionsRoute, inspectionRoute, guaranteesRoute, suppliesRoute] as const;
