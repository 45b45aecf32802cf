// What the server asks of device profiles again and again, looked up once.
import { faultCodes, settleFor } from "@kiosk/firmware-profiles";
import type { loadProfiles } from "@kiosk/firmware-profiles/load";
import type { ProfileFactsOf } from "./domain/consumable/counted.ts";
import type { SettleOf } from "./domain/fault/conditions.ts";
import type { Settle } from "./domain/fault/settle.ts";

type Profiles = ReturnType<typeof loadProfiles>;

/** Settle times by profile and code, looked up once: the profiles do not change while the server runs. */
export function settleTable(profiles: Profiles): SettleOf {
  const table = new Map<string, Settle>();
  const codes = Object.keys(faultCodes);
  return (profileId, code) => {
    const key = `${profileId}\u0000${code}`;
    const known = table.get(key);
    if (known !== undefined) return known;
    const times = settleFor(profiles.get(profileId), code);
    // profile ids come from kiosks: an unbounded number of invented ones must not be remembered
    if (table.size < codes.length * (profiles.size + 1)) table.set(key, times);
    return times;
  };
}

/** Names and counted supplies of a profile; null for one that is not known. */
export function factsTable(profiles: Profiles): ProfileFactsOf {
  return (profileId) => {
    const profile = profiles.get(profileId);
    if (profile === undefined) return null;
    const counted = profile.consumables.flatMap(({ kind, part, counter }) =>
      counter === undefined ? [] : [{ consumable: kind, part }],
    );
    return { names: profile.names, counted };
  };
}
