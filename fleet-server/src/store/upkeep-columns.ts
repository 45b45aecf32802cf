// The tables of upkeep, as part of schema.ts, which checks them.
export const upkeepColumns = {} as const;
