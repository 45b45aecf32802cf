// What is stored of upkeep (inspections, routes, supplies, guarantees, reports): part of tables.ts, which joins it with the rest.

/** Table name -> record type. */
export type UpkeepTables = Record<never, never>;
export type UpkeepTableName = keyof UpkeepTables;

export const upkeepKeys: { readonly [T in UpkeepTableName]: readonly (keyof UpkeepTables[T])[] } = {};

/** In the order rows are written: after everything of tables.ts, parents first. */
export const upkeepTableNames: readonly UpkeepTableName[] = [];

export const upkeepAppendOnly: readonly UpkeepTableName[] = [];
