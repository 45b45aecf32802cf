import { useCallback, useEffect, useRef, useState } from "react";
import { again, type BulkState, checked, idsOf, ran, startOf, type Verdict } from "./bulk-state.ts";
import { runEach } from "./run-each.ts";

/** Below what one page of the console asks for at its start, so that a bulk action does not slow the others' pages. */
const atOnce = 4;

export interface BulkWork<T, P> {
  items: readonly T[];
  idOf: (item: T) => string;
  /** asks the server what would happen (a dry run where there is one); a failure is listed and may be tried again */
  check: (item: T, signal: AbortSignal) => Promise<Verdict<P>>;
  /** does it for one item, with what its check has seen; throws why not */
  run: (item: T, plan: P) => Promise<unknown>;
}

export interface Bulk<T, P> {
  state: BulkState<P>;
  item: (id: string) => T | undefined;
  start: () => void;
  /** failed and stopped ones through the check again */
  retry: () => void;
  /** starts nothing more; what was sent ends */
  stop: () => void;
}

/** Check, show, run: for the items as they were when the dialog opened, whatever the list behind it does meanwhile. */
export function useBulk<T, P>({ items, idOf, check, run }: BulkWork<T, P>): Bulk<T, P> {
  const [byId] = useState<ReadonlyMap<string, T>>(() => new Map(items.map((item) => [idOf(item), item])));
  const [state, setState] = useState<BulkState<P>>(() => startOf([...byId.keys()]));
  const checking = useRef<AbortController>(undefined);
  const running = useRef<AbortController>(undefined);
  const latestCheck = useRef(check);
  useEffect(() => {
    latestCheck.current = check;
  });

  const checkAll = useCallback(
    async (ids: readonly string[]) => {
      checking.current?.abort();
      const controller = new AbortController();
      checking.current = controller;
      const { signal } = controller;
      const chosen = ids.flatMap((id) => {
        const item = byId.get(id);
        return item === undefined ? [] : [{ id, item }];
      });
      await runEach(chosen, ({ item }) => latestCheck.current(item, signal), {
        atOnce,
        signal,
        onOutcome: ({ id }, outcome) => {
          if (!signal.aborted) setState((old) => checked(old, id, outcome));
        },
      });
      if (!signal.aborted) setState((old) => ({ ...old, phase: "preview" }));
    },
    [byId],
  );

  useEffect(() => {
    // outcomes go into the state, and runEach never rejects
    void checkAll([...byId.keys()]);
    return () => checking.current?.abort();
  }, [byId, checkAll]);

  const start = () => {
    const controller = new AbortController();
    running.current = controller;
    const ready = [...state.entries].flatMap(([id, entry]) => {
      const item = byId.get(id);
      return entry.name === "ready" && item !== undefined ? [{ id, item, plan: entry.plan }] : [];
    });
    setState((old) => ({ ...old, phase: "running" }));
    void runEach(ready, ({ item, plan }) => run(item, plan), {
      atOnce,
      signal: controller.signal,
      onOutcome: ({ id }, outcome) => setState((old) => ran(old, id, outcome)),
    }).then(() => setState((old) => ({ ...old, phase: "ended" })));
  };

  const retry = () => {
    const next = again(state);
    setState(next);
    void checkAll(idsOf(next, "unchecked"));
  };

  return { state, item: (id) => byId.get(id), start, retry, stop: () => running.current?.abort() };
}
