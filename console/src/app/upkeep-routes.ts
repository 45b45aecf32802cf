// The pages of upkeep: inspections, routes, supplies, guarantees, reports of periods.

export const upkeepRoutes = [] as const;
