// What an agent counts since a person last did something about it: a ribbon replaced, a machine cleaned. It may tell no
// level (a cleaning kit is stock, not a level), and is begun anew all the same.
import type { CountedTarget } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { Kiosk } from "../kiosk/kiosk.ts";

/** What the server knows of a profile. */
export interface ProfileFacts {
  readonly names: { readonly zh: string; readonly en: string };
  /** its consumables that are measured by a durable counter of the agent */
  readonly counted: readonly { readonly consumable: ConsumableKind; readonly part: string }[];
}

/** null: this server has no such profile */
export type ProfileFactsOf = (profileId: string) => ProfileFacts | null;

export function countedTargets(kiosk: Kiosk, factsOf: ProfileFactsOf): CountedTarget[] {
  return [...kiosk.devices.values()].flatMap(({ deviceId, profileId }) =>
    (factsOf(profileId)?.counted ?? []).map((one) => ({ deviceId, ...one })),
  );
}
