// What a terminal lacks of what an app requires: by its own word where it offers the app, else by the devices it has.
import { type AppManifest, deviceOfCapability, type MissingCapability, type ServicesEvent } from "@kiosk/contract";
import type { Kiosk } from "../kiosk/kiosk.ts";

type Service = ServicesEvent["services"][number];

/** @param said what it last said of its services; undefined: nothing */
export function lackingOf(
  manifest: Pick<AppManifest, "id" | "requires">,
  kiosk: Pick<Kiosk, "status">,
  said: readonly Service[] | undefined,
): MissingCapability[] {
  const own = said?.find(({ appId }) => appId === manifest.id);
  if (own !== undefined) return own.missing.filter(({ capability }) => manifest.requires.includes(capability));
  const { declared, bootId } = kiosk.status;
  return manifest.requires.flatMap((capability): MissingCapability[] => {
    const device = deviceOfCapability[capability];
    if (device === null || declared.some(({ deviceClass }) => deviceClass === device)) return [];
    return [{ capability, ground: bootId === null ? "unknown" : "absent", detail: "", since: null }];
  });
}
