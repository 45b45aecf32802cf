// The routes in code. Pages are fetched when first visited; their search parameters are schemas that fall back, so that a
// mistyped address shows the page and not an error.
import { ContractId } from "@kiosk/contract";
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { ContractSearch } from "../features/contract/search.ts";
import { OverviewSearch } from "../features/overview/search.ts";
import { QuarantineSearch } from "../features/quarantine/search.ts";
import { TerminalsSearch } from "../features/terminals/search.ts";
import { WorkOrderSearch, WorkOrdersSearch } from "../features/work-orders/search.ts";
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

// A page of its own, so that a link from an alarm loads one order and not the whole list below it.
const workOrderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work-orders/$id",
  validateSearch: WorkOrderSearch,
  component: lazyRouteComponent(() => import("../features/work-orders/OrderPage.tsx"), "OrderPage"),
});

const contractIndexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contract",
  component: lazyRouteComponent(() => import("../features/contract/IndexPage.tsx"), "ContractIndexPage"),
});

const contractRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contract/$id",
  validateSearch: ContractSearch,
  // The choice in the top bar follows the page, whichever way somebody came here.
  beforeLoad: ({ params, search }) => {
    const contract = ContractId.safeParse(params.id);
    if (!contract.success || search.contract === contract.data) return;
    throw redirect({ to: "/contract/$id", params, search: { ...search, contract: contract.data }, replace: true });
  },
  component: lazyRouteComponent(() => import("../features/contract/Page.tsx"), "ContractPage"),
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
  workOrdersRoute,
  workOrderRoute,
  contractIndexRoute,
  contractRoute,
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
