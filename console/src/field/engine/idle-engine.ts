// Before the phone's database is open, and where it cannot be: it says so, and takes nothing.
import type { FieldEngine, FieldState } from "./engine.ts";

const refused = () => Promise.resolve({ ok: false, why: "storage" } as const);
const nothing = () => Promise.resolve(null);
const empty = {
  arrivedAt: null,
  arrivalWhere: null,
  departedAt: null,
  inspections: [],
  items: [],
  photos: [],
} as const;

/** @param now the phone's clock */
export function idleEngine(state: Exclude<FieldState, { name: "ready" }>, now: () => number): FieldEngine {
  return {
    ...{ subscribe: () => () => undefined, snapshot: () => state, now },
    ...{ arrival: refused, startInspection: refused, putCheck: refused, addPhoto: refused, addSignature: refused },
    ...{ swap: refused, orderAct: refused, complete: refused, position: refused, note: refused, departure: refused },
    ...{ locate: nothing, exportFile: nothing, photoUrl: nothing, importFile: refused },
    signIn: () => Promise.resolve({ name: "no-connection" }),
    signOut: () => Promise.resolve(),
    verifyTag: () => Promise.resolve({ ok: false, why: "no-key" }),
    matchArrival: () => "other",
    kiosk: () => null,
    visit: () => empty,
    syncNow: () => Promise.resolve(),
    acknowledgeLoss: () => undefined,
    askPersistence: () => Promise.resolve(),
    restart: () => Promise.resolve(location.reload()),
  };
}
