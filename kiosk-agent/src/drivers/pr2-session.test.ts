import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const profile = loadProfiles().get("booklet-printer/olivetti-pr2plus");
if (!profile) throw new Error("profile is missing");
const never = new AbortController().signal;

const replies: Record<string, string> = { "1b5a": "1b2f37", "1b6a": "1b7230", "1b2042": "1b4235301b5a" };
const healthy: Script = (request) => [replies[request] ?? ""].filter(Boolean).map((hex) => ({ hex }));

let clock = new VirtualClock();
let counters = new MemoryCounters();
let stream = new ScriptedStream(clock, healthy);
let session: DeviceSession;
beforeEach(() => {
  clock = new VirtualClock();
  counters = new MemoryCounters();
  stream = new ScriptedStream(clock, healthy);
  session = openSession({ deviceId: "p", profile, transport: stream, clock, counters });
});
const print = (...lines: string[]) => {
  if (!session.print) throw new Error("a booklet printer prints");
  return session.print(lines, never);
};
const ribbon = async () => {
  const { readings } = await session.poll(never);
  return readings.find((reading) => reading.kind === "level")?.value;
};
const count = () => counters.values.get("p charactersPrinted");

describe("a printer in another emulation", () => {
  test("gets nothing but 1B 5A, and is a matter of configuration", async () => {
    stream.script = () => [{ hex: "1b2f39" }];
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "config.wrong-emulation" } });
    expect(stream.written).toEqual(["1b5a"]);
  });

  test("is no fault of the line, which stays open", async () => {
    stream.script = () => [{ hex: "1b2f39" }];
    await session.poll(never);
    await session.poll(never);
    expect(stream.opened).toBe(1);
  });

  test("that answers text gets nothing but 1B 5A", async () => {
    stream.script = () => [{ hex: "3f0d0a" }];
    expect(await session.poll(never)).toMatchObject({ failure: { code: "config.wrong-emulation" } });
    expect(new Set(stream.written)).toEqual(new Set(["1b5a"]));
  });

  test("that is silent gets nothing but 1B 5A", async () => {
    stream.script = () => [];
    expect(await session.poll(never)).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    expect(stream.written).toEqual(["1b5a", "1b5a", "1b5a"]);
  });

  test("is not printed on", async () => {
    await session.replaceConsumable("ribbon", "");
    stream.script = () => [{ hex: "1b2f39" }];
    expect(await print("text")).toMatchObject({ name: "refused", code: "config.wrong-emulation" });
    expect(stream.written).toEqual(["1b5a"]);
    expect(count()).toBe(0);
  });
});

test("an empty slot is no fault", async () => {
  expect((await session.poll(never)).conditions).toEqual([]);
});

