// The agent's session with a device, as shipped but for its waits: the ends of the cable are one machine here.
import type { Profile } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import type { TestContext } from "vitest";
import { createSystemClock } from "../../src/adapters/clock.ts";
import { MemoryCounters } from "../../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../../src/drivers/session.ts";
import type { DeviceObservation, Transport } from "../../src/ports.ts";

export type Poll = () => Promise<DeviceObservation>;

const profiles = loadProfiles();
const never = new AbortController().signal;
/** Polls until trouble is told: a device server may take one to be noticed gone. */
const pollsAtMost = 3;
/** Polls until all is well: a busy machine may exceed the shortened waits of several. */
const pollsToRecover = 6;

export function quickProfile(profileId: string, timeoutMs: number): Profile {
  const found = profiles.get(profileId);
  if (found === undefined) throw new Error(`no profile ${profileId}`);
  return { ...found, poll: { ...found.poll, timeoutMs } };
}

/** Polls within the profile's budget; the session is closed when the test is over. */
export function polling({ expect, onTestFinished }: TestContext, profile: Profile, transport: Transport): Poll {
  const clock = createSystemClock();
  const session = openSession({ deviceId: "d", profile, transport, clock, counters: new MemoryCounters() });
  onTestFinished(() => session.close());
  return async () => {
    const startedAt = clock.monotonic();
    const seen = await session.poll(never);
    expect(clock.monotonic() - startedAt).toBeLessThan(profile.poll.budgetMs + 1000);
    return seen;
  };
}

/** The first poll that tells what is looked for, or the last one of a few. */
export async function told<T>(poll: () => Promise<T>, isTold: (seen: T) => boolean, atMost = pollsAtMost): Promise<T> {
  let seen = await poll();
  for (let n = 1; n < atMost && !isTold(seen); n += 1) seen = await poll();
  return seen;
}

export function recovered(poll: Poll): Promise<DeviceObservation> {
  return told(poll, ({ state }) => state === "online", pollsToRecover);
}
