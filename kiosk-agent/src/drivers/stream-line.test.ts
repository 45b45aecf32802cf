import { expect, test } from "vitest";
import { ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { StreamLine } from "./stream-line.ts";

const never = new AbortController().signal;

test("a device that talks without end fills no memory, and what went is counted", async () => {
  const clock = new VirtualClock();
  const stream = new ScriptedStream(clock, () => []);
  const line = new StreamLine(stream, clock);
  await line.open(100, never);
  const kilobyte = "41".repeat(1024);
  for (let i = 0; i < 200; i += 1) stream.say(kilobyte);
  await clock.sleep(1, never);
  let kept = 0;
  for (let chunk = await line.receive(0, never); chunk; chunk = await line.receive(0, never)) kept += chunk.length;
  expect(kept).toBeLessThanOrEqual(64 * 1024);
  expect(kept + line.droppedBytes).toBe(200 * 1024);
});

test("octets of one answer are one step of the exchange however they arrive, and no more than 512 of them", async () => {
  const clock = new VirtualClock();
  const stream = new ScriptedStream(clock, () => [{ hex: "01" }, { hex: "02".repeat(600), afterMs: 5 }]);
  const line = new StreamLine(stream, clock);
  await line.open(100, never);
  await line.send(Uint8Array.of(7), 100, never);
  await clock.sleep(10, never);
  expect(line.log.steps.map(({ dir, hex }) => [dir, hex.length / 2])).toEqual([
    ["tx", 1],
    ["rx", 512],
  ]);
});

test("only the newest sixteen steps are kept", async () => {
  const clock = new VirtualClock();
  const stream = new ScriptedStream(clock, () => []);
  const line = new StreamLine(stream, clock);
  await line.open(100, never);
  for (let i = 0; i < 20; i += 1) await line.send(Uint8Array.of(i), 100, never);
  expect(line.log.steps.map(({ hex }) => hex)).toEqual(
    Array.from({ length: 16 }, (_, i) => (i + 4).toString(16).padStart(2, "0")),
  );
});

test("a discreet line lets go at once of what comes unasked, counts it, and logs only what was understood", async () => {
  const clock = new VirtualClock();
  const stream = new ScriptedStream(clock, () => [{ hex: "0102030405" }]);
  const line = new StreamLine(stream, clock, true);
  await line.open(100, never);
  stream.say("414243");
  await clock.sleep(1, never);
  expect(line.droppedBytes).toBe(3);
  await line.send(Uint8Array.of(7), 100, never);
  const chunk = await line.receive(100, never);
  expect(chunk).toHaveLength(5);
  line.understood(Uint8Array.of(3, 4));
  stream.say("444546");
  await clock.sleep(1, never);
  line.rest();
  stream.say("47");
  await clock.sleep(1, never);
  expect(line.droppedBytes).toBe(7);
  expect(line.log.steps.map(({ dir, hex }) => `${dir} ${hex}`)).toEqual(["tx 07", "rx 0304"]);
});
