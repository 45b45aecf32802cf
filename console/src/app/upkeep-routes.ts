// The pages of upkeep: inspections, routes, supplies, guarantees, reports of periods.

import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { AppsSearch } from "../features/apps/search.ts";
import { FieldOfficeSearch } from "../features/field-office/search.ts";
import { GuaranteesSearch } from "../features/guarantees/search.ts";
import { InspectionsSearch } from "../features/inspections/search.ts";
import { ReportSearch, ReportsSearch } from "../features/reports/search.ts";
import { RoutesSearch } from "../features/routes/search.ts";
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

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports",
  staticData: { right: "report.read" },
  validateSearch: ReportsSearch,
  component: lazyRouteComponent(() => import("../features/reports/Page.tsx"), "ReportsPage"),
});

const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports/$id",
  staticData: { right: "report.read" },
  validateSearch: ReportSearch,
  component: lazyRouteComponent(() => import("../features/reports/ReportPage.tsx"), "ReportPage"),
});

const routesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/routes",
  staticData: { right: "route.read" },
  validateSearch: RoutesSearch,
  component: lazyRouteComponent(() => import("../features/routes/Page.tsx"), "RoutesPage"),
});

const fieldOfficeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/field-office",
  staticData: { right: "route.read" },
  validateSearch: FieldOfficeSearch,
  component: lazyRouteComponent(() => import("../features/field-office/Page.tsx"), "FieldOfficePage"),
});

const appsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/apps",
  staticData: { right: "shelf.read" },
  validateSearch: AppsSearch,
  component: lazyRouteComponent(() => import("../features/apps/Page.tsx"), "AppsPage"),
});

const publishersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/publishers",
  staticData: { right: "shelf.trust" },
  component: lazyRouteComponent(() => import("../features/apps/PublishersPage.tsx"), "PublishersPage"),
});

export const upkeepRoutes = [
  publishersRoute,
  appsRoute,
  routesRoute,
  reportsRoute,
  reportRoute,
  inspectionsRoute,
  inspectionRoute,
  fieldOfficeRoute,
  guaranteesRoute,
  suppliesRoute,
] as const;