describe("the ribbon", () => {
  test("is unknown until somebody says that it is new", async () => {
    expect(await ribbon()).toBe("unknown");
    expect(await session.replaceConsumable("ribbon", "")).toBe(true);
    expect(await ribbon()).toBe(5_000_000);
  });

  test("stays unknown by printing alone", async () => {
    expect(await print("abc")).toMatchObject({ name: "printed" });
    expect(await ribbon()).toBe("unknown");
  });

  test("loses a character for every mark: spaces leave none, an ideograph is one", async () => {
    await session.replaceConsumable("ribbon", "");
    expect(await print("就医 记录", "A 1")).toEqual({ name: "printed", characters: 6 });
    expect(await ribbon()).toBe(4_999_994);
  });

  test("goes low, then out, with the faults that belong to it", async () => {
    await session.replaceConsumable("ribbon", "");
    await counters.add("p", "charactersPrinted", 4_499_998);
    expect((await session.poll(never)).conditions).toEqual([]);
    await print("ab");
    expect((await session.poll(never)).conditions).toMatchObject([{ code: "ribbon.low" }]);
    await counters.add("p", "charactersPrinted", 499_999);
    await print("z");
    const { conditions, readings, state } = await session.poll(never);
    expect(conditions).toMatchObject([{ code: "ribbon.out" }]);
    expect(readings.find((reading) => reading.kind === "status" && reading.name === "ribbon")?.value).toBe("out");
    expect(state).toBe("online");
  });

  test("that is used up is not printed with", async () => {
    await counters.add("p", "charactersPrinted", 5_000_000);
    expect(await print("text")).toMatchObject({ name: "refused", code: "ribbon.out" });
    expect(stream.written).toEqual(["1b5a"]);
    expect(count()).toBe(5_000_000);
  });

  test("that ends within a text prints nothing of it, and is used up from then on", async () => {
    await session.replaceConsumable("ribbon", "");
    await counters.add("p", "charactersPrinted", 4_999_997);
    expect(await print("text")).toMatchObject({ name: "refused", code: "ribbon.out" });
    expect(stream.written).toEqual(["1b5a"]);
    expect((await session.poll(never)).conditions).toMatchObject([{ code: "ribbon.out" }]);
  });

  test("that lasts to the last character prints it", async () => {
    await session.replaceConsumable("ribbon", "");
    await counters.add("p", "charactersPrinted", 4_999_996);
    expect(await print("text")).toEqual({ name: "printed", characters: 4 });
  });

  test("is known although the printer does not answer", async () => {
    await session.replaceConsumable("ribbon", "");
    stream.script = () => [];
    expect(await session.poll(never)).toMatchObject({
      state: "offline",
      readings: expect.arrayContaining([expect.objectContaining({ consumable: "ribbon", value: 5_000_000 })]),
    });
  });

  test("is unknown where the counter cannot be read, and the poll still does not reject", async () => {
    await session.replaceConsumable("ribbon", "");
    counters.broken = new Error("disk");
    expect(await ribbon()).toBe("unknown");
  });

  test("is the only consumable that can be replaced here", async () => {
    expect(await session.replaceConsumable("toner", "black")).toBe(false);
    expect(await session.replaceConsumable("ribbon", "left")).toBe(false);
    expect(counters.values.size).toBe(0);
  });

  test("counters of two printers stay apart", async () => {
    const other = openSession({ deviceId: "q", profile, transport: stream, clock, counters });
    await session.replaceConsumable("ribbon", "");
    await print("abc");
    expect(await other.replaceConsumable("ribbon", "")).toBe(true);
    expect(counters.values.get("q charactersPrinted")).toBe(0);
    expect(count()).toBe(3);
  });
});

describe("printing", () => {
  test("sends each line in the profile's encoding with its line end, then ejects", async () => {
    await print("你好", "A1");
    expect(stream.written).toEqual(["1b5a", "c4e3bac30d0a", "41310d0a", "1b4f"]);
  });

  test("never lets text become a command", async () => {
    await print("a\x1b0b");
    expect(stream.written[1]).toBe("612030620d0a");
  });

  test("is counted before it is sent, so that a broken line makes the ribbon older and not younger", async () => {
    await session.replaceConsumable("ribbon", "");
    stream.script = (request, n) => {
      if (n === 1) return healthy(request, n);
      throw new TransportError("lost", "unplugged");
    };
    expect(await print("abcd")).toMatchObject({ name: "refused", code: "comm.no-answer" });
    expect(count()).toBe(4);
  });

  test("on a printer that takes nothing more is given up in bounded time", async () => {
    stream.script = (request, n) => {
      if (request === "1b5a") stream.trouble.set("write", "hang");
      return healthy(request, n);
    };
    expect(await print("x".repeat(960))).toMatchObject({ name: "refused", code: "comm.no-answer" });
    expect(clock.monotonic()).toBeLessThan(10_000);
  });

  test("waits for the poll that is under way", async () => {
    const [seen, printed] = await Promise.all([session.poll(never), print("a")]);
    expect(seen.state).toBe("online");
    expect(printed).toMatchObject({ name: "printed" });
    expect(stream.written).toEqual(["1b5a", "1b6a", "1b2042", "1b5a", "610d0a", "1b4f"]);
  });
});
