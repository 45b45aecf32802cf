// How far a visit is: by what this phone knows before what the server had heard when the route was loaded.
import type { LocalVisit, Visit } from "../engine/engine.ts";

type Here = Pick<LocalVisit, "arrivedAt" | "departedAt">;

export function stateHere({ state }: Pick<Visit, "state">, { arrivedAt, departedAt }: Here): Visit["state"] {
  if (isPresent({ arrivedAt, departedAt })) return "started";
  return departedAt === null ? state : "done";
}

/** Somebody has come and not left again. */
export function isPresent({ arrivedAt, departedAt }: Here): boolean {
  return arrivedAt !== null && (departedAt === null || departedAt < arrivedAt);
}

/** Where somebody is now, else the first that is still to be done, in the order of the route. */
export function nextVisit<V extends Pick<Visit, "id" | "position">>(
  today: readonly V[],
  states: ReadonlyMap<string, Visit["state"]>,
): V | undefined {
  const inOrder = today.toSorted((a, b) => a.position - b.position);
  return (
    inOrder.find(({ id }) => states.get(id) === "started") ?? inOrder.find(({ id }) => states.get(id) === "planned")
  );
}
