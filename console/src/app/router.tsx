// The routes in code. Pages are fetched when first visited; their search parameters are schemas that fall back, so that a
// mistyped address shows the page and not an error.
import { ContractId, type Right } from "@kiosk/contract";
import { createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { SetupSearch, SignInSearch } from "../features/account/search.ts";
import { AlarmsSearch } from "../features/alarms/search.ts";
import { AuditSearch } from "../features/audit/search.ts";
import { ContractSearch } from "../features/contract/search.ts";
import { OverviewSearch } from "../features/overview/search.ts";
import { PortalOrderSearch, PortalSearch } from "../features/portal/search.ts";
import { QuarantineSearch } from "../features/quarantine/search.ts";
import { TerminalSearch } from "../features/terminal/search.ts";
import { TerminalsSearch } from "../features/terminals/search.ts";
import { WorkOrderSearch, WorkOrdersSearch } from "../features/work-orders/search.ts";
import { PageSkeleton } from "../shared/ui/PageSkeleton.tsx";
import { Home } from "./layout/Home.tsx";
import { NotFound } from "./layout/NotFound.tsx";
import { RouteCrash } from "./layout/RouteCrash.tsx";
import { rootRoute } from "./root-route.ts";
import { parseSearch, stringifySearch } from "./search.ts";
import { settingsRoutes } from "./settings-routes.ts";
import { upkeepRoutes } from "./upkeep-routes.ts";

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: Home,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  staticData: { bare: true },
  validateSearch: SignInSearch,
  component: lazyRouteComponent(() => import("../features/account/SignInPage.tsx"), "SignInPage"),
});

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  staticData: { bare: true },
  validateSearch: SetupSearch,
  component: lazyRouteComponent(() => import("../features/account/SetupPage.tsx"), "SetupPage"),
});

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account",
  component: lazyRouteComponent(() => import("../features/account/Page.tsx"), "AccountPage"),
});

const portalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portal",
  staticData: { right: "order.read" },
  validateSearch: PortalSearch,
  component: lazyRouteComponent(() => import("../features/portal/Page.tsx"), "PortalPage"),
});

const portalOrderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portal/orders/$id",
  staticData: { right: "order.read" },
  validateSearch: PortalOrderSearch,
  component: lazyRouteComponent(() => import("../features/portal/OrderPage.tsx"), "PortalOrderPage"),
});

// one-time links are for people without an account
const linkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/link/$token",
  staticData: { bare: true },
  component: lazyRouteComponent(() => import("../features/portal/LinkPage.tsx"), "LinkPage"),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/overview",
  staticData: { right: "overview.read" },
  validateSearch: OverviewSearch,
  component: lazyRouteComponent(() => import("../features/overview/Page.tsx"), "OverviewPage"),
});

const terminalsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/terminals",
  staticData: { right: "kiosk.read" },
  validateSearch: TerminalsSearch,
  component: lazyRouteComponent(() => import("../features/terminals/Page.tsx"), "TerminalsPage"),
});

const terminalRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/terminals/$id",
  staticData: { right: "kiosk.read" },
  validateSearch: TerminalSearch,
  component: lazyRouteComponent(() => import("../features/terminal/Page.tsx"), "TerminalPage"),
});

const alarmsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/alarms",
  staticData: { right: "fault.read" },
  validateSearch: AlarmsSearch,
  component: lazyRouteComponent(() => import("../features/alarms/Page.tsx"), "AlarmsPage"),
});

const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall",
  staticData: { bare: true },
  component: lazyRouteComponent(() => import("../features/wall/Page.tsx"), "WallPage"),
});

const wallScreensRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/wall-screens",
  staticData: { right: "wall.issue" },
  component: lazyRouteComponent(() => import("../features/wall/ManagePage.tsx"), "WallScreensPage"),
});

const workOrdersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work-orders",
  staticData: { right: "order.read" },
  validateSearch: WorkOrdersSearch,
  component: lazyRouteComponent(() => import("../features/work-orders/Page.tsx"), "WorkOrdersPage"),
});

// A page of its own, so that a link from an alarm loads one order and not the whole list below it.
const workOrderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/work-orders/$id",
  staticData: { right: "order.read" },
  validateSearch: WorkOrderSearch,
  component: lazyRouteComponent(() => import("../features/work-orders/OrderPage.tsx"), "OrderPage"),
});

const contractIndexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contract",
  staticData: { right: "contract.read" },
  component: lazyRouteComponent(() => import("../features/contract/IndexPage.tsx"), "ContractIndexPage"),
});

const contractRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/contract/$id",
  staticData: { right: "contract.read" },
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
  staticData: { right: "quarantine.read" },
  validateSearch: QuarantineSearch,
  component: lazyRouteComponent(() => import("../features/quarantine/Page.tsx"), "QuarantinePage"),
});

const quarantineMessageRoute = createRoute({
  getParentRoute: () => quarantineRoute,
  path: "$id",
  component: lazyRouteComponent(() => import("../features/quarantine/MessagePage.tsx"), "MessagePage"),
});

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/audit",
  validateSearch: AuditSearch,
  component: lazyRouteComponent(() => import("../features/audit/Page.tsx"), "AuditPage"),
  staticData: { right: "audit.read" },
});

const routeTree = rootRoute.addChildren([
  indexRoute,
  signInRoute,
  setupRoute,
  accountRoute,
  portalRoute,
  portalOrderRoute,
  linkRoute,
  overviewRoute,
  terminalsRoute,
  terminalRoute,
  alarmsRoute,
  wallRoute,
  wallScreensRoute,
  workOrdersRoute,
  workOrderRoute,
  contractIndexRoute,
  contractRoute,
  quarantineRoute.addChildren([quarantineMessageRoute]),
  settingsRoutes,
  ...upkeepRoutes,
  auditRoute,
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
  interface StaticDataRouteOption {
    /** without frame and before any session: sign-in, set-up */
    bare?: true;
    /** whoever does not hold it anywhere is told so in place of the page */
    right?: Right;
  }
}
