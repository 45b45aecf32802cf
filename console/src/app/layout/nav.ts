export const navItems = [
  { to: "/overview", key: "overview" },
  { to: "/terminals", key: "terminals" },
  { to: "/work-orders", key: "workOrders" },
  { to: "/contract", key: "contract" },
  { to: "/quarantine", key: "quarantine" },
] as const;
