// Where else something can be done, nearest first.
import type { Nearby } from "@kiosk/contract";
import type { Kiosk } from "../kiosk/kiosk.ts";
import { straightMetres } from "../route/plan/travel.ts";
import type { KioskServices } from "./use.ts";

type Terminal = Nearby["terminals"][number];

/** as many as a terminal keeps: shelf/terminal.ts */
const most = 12;

/** @param others terminals of the same contract @param detour of a straight line, as routes have it */
export function nearest(
  own: Kiosk,
  others: Iterable<Kiosk>,
  services: ReadonlyMap<Kiosk["master"]["id"], KioskServices>,
  detour: number,
): Terminal[] {
  const found = [...others].filter(({ master }) => master.id !== own.master.id);
  const measured = found.map(({ master, status }): Terminal => {
    const said = services.get(master.id);
    const isKnown = hasPosition(own.master) && hasPosition(master);
    return {
      ...{ kioskId: master.id, name: master.name, address: master.address, hours: master.openingHours },
      metres: isKnown ? Math.round(straightMetres(own.master, master) * detour) : null,
      online: status.presence === "online",
      services: (said?.services ?? []).map(({ appId, state }) => ({ appId, state })),
      saidAt: said?.at ?? null,
    };
  });
  const far = (one: Terminal) => one.metres ?? Number.POSITIVE_INFINITY;
  return measured.sort((a, b) => far(a) - far(b) || (a.kioskId < b.kioskId ? -1 : 1)).slice(0, most);
}

/** 0, 0 is in the Gulf of Guinea: nobody has entered anything. */
function hasPosition({ lon, lat }: Kiosk["master"]): boolean {
  return lon !== 0 || lat !== 0;
}
