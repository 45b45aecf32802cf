// The truth rules that every driver keeps, as one table a protocol. A case that cannot happen on a medium says why; the
// test beside this file refuses a protocol without a table.
import type { DeviceState, FaultCode, Profile, Protocol } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test } from "vitest";
import { createSystemClock } from "../../src/adapters/clock.ts";
import { createTransport } from "../../src/adapters/transport.ts";
import { MemoryCounters } from "../../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../../src/drivers/session.ts";
import type { DeviceObservation, Transport } from "../../src/ports.ts";

export const truthRules = [
  "no answer",
  "wrong answer",
  "late answer",
  "answer to the previous question",
  "half an answer",
  "noise before",
  "noise inside",
  "two devices swapped",
  "device hung",
  "unplugged in mid-reply",
  "replugged on another port",
  "permission denied",
  "busy",
] as const;
export type TruthRule = (typeof truthRules)[number];

/** An emulated device and where the agent finds it. */
export interface Bench {
  /** where the agent finds it; called before each poll */
  url(): string;
  /** in place of the transport of that URL, where this machine has no such bus */
  transport?(): Transport;
  stop(): Promise<void>;
}

export interface TruthCase<B extends Bench> {
  harm(bench: B): void | Promise<void>;
  heal(bench: B): void | Promise<void>;
  /** the states that may be told while it lasts; a healthy one only where the trouble is overcome */
  readonly states: readonly DeviceState[];
  /** the fault codes that may be told while it lasts; at least one of them is, unless a healthy state may be */
  readonly codes: readonly FaultCode[];
}

/** Where the medium rules a case out, or another test proves it for all protocols of the medium. */
export interface NoCase {
  readonly notHere: string;
}

export interface TruthTable<B extends Bench> {
  readonly protocol: Protocol;
  readonly profileId: string;
  /** for what else the table holds, e.g. "over USB"; default the protocol alone */
  readonly over?: string;
  /** shortened waits of the tests, ms; all else is as shipped */
  readonly timeoutMs: number;
  open(): Promise<B>;
  readonly cases: Readonly<Record<TruthRule, TruthCase<B> | NoCase>>;
}

const profiles = loadProfiles();
const never = new AbortController().signal;
const healthy: readonly DeviceState[] = ["online", "deviceBusy"];
/** Polls until trouble is told, and until it is over: a device server may take one to be noticed gone. */
const pollsAtMost = 3;

/** Runs the table: healthy, harmed, told within bounded time, healed, healthy again without a restart. */
export function provesTruthRules<B extends Bench>(table: TruthTable<B>): void {
  const found = profiles.get(table.profileId);
  if (found?.protocol !== table.protocol) throw new Error(`${table.profileId} does not speak ${table.protocol}`);
  const profile: Profile = { ...found, poll: { ...found.poll, timeoutMs: table.timeoutMs } };
  async function attached({ expect, onTestFinished }: TestContext) {
    const bench = await table.open();
    onTestFinished(() => bench.stop());
    const clock = createSystemClock();
    const transport = bench.transport?.() ?? createTransport(bench.url(), profile.serial);
    const session = openSession({ deviceId: "d", profile, transport, clock, counters: new MemoryCounters() });
    onTestFinished(() => session.close());
    const poll = async () => {
      const startedAt = clock.monotonic();
      const seen = await session.poll(never);
      expect(clock.monotonic() - startedAt).toBeLessThan(profile.poll.budgetMs + 1000);
      return seen;
    };
    return { bench, poll };
  }

  // They wait more than they work, so they wait together.
  describe.concurrent(`${table.protocol}${table.over === undefined ? "" : ` ${table.over}`} tells the truth`, () => {
    for (const rule of truthRules) {
      const one = table.cases[rule];
      if ("notHere" in one) continue;
      test(rule, async (context) => {
        const { expect } = context;
        const { bench, poll } = await attached(context);
        // waits are shortened to what a busy machine may exceed once
        expect(await recovered(poll)).toMatchObject({ state: "online", answered: true });
        await one.harm(bench);
        const seen = await told(poll, one);
        expect(one.states).toContain(seen.state);
        const codes = seen.conditions.map(({ code }) => code);
        if (!healthy.includes(seen.state)) expect(codes.some((code) => one.codes.includes(code))).toBe(true);
        expect(one.codes).toEqual(expect.arrayContaining(codes));
        await one.heal(bench);
        expect(await recovered(poll)).toMatchObject({ state: "online", answered: true });
      });
    }
  });
}

async function told<B extends Bench>(poll: () => Promise<DeviceObservation>, { states }: TruthCase<B>) {
  let seen = await poll();
  for (let n = 1; n < pollsAtMost && !states.includes(seen.state); n += 1) seen = await poll();
  return seen;
}

async function recovered(poll: () => Promise<DeviceObservation>) {
  let seen = await poll();
  for (let n = 1; n < pollsAtMost && seen.state !== "online"; n += 1) seen = await poll();
  return seen;
}
