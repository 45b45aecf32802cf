import { useCallback, useMemo, useState } from "react";

/** What was ticked, as it was when it was ticked. It outlives pages and filters of the list, until it is cleared. */
export interface Selection<T> {
  items: readonly T[];
  has: (id: string) => boolean;
  set: (items: readonly T[], on: boolean) => void;
  clear: () => void;
}

/** More is a job for a filter and not for a hand; the bar says so instead of taking them silently. */
export const selectionLimit = 500;

/** The selection after ticking or unticking; `refused` counts those beyond the limit. */
export function changeSelection<T>(
  old: ReadonlyMap<string, T>,
  items: readonly T[],
  on: boolean,
  idOf: (item: T) => string,
): ReadonlyMap<string, T> {
  const next = new Map(old);
  for (const item of items) {
    if (!on) next.delete(idOf(item));
    else if (next.size < selectionLimit || next.has(idOf(item))) next.set(idOf(item), item);
  }
  return next;
}

/** @param idOf must be a function that never changes (declared outside of the component) */
export function useSelection<T>(idOf: (item: T) => string): Selection<T> {
  const [chosen, setChosen] = useState<ReadonlyMap<string, T>>(new Map());
  const set = useCallback(
    (items: readonly T[], on: boolean) => setChosen((old) => changeSelection(old, items, on, idOf)),
    [idOf],
  );
  const clear = useCallback(() => setChosen(new Map()), []);
  return useMemo(
    () => ({ items: [...chosen.values()], has: (id: string) => chosen.has(id), set, clear }),
    [chosen, set, clear],
  );
}
