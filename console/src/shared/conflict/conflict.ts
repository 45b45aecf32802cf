// Two people changed one thing. Per field: who changed it since both looked, and what follows where only one did.
export type Side = "mine" | "theirs";

export interface FieldConflict<K extends string> {
  key: K;
  /** both changed it, to different values: somebody has to choose */
  both: boolean;
  /** undefined: not chosen yet */
  side: Side | undefined;
}

/** Values are compared as they would be sent. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields that differ between mine and theirs; what only one side changed is chosen already. */
export function conflictsOf<T extends object, K extends string & keyof T>(
  base: T,
  mine: T,
  theirs: T,
  keys: readonly K[],
): FieldConflict<K>[] {
  return keys.flatMap((key): FieldConflict<K>[] => {
    if (same(mine[key], theirs[key])) return [];
    if (same(base[key], mine[key])) return [{ key, both: false, side: "theirs" }];
    if (same(base[key], theirs[key])) return [{ key, both: false, side: "mine" }];
    return [{ key, both: true, side: undefined }];
  });
}

/** Theirs, with my fields where I chose mine. */
export function resolved<T extends object, K extends string & keyof T>(
  mine: T,
  theirs: T,
  conflicts: readonly FieldConflict<K>[],
): T {
  const result = { ...theirs };
  for (const { key, side } of conflicts) if (side === "mine") result[key] = mine[key];
  return result;
}
