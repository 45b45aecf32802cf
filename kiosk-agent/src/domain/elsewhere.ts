// Where else a service can be done, of what the fleet server last said about the neighbours.
import type { AppId, Elsewhere, Nearby } from "@kiosk/contract";
import { isOpenAt } from "./opening-hours.ts";

/** Knowledge older than this sends nobody through the town: reachable yesterday is not reachable. */
const oldestMs = 12 * 60 * 60_000;

/**
 * The nearest terminal that was reachable, is open by its hours and said that it can. `receivedAt` and `now` in ms, kiosk
 * clock; what the server said is by the server's. @param fully only one that can do all of it
 */
export function findElsewhere(
  appId: AppId,
  nearby: { readonly said: Nearby; readonly receivedAt: number } | null,
  now: number,
  fully: boolean,
): Elsewhere | null {
  if (nearby === null) return null;
  const { said, receivedAt } = nearby;
  const able = said.terminals.flatMap((terminal): Elsewhere[] => {
    const { kioskId, name, address, metres, hours } = terminal;
    const state = terminal.services.find((s) => s.appId === appId)?.state;
    if (!terminal.online || terminal.saidAt === null || state === undefined || state === "suspended") return [];
    if (fully && state !== "ok") return [];
    const saidAt = Math.max(0, receivedAt - Math.max(0, said.at - terminal.saidAt));
    if (now - receivedAt > oldestMs || isOpenAt(hours, now) !== true) return [];
    return [{ kioskId, name, address, metres, hours, state, saidAt }];
  });
  const distance = (metres: number | null) => metres ?? Number.POSITIVE_INFINITY;
  return able.toSorted((a, b) => compare(distance(a.metres), distance(b.metres)))[0] ?? null;
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
