// All that is attached, asked one after the other: what each is, and the lines of agent.json that an installer needs.
import type { Profile } from "@kiosk/firmware-profiles";
import type { createTransport } from "../adapters/transport.ts";
import type { Clock } from "../ports.ts";
import type { Attached } from "./attached.ts";
import { planOf, type Unasked } from "./plan.ts";
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
  /** there, and left alone: nothing says what they are */
  readonly unasked: readonly Unasked[];
  /** for what was identified; what was not stays for the installer */
  readonly devices: readonly SuggestedDevice[];
}

export interface ScanOptions {
  /** empty: all that is attached to this machine */
  readonly urls: readonly string[];
  /** what is attached to this machine */
  readonly list: () => Promise<Attached>;
  readonly profiles: ReadonlyMap<string, Profile>;
  /** for one device */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** default: what the URL means on this machine */
  readonly connect?: typeof createTransport;
  /** called before a device is asked */
  readonly onDevice?: (url: string) => void;
}

/** Rejects with ProbeError for an address that is none, and with the reason of `signal`; a silent port is a finding. */
export async function scan(options: ScanOptions): Promise<Scan> {
  const { urls, profiles, timeoutMs, clock, signal, onDevice, connect } = options;
  const attached = urls.length > 0 ? null : await options.list();
  const plan = attached && planOf(attached, profiles);
  const questions = plan
    ? plan.asked.map((one) => ({ url: one.url, profiles: byId(one.profiles) }))
    : urls.map((url) => ({ url, profiles }));
  const found: Omit<ProbeResult, "trace">[] = [];
  const devices: SuggestedDevice[] = [];
  // one after the other: two ports may be the two ends of one bus
  for (const question of questions) {
    onDevice?.(question.url);
    const { trace: _, ...result } = await probe({
      ...question,
      timeoutMs,
      clock,
      signal,
      ...(connect ? { connect } : {}),
    });
    found.push(result);
    const profile = result.device === undefined ? undefined : profiles.get(result.device.profile);
    if (profile !== undefined) devices.push(suggested(profile, question.url, devices));
  }
  return { attached, found, unasked: plan?.unasked ?? [], devices };
}

/** Nothing but the machine itself answered to be asked. */
export function isBare({ attached, found }: Scan): boolean {
  return attached !== null && found.every(({ url }) => url.startsWith("host:"));
}

/** What ids and classes alone say, nobody asked: the first profile of each device that is known by them. */
export function suggestions(attached: Attached, profiles: ReadonlyMap<string, Profile>): SuggestedDevice[] {
  const devices: SuggestedDevice[] = [];
  for (const { url, profiles: fitting, isKnown } of planOf(attached, profiles).asked) {
    const [profile] = fitting;
    if (isKnown && profile !== undefined) devices.push(suggested(profile, url, devices));
  }
  return devices;
}

function byId(profiles: readonly Profile[]): ReadonlyMap<string, Profile> {
  return new Map(profiles.map((profile) => [profile.id, profile]));
}

/** The line settings of the profile stand in the profile; the address needs only the port. */
function suggested(profile: Profile, url: string, before: readonly SuggestedDevice[]): SuggestedDevice {
  const name = profile.id.split("/")[0] ?? profile.id;
  const same = before.filter((device) => device.profile.startsWith(`${name}/`)).length;
  return { id: same === 0 ? name : `${name}-${same + 1}`, profile: profile.id, transport: url };
}
