// What upkeep reads from disk; one interface for each noun, in a file beside its queries' user. Part of FleetStore.
export type UpkeepHistory = Record<never, never>;
