import type { Right, Role } from "@kiosk/contract";

interface NavItem {
  to: string;
  key: string;
  /** who does not hold it anywhere does not see the page in the rail */
  right: Right;
  /** the page is for people of this role alone */
  role?: Role;
}

export const navItems = [
  { to: "/portal", key: "portal", right: "order.read", role: "vendor" },
  { to: "/overview", key: "overview", right: "overview.read" },
  { to: "/terminals", key: "terminals", right: "kiosk.read" },
  { to: "/alarms", key: "alarms", right: "fault.read" },
  // suppliers read their orders in the portal
  { to: "/work-orders", key: "workOrders", right: "contract.read" },
  { to: "/contract", key: "contract", right: "contract.read" },
  { to: "/inspections", key: "inspections", right: "inspection.read" },
  { to: "/routes", key: "routes", right: "route.read" },
  { to: "/field-office", key: "fieldOffice", right: "route.read" },
  { to: "/guarantees", key: "guarantees", right: "guarantee.read" },
  { to: "/supplies", key: "supplies", right: "supply.read" },
  { to: "/apps", key: "apps", right: "shelf.read" },
  { to: "/reports", key: "reports", right: "report.read" },
  { to: "/quarantine", key: "quarantine", right: "quarantine.read" },
  { to: "/settings", key: "settings", right: "setting.read" },
  // the two administrators of accounts hold no right of a contract, and begin here
  { to: "/settings/users", key: "users", right: "user.read" },
  { to: "/publishers", key: "publishers", right: "shelf.trust" },
  { to: "/audit", key: "audit", right: "audit.read" },
] as const satisfies readonly NavItem[];
