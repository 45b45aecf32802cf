import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, expect, test } from "vitest";
import { type DeviceObservation, type LineSpeed, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const never = new AbortController().signal;
const statusRequest = "aaaaaa9669000311ffed";
const idRequest = "aaaaaa9669000312ffee";
const found = loadProfiles().get("id-card-reader/sdt-serial-search");
if (found === undefined) throw new Error("the profile is missing");
const profile = found;

/** A port with a reader that answers at one speed and hears nothing, or garble, at the others. */
class Port {
  readerBaud = 115200;
  isGarbling = false;
  readonly clock = new VirtualClock();
  /** every request that left, with its speed */
  readonly asked: { readonly baud: number; readonly request: string }[] = [];
  readonly #open = new Set<number>();

  at(baud: number): ScriptedStream & { readonly speed: LineSpeed } {
    const stream = new ScriptedStream(this.clock, (request) => {
      this.asked.push({ baud, request });
      if (baud !== this.readerBaud) return this.isGarbling ? [{ hex: "f8e0c7001f", afterMs: 5 }] : [];
      const hex =
        request === statusRequest ? "aaaaaa9669000400009094" : "aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e";
      return [{ hex, afterMs: 5 }];
    });
    const { open, close } = stream;
    return Object.assign(stream, {
      speed: { baud, at: (other: number) => this.at(other) },
      open: async () => {
        // a serial port is locked by whoever has it open
        if ([...this.#open].some((other) => other !== baud)) throw new TransportError("busy", "locked");
        await open.call(stream);
        this.#open.add(baud);
      },
      close: async () => {
        await close.call(stream);
        this.#open.delete(baud);
      },
    });
  }

  session(baud = 115200) {
    const transport = this.at(baud);
    return openSession({ deviceId: "r", profile, transport, clock: this.clock, counters: new MemoryCounters() });
  }

  /** The speeds at which it was asked, in order, each once a poll. */
  speeds(): number[] {
    return this.asked
      .filter(({ request }, i) => request === statusRequest && this.asked[i - 1]?.baud !== this.asked[i]?.baud)
      .map(({ baud }) => baud);
  }
}

const note = ({ readings }: DeviceObservation) => {
  const reading = readings.find((one) => one.kind === "text" && one.name === "note");
  return reading?.kind === "text" ? reading.value : undefined;
};

test("at the configured speed there is nothing to search and nothing to note", async () => {
  const port = new Port();
  const seen = await port.session().poll(never);
  expect(seen).toMatchObject({ state: "online", answered: true });
  expect(note(seen)).toBeUndefined();
});

describe.each([false, true])("a reader at another speed, which is heard as garble: %s", (isGarbling) => {
  test.each([57600, 38400, 19200, 9600])("%i is found within eight polls, told in a note, and kept", async (baud) => {
    const port = new Port();
    port.readerBaud = baud;
    port.isGarbling = isGarbling;
    const session = port.session();
    let polls = 1;
    let seen = await session.poll(never);
    expect(seen.state).toBe(isGarbling ? "unknown" : "offline");
    for (; !seen.answered && polls < 9; polls += 1) seen = await session.poll(never);
    expect(polls).toBeLessThanOrEqual(8);
    expect(seen).toMatchObject({ state: "online", conditions: [] });
    expect(note(seen)).toBe(`answers at ${baud} baud, not at 115200`);
    const asked = port.asked.length;
    expect(await session.poll(never)).toMatchObject({ state: "online" });
    expect(port.asked.slice(asked).every((one) => one.baud === baud)).toBe(true);
  });
});

test("one speed a poll is tried, and every second poll the one that answered before", async () => {
  const port = new Port();
  port.readerBaud = 1200;
  const session = port.session();
  for (let n = 0; n < 9; n += 1) await session.poll(never);
  expect(port.speeds()).toEqual([115200, 57600, 115200, 38400, 115200, 19200, 115200, 9600, 115200]);
});

test("a reader that comes back at its own speed is found by the second poll, whatever was tried meanwhile", async () => {
  const port = new Port();
  const session = port.session();
  for (let silentPolls = 1; silentPolls <= 10; silentPolls += 1) {
    port.readerBaud = 1200;
    for (let n = 0; n < silentPolls; n += 1) await session.poll(never);
    port.readerBaud = 115200;
    const first = await session.poll(never);
    const second = await session.poll(never);
    expect(first.answered || second.answered).toBe(true);
  }
});

test("the reader's speed is never set, and nothing but 11 FF and 12 FF is ever asked", async () => {
  const port = new Port();
  port.readerBaud = 9600;
  const session = port.session();
  for (let n = 0; n < 12; n += 1) await session.poll(never);
  expect(new Set(port.asked.map(({ request }) => request))).toEqual(new Set([statusRequest, idRequest]));
});

test("each poll keeps within its budget while it searches", async () => {
  const port = new Port();
  port.readerBaud = 9600;
  const session = port.session();
  for (let n = 0; n < 6; n += 1) {
    const startedAt = port.clock.monotonic();
    await session.poll(never);
    expect(port.clock.monotonic() - startedAt).toBeLessThanOrEqual(profile.poll.budgetMs);
  }
});

test("a port that does not open has no speed to be searched", async () => {
  const port = new Port();
  const transport = port.at(115200);
  transport.open = () => Promise.reject(new TransportError("absent", "no such port"));
  const session = openSession({ deviceId: "r", profile, transport, clock: port.clock, counters: new MemoryCounters() });
  for (let n = 0; n < 3; n += 1) {
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "noDevice" });
    expect(note(seen)).toBeUndefined();
  }
  expect(port.asked).toEqual([]);
});

test("what was dropped at the speeds that were tried stays counted", async () => {
  const port = new Port();
  port.readerBaud = 1200;
  port.isGarbling = true;
  const session = port.session();
  let before = 0;
  for (let n = 0; n < 6; n += 1) {
    const { droppedBytes } = await session.poll(never);
    expect(droppedBytes).toBeGreaterThan(before);
    before = droppedBytes;
  }
});

test("a citizen's session gets the port at the speed that answers", async () => {
  const port = new Port();
  port.readerBaud = 9600;
  const session = port.session();
  for (let seen = await session.poll(never); !seen.answered; ) seen = await session.poll(never);
  port.readerBaud = 1200; // one poll without an answer, so that another speed would be next
  await session.poll(never);
  const lease = await session.lease?.(1000, never);
  expect(lease?.transport.speed?.baud).toBe(9600);
  expect(await session.poll(never)).toMatchObject({ state: "deviceBusy" });
  await lease?.release();
});

test("over a line that has no speed of ours it is a conversation like any other", async () => {
  const clock = new VirtualClock();
  const stream = new ScriptedStream(clock, () => []);
  const session = openSession({ deviceId: "r", profile, transport: stream, clock, counters: new MemoryCounters() });
  const seen = await session.poll(never);
  expect(seen.state).toBe("offline");
  expect(note(seen)).toBeUndefined();
});
