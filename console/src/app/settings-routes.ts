// The pages below /settings.
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import {
  ChecklistsSearch,
  FaultRulesSearch,
  InspectionRulesSearch,
  PointsSearch,
  ThresholdsSearch,
} from "../features/settings/search.ts";
import { OrganisationsSearch, UsersSearch } from "../features/users/search.ts";
import { rootRoute } from "./root-route.ts";

// The list of sections stands beside each of them; every section is a page of its own.
const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("../features/settings/Frame.tsx"), "SettingsFrame"),
});

const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../features/settings/IndexPage.tsx"), "SettingsIndexPage"),
});

const settingsContractsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "contracts",
  component: lazyRouteComponent(() => import("../features/settings/ContractsPage.tsx"), "ContractsPage"),
});

const thresholdsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "thresholds",
  validateSearch: ThresholdsSearch,
  component: lazyRouteComponent(() => import("../features/settings/ThresholdsPage.tsx"), "ThresholdsPage"),
  staticData: { right: "setting.read" },
});

const faultRulesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "fault-rules",
  validateSearch: FaultRulesSearch,
  component: lazyRouteComponent(() => import("../features/settings/FaultRulesPage.tsx"), "FaultRulesPage"),
  staticData: { right: "setting.read" },
});

const hoursRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "hours",
  validateSearch: PointsSearch,
  component: lazyRouteComponent(() => import("../features/settings/HoursPage.tsx"), "HoursPage"),
  staticData: { right: "kiosk.read" },
});

const inspectionRulesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "inspection-rules",
  validateSearch: InspectionRulesSearch,
  component: lazyRouteComponent(() => import("../features/settings/InspectionRulesPage.tsx"), "InspectionRulesPage"),
  staticData: { right: "inspection.read" },
});

const checklistsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "checklists",
  validateSearch: ChecklistsSearch,
  component: lazyRouteComponent(() => import("../features/settings/ChecklistsPage.tsx"), "ChecklistsPage"),
  staticData: { right: "inspection.read" },
});

const importRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "terminals",
  component: lazyRouteComponent(() => import("../features/settings/ImportPage.tsx"), "ImportPage"),
  staticData: { right: "kiosk.manage" },
});

const enrolmentRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "enrolment",
  validateSearch: PointsSearch,
  component: lazyRouteComponent(() => import("../features/settings/EnrolmentPage.tsx"), "EnrolmentPage"),
  staticData: { right: "kiosk.enrol" },
});

const tagsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "tags",
  validateSearch: PointsSearch,
  component: lazyRouteComponent(() => import("../features/settings/TagsPage.tsx"), "TagsPage"),
  staticData: { right: "kiosk.enrol" },
});

const notifyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "notify",
  component: lazyRouteComponent(() => import("../features/settings/NotifyPage.tsx"), "NotifyPage"),
  staticData: { right: "notify.read" },
});

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "users",
  validateSearch: UsersSearch,
  component: lazyRouteComponent(() => import("../features/users/UsersPage.tsx"), "UsersPage"),
  staticData: { right: "user.read" },
});

const securityRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "security",
  component: lazyRouteComponent(() => import("../features/users/SecurityPage.tsx"), "SecurityPage"),
  staticData: { right: "user.read" },
});

const organisationsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: "organisations",
  validateSearch: OrganisationsSearch,
  component: lazyRouteComponent(() => import("../features/users/OrganisationsPage.tsx"), "OrganisationsPage"),
  staticData: { right: "organisation.read" },
});

export const settingsRoutes = settingsRoute.addChildren([
  settingsIndexRoute,
  settingsContractsRoute,
  thresholdsRoute,
  faultRulesRoute,
  hoursRoute,
  inspectionRulesRoute,
  checklistsRoute,
  importRoute,
  enrolmentRoute,
  tagsRoute,
  notifyRoute,
  usersRoute,
  securityRoute,
  organisationsRoute,
]);
