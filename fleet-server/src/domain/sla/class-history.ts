// What an order was taken for, and when. Its class decides which clocks it has.
import type { Millis } from "../time.ts";
import type { SlaEvent } from "./event.ts";

export interface ClassHistory {
  /** null while nobody said */
  readonly current: string | null;
  /** for each former class: the event that last left it */
  readonly left: ReadonlyMap<string, SlaEvent>;
}

/** How a class stands to an order: never its own, its own now (`left` null), or its own once. */
export type Membership = { readonly left: SlaEvent | null } | null;

const nothingLeft: ReadonlyMap<string, SlaEvent> = new Map();

/**
 * @param events in effective order
 * @param until the order's cancellation: what it is called afterwards decides nothing
 */
export function classHistory(events: readonly SlaEvent[], until: Millis | null): ClassHistory {
  let current: string | null = null;
  let left: Map<string, SlaEvent> | null = null;
  let reported = false;
  for (const event of events) {
    const said = event.data.class;
    if (event.type === "reported" && !reported) {
      reported = true;
      current ??= said ?? null;
    } else if (event.type === "classified" && said !== undefined && (until === null || event.at <= until)) {
      if (current !== null && current !== said) {
        left ??= new Map();
        left.set(current, event);
      }
      current = said;
    }
  }
  return { current, left: left ?? nothingLeft };
}

/** A class the order came back to counts as never left. */
export function membership(history: ClassHistory, name: string | undefined): Membership {
  if (name === undefined || name === history.current) return { left: null };
  const left = history.left.get(name);
  return left === undefined ? null : { left };
}
