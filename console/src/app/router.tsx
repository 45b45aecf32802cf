// The routes in code. Pages are fetched when first visited; their search parameters are schemas that fall back, so that a
// mistyped address shows the page and not an error.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { OverviewSearch } from "../features/overview/search.ts";
import { QuarantineSearch } from "../features/quarantine/search.ts";
import { TerminalsSearch } from "../features/terminals/search.ts";
import { WorkOrdersSearch } from "../features/work-orders/search.ts";
import { PageSkeleton } from "../shared/ui/PageSkeleton.tsx";
import { AppLayout } from "./layout/AppLayout.tsx";
import { NotFound } from "./layout/NotFound.tsx";
import { RouteCrash } from "./layout/RouteCrash.tsx";
import { parseSearch, RootSearch, stringifySearch } from "./search.ts";

const rootRoute = createRootRoute({
  component: AppLayout,
  validateSearch: RootSearch,
  search: { middlewares: [retainSearchParams(["contract"])] },
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/overview", replace: true });
  },
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/overview",
  validateSearch: OverviewSearch,
  component: lazyRouteComponent(() => import("../features/overview/Page.tsx"), "OverviewPage"),
});

const terminalsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/terminals",
  validateSearch: TerminalsSearch,
  component: lazyRouteComponent(() => import("../features/terminals/Page.tsx"), "TerminalsPage"),
});

const terminalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/terminals/$id",
  component: lazyRouteComponent(() => import("../features/terminal/Page.tsx"), "TerminalPage"),
});

const workOrdersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work-orders",
  validateSearch: WorkOrdersSearch,
  component: lazyRouteComponent(() => import("../features/work-orders/Page.tsx"), "WorkOrdersPage"),
});

const workOrderRoute = createRoute({
  getParentRoute: () => workOrdersRoute,
  path: "$id",
  component: lazyRouteComponent(() => import("../features/work-orders/OrderPage.tsx"), "OrderPage"),
});

const quarantineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/quarantine",
  validateSearch: QuarantineSearch,
  component: lazyRouteComponent(() => import("../features/quarantine/Page.tsx"), "QuarantinePage"),
});

const quarantineMessageRoute = createRoute({
  getParentRoute: () => quarantineRoute,
  path: "$id",
  component: lazyRouteComponent(() => import("../features/quarantine/MessagePage.tsx"), "MessagePage"),
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  overviewRoute,
  terminalsRoute,
  terminalRoute,
  workOrdersRoute.addChildren([workOrderRoute]),
  quarantineRoute.addChildren([quarantineMessageRoute]),
]);

export const router = createRouter({
  routeTree,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: RouteCrash,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
