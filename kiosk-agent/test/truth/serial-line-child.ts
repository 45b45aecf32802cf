// Polls devices on serial ports as a user who owns none of them. Started by serial-line.test.ts with what to poll;
// each line on its standard input is a poll of all, each line on its standard output what they came to.
import { createInterface } from "node:readline";
import { z } from "zod";
import { createSystemClock } from "../../src/adapters/clock.ts";
import { createTransport } from "../../src/adapters/transport.ts";
import { MemoryCounters } from "../../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../../src/drivers/session.ts";
import { quickProfile } from "./quick-session.ts";

const Asked = z.array(z.strictObject({ url: z.string(), profileId: z.string(), timeoutMs: z.int() }));

// Loaded while everything may still be read; SerialTransport loads it late.
await import("serialport");
const clock = createSystemClock();
const sessions = Asked.parse(JSON.parse(process.argv[2] ?? "")).map(({ url, profileId, timeoutMs }) => {
  const profile = quickProfile(profileId, timeoutMs);
  const transport = createTransport(url, profile.serial);
  return openSession({ deviceId: "d", profile, transport, clock, counters: new MemoryCounters() });
});
const nobody = 65_534;
if (process.getuid?.() === 0) process.seteuid?.(nobody);

for await (const _ of createInterface({ input: process.stdin })) {
  const seen = await Promise.all(sessions.map((session) => session.poll(new AbortController().signal)));
  const told = seen.map(({ state, conditions }) => ({ state, codes: conditions.map(({ code }) => code) }));
  console.log(JSON.stringify(told));
}
await Promise.all(sessions.map((session) => session.close()));
