// What a service can do here now: its manifest against the devices, their consumables and the network.
import type { AppManifest, MissingCapability, Said, ServiceState } from "@kiosk/contract";
import { findMissing, type SeenDevice, type SeenNetwork } from "./capability-check.ts";
import { causeOf } from "./cause-words.ts";

export interface ServiceVerdict {
  readonly state: ServiceState;
  readonly missing: readonly MissingCapability[];
  /** one for each of `missing` */
  readonly causes: readonly Said[];
  /** what one gets nevertheless; empty unless `limited` */
  readonly without: readonly Said[];
}

/** A required capability that is missing suspends the service, an optional one limits it. What is unknown is missing. */
export function judgeService(
  { requires, optional }: Pick<AppManifest, "requires" | "optional">,
  devices: readonly SeenDevice[],
  network: SeenNetwork,
): ServiceVerdict {
  const required = [...new Set(requires)].flatMap((c) => findMissing(c, devices, network) ?? []);
  const lacking = optional
    .filter(({ capability }) => !requires.includes(capability))
    .flatMap(({ capability, without }) => {
      const missing = findMissing(capability, devices, network);
      return missing === undefined ? [] : [{ missing, without }];
    });
  const missing = [...required, ...lacking.map((l) => l.missing)].slice(0, maxMissing);
  const state = required.length > 0 ? "suspended" : lacking.length > 0 ? "limited" : "ok";
  return {
    state,
    missing,
    causes: missing.map(causeOf),
    without: state === "limited" ? lacking.map((l) => l.without) : [],
  };
}

/** The bound of the wire (ServicesEvent). */
const maxMissing = 10;
