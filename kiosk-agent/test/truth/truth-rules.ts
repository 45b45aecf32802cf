// The truth rules that every driver keeps, as one table a protocol. A case that cannot happen on a medium says why; the
// test beside this file refuses a protocol without a table.
import type { DeviceState, FaultCode, Protocol } from "@kiosk/firmware-profiles";
import { describe, type TestContext, test, vi } from "vitest";
import { createTransport } from "../../src/adapters/transport.ts";
import type { Transport } from "../../src/ports.ts";
import { polling, quickProfile, recovered, told } from "./quick-session.ts";

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

export interface TruthCase<B> {
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
  readonly cases: Readonly<Record<TruthRule, TruthCase<NoInfer<B>> | NoCase>>;
}

const healthy: readonly DeviceState[] = ["online", "deviceBusy"];

/** Runs the table: healthy, harmed, told within bounded time, healed, healthy again without a restart. */
export function provesTruthRules<B extends Bench>(table: TruthTable<B>): void {
  const profile = quickProfile(table.profileId, table.timeoutMs);
  if (profile.protocol !== table.protocol) throw new Error(`${table.profileId} does not speak ${table.protocol}`);
  async function attached(context: TestContext) {
    const bench = await table.open();
    context.onTestFinished(() => bench.stop());
    const transport = bench.transport?.() ?? createTransport(bench.url(), profile.serial);
    return { bench, poll: polling(context, profile, transport) };
  }

  // They wait more than they work, so they wait together; two tables at most, for a machine that is busy already.
  vi.setConfig({ maxConcurrency: 2 * truthRules.length });
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
        const seen = await told(poll, ({ state }) => one.states.includes(state));
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
