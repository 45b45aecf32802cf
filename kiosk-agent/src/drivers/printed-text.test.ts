import { pr2Framer } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { expect, test } from "vitest";
import { pr2Machine } from "./pr2.ts";
import { Pr2Session } from "./pr2-session.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { StreamLine } from "./stream-line.ts";

test("what was printed is kept in no record of the line", async () => {
  const profile = loadProfiles().get("booklet-printer/olivetti-pr2plus");
  if (!profile) throw new Error("profile is missing");
  const clock = new VirtualClock();
  const stream = new ScriptedStream(clock, (request) => (request === "1b5a" ? [{ hex: "1b2f37" }] : []));
  const line = new StreamLine(stream, clock);
  const machine = pr2Machine({ retries: 0, ask: "all" });
  const counters = new MemoryCounters();
  const session = new Pr2Session({ deviceId: "p", profile, line, clock, counters, framer: pr2Framer(), machine });
  await session.print(["CANARY"], new AbortController().signal);
  expect(stream.written.join("")).toContain(Buffer.from("CANARY").toString("hex"));
  expect(line.log.steps).toEqual([]);
});
