// All that is attached, asked one after the other: what each is, and the lines of agent.json that an installer needs.
import type { Profile } from "@kiosk/firmware-profiles";
import type { Clock } from "../ports.ts";
import { type Attached, listAttached } from "./attached.ts";
import { type ProbeResult, probe } from "./probe.ts";

/** One entry of `devices` in agent.json. */
export interface SuggestedDevice {
  readonly id: string;
  readonly profile: string;
  readonly transport: string;
}

export interface Scan {
  /** null where the addresses were given */
  readonly attached: Attached | null;
  readonly found: readonly Omit<ProbeResult, "trace">[];
  /** for what was identified; what was not stays for the installer */
  readonly devices: readonly SuggestedDevice[];
}

export interface ScanOptions {
  /** empty: every serial port of this machine */
  readonly urls: readonly string[];
  readonly profiles: ReadonlyMap<string, Profile>;
  /** for one device */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** called before a device is asked */
  readonly onDevice?: (url: string) => void;
}

/** Rejects with ProbeError for an address that is none, and with the reason of `signal`; a silent port is a finding. */
export async function scan(options: ScanOptions): Promise<Scan> {
  const { urls, profiles, timeoutMs, clock, signal, onDevice } = options;
  const attached = urls.length > 0 ? null : await listAttached();
  const ports = attached?.serial.name === "listed" ? attached.serial.devices : [];
  const found: Omit<ProbeResult, "trace">[] = [];
  const devices: SuggestedDevice[] = [];
  // one after the other: two ports may be the two ends of one bus
  for (const url of urls.length > 0 ? urls : ports.map((port) => `serial://${port.path}`)) {
    onDevice?.(url);
    const { trace: _, ...result } = await probe({ url, profiles, timeoutMs, clock, signal });
    found.push(result);
    const profile = result.device === undefined ? undefined : profiles.get(result.device.profile);
    if (profile !== undefined) devices.push(suggested(profile, url, devices));
  }
  return { attached, found, devices };
}

/** The line settings of the profile stand in the profile; the address needs only the port. */
function suggested(profile: Profile, url: string, before: readonly SuggestedDevice[]): SuggestedDevice {
  const name = profile.id.split("/")[0] ?? profile.id;
  const same = before.filter((device) => device.profile.startsWith(`${name}/`)).length;
  return { id: same === 0 ? name : `${name}-${same + 1}`, profile: profile.id, transport: url };
}
