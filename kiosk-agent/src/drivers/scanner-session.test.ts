// The truth rules for code scanners, one table for the three protocols: each trouble is a named state within the budget,
// never a healthy one, and gone with the next poll. What citizens scan meanwhile is nowhere in what a poll amounts to.
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;
const hexOf = (text: string) => Buffer.from(text, "latin1").toString("hex");
const code = "EXAMPLE-CODE-0001";
const scanned = hexOf(`${code}\r\n`);

interface Kind {
  readonly id: string;
  /** question and whole answer, hex, in the order of the conversation */
  readonly dialogue: readonly (readonly [string, string])[];
  /** a whole answer of another protocol to anything */
  readonly stranger: string;
  /** how often a question is asked before it counts as unanswered */
  readonly tries: number;
}
const kinds: readonly Kind[] = [
  {
    id: "code-scanner/newland-serial-generic",
    dialogue: [
      [hexOf("$$$$"), hexOf("@@@@")],
      [hexOf("#99900301;"), hexOf("!99900301;&{Firmware v1.7.5;Decoder v1.00.023.C6;|FD25430B}")],
      [hexOf("%%%%"), hexOf("^^^^")],
    ],
    stranger: "020000023901c14c",
    tries: 3,
  },
  {
    id: "code-scanner/grow-gm72",
    dialogue: [["04a30400ff55", "05a4000031ff26"]],
    stranger: "aaaaaa9669000400009094",
    tries: 3,
  },
  {
    id: "code-scanner/zebra-ssi-generic",
    dialogue: [["04a30400ff55", "05a4000031ff26"]],
    stranger: "020000023901c14c",
    tries: 4,
  },
  {
    id: "code-scanner/grow-gm65",
    dialogue: [
      ["7e000701002a02d80f", "020000023901c14c"],
      ["7e00070100e2017791", "020000013ee4ac"],
    ],
    stranger: "05d1000006ff24",
    tries: 3,
  },
];

describe.each(kinds)("$id", ({ id, dialogue, stranger, tries }) => {
  const profile = profiles.get(id);
  if (!profile) throw new Error(`no profile ${id}`);
  const { timeoutMs, budgetMs } = profile.poll;
  const requests = dialogue.map(([request]) => request);
  const answer = (request: string) => new Map(dialogue).get(request) ?? "";
  const healthy: Script = (request) => [{ hex: answer(request), afterMs: 20 }];
  const mute: Script = () => [];
  let clock = new VirtualClock();
  let stream = new ScriptedStream(clock, healthy);
  let session: DeviceSession;
  beforeEach(() => {
    clock = new VirtualClock();
    stream = new ScriptedStream(clock, healthy);
    session = openSession({ deviceId: "s", profile, transport: stream, clock, counters: new MemoryCounters() });
  });
  const polled = async () => {
    const began = clock.monotonic();
    const seen = await session.poll(never);
    expect(clock.monotonic() - began).toBeLessThanOrEqual(budgetMs);
    return seen;
  };
  const recovers = async () => {
    stream.script = healthy;
    stream.trouble.clear();
    expect(await polled()).toMatchObject({ state: "online", answered: true, conditions: [] });
  };

  test("that answers is online, and says nothing of whether it reads codes", async () => {
    const seen = await polled();
    expect(seen).toMatchObject({ state: "online", answered: true, conditions: [], droppedBytes: 0 });
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "barcode", value: "not-supported" }));
    expect(stream.written).toEqual(requests);
    expect(seen.exchange.map(({ dir, hex }) => `${dir} ${hex}`)).toEqual(
      dialogue.flatMap(([request, said]) => [`tx ${request}`, `rx ${said}`]),
    );
  });

  test("that does not answer is offline after its repetitions, and recovers", async () => {
    stream.script = mute;
    expect(await polled()).toMatchObject({ state: "offline", answered: false, failure: { code: "comm.no-answer" } });
    expect(stream.written).toHaveLength(tries);
    await recovers();
  });

  test("that answers half is garbled, and recovers", async () => {
    stream.script = (request) => [{ hex: answer(request).slice(0, 2 * Math.floor(answer(request).length / 4)) }];
    expect(await polled()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
    await recovers();
  });

  test("that answers with a wrong octet is garbled, and recovers", async () => {
    stream.script = (request) => [{ hex: `${answer(request).slice(0, -2)}00` }];
    expect(await polled()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
    await recovers();
  });

  test("that was swapped for a device of another protocol says so, and recovers", async () => {
    stream.script = () => [{ hex: stranger }];
    expect(await polled()).toMatchObject({ state: "unknown", failure: { code: "config.wrong-device" } });
    await recovers();
  });

  test("whose first answer comes after its time is believed when it comes to the repetition", async () => {
    stream.script = (request, n) => [{ hex: answer(request), afterMs: n === 1 ? timeoutMs + 100 : 20 }];
    expect(await polled()).toMatchObject({ state: "online" });
  });

  test("whose answers come after the poll was over is offline, and they do not answer the next poll", async () => {
    stream.script = (request) => [{ hex: answer(request), afterMs: budgetMs }];
    expect(await polled()).toMatchObject({ state: "offline" });
    stream.script = mute;
    await clock.sleep(budgetMs * 2, never);
    expect(await polled()).toMatchObject({ state: "offline", answered: false });
    await recovers();
  });

  test("with noise before its answers is online, and the noise is counted", async () => {
    stream.script = (request) => [{ hex: `00ff7f${answer(request)}` }];
    expect(await polled()).toMatchObject({ state: "online", droppedBytes: 3 * requests.length });
  });

  test("with noise inside its answers is garbled, and recovers", async () => {
    stream.script = (request) => [{ hex: `${answer(request).slice(0, 6)}00ff${answer(request).slice(6)}` }];
    expect(await polled()).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
    await recovers();
  });

  test("that is unplugged in mid-reply is offline, and recovers on a fresh port", async () => {
    stream.script = (request) => [
      { hex: answer(request).slice(0, 4) },
      { lost: new TransportError("lost", "unplugged"), afterMs: 10 },
    ];
    expect(await polled()).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    await recovers();
    expect(stream.opened).toBe(2);
  });

  test.each([
    ["absent", "noDevice", "device.not-present"],
    ["refused", "unknown", "comm.refused"],
    ["busy", "unknown", "comm.refused"],
  ] as const)("whose port is %s is %s, and recovers", async (trouble, state, fault) => {
    stream.trouble.set("open", new TransportError(trouble, "scripted"));
    expect(await polled()).toMatchObject({ state, failure: { code: fault } });
    await recovers();
  });

  test.each(["open", "write"] as const)("whose port hangs on %s is offline, and recovers", async (operation) => {
    stream.trouble.set(operation, "hang");
    expect(await polled()).toMatchObject({ state: "offline", failure: { code: "comm.no-answer" } });
    await recovers();
  });

  describe("a code that a citizen scans", () => {
    const holdsNothing = (seen: unknown) => {
      const text = JSON.stringify(seen);
      expect(text).not.toContain(code);
      expect(text).not.toContain(scanned.slice(0, 12));
    };

    test("around the answers is counted and not kept", async () => {
      stream.script = (request) => [{ hex: scanned + answer(request) }];
      const seen = await polled();
      expect(seen).toMatchObject({ state: "online", droppedBytes: (scanned.length / 2) * requests.length });
      holdsNothing(seen);
    });

    test("in the middle of an answer spoils it, is not kept, and the repetition is believed", async () => {
      const torn = new Set<string>();
      stream.script = (request) => {
        const whole = answer(request);
        if (torn.has(request)) return [{ hex: whole }];
        torn.add(request);
        return [{ hex: whole.slice(0, 4) + scanned + whole.slice(4) }];
      };
      const seen = await polled();
      expect(seen.state).toBe("online");
      expect(stream.written).toHaveLength(2 * requests.length);
      holdsNothing(seen);
    });

    test("in the place of every answer is garbled and not kept", async () => {
      stream.script = () => [{ hex: scanned }];
      const seen = await polled();
      expect(seen).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" }, answered: false });
      expect(seen.exchange.filter(({ dir }) => dir === "rx")).toEqual([]);
      expect(seen.droppedBytes).toBeGreaterThanOrEqual(scanned.length / 2);
      holdsNothing(seen);
    });

    test("between two polls is counted at once and not kept", async () => {
      await polled();
      stream.say(scanned);
      await clock.sleep(1, never);
      const seen = await polled();
      expect(seen).toMatchObject({ state: "online", droppedBytes: scanned.length / 2 });
      holdsNothing(seen);
    });

    test("that looks like a beginning of an answer is forgotten when the poll is over", async () => {
      stream.script = (request) => [{ hex: answer(request) + answer(request).slice(0, 4) }];
      const before = (await polled()).droppedBytes;
      stream.script = healthy;
      expect((await polled()).droppedBytes).toBe(before);
      expect(before).toBe(2 * requests.length);
    });
  });

  test("that answers in garbage never looks healthy, and gets only monitoring requests", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), async (pieces) => {
        const at = new VirtualClock();
        const line = new ScriptedStream(at, (_, n) => [
          { hex: Buffer.from(pieces[n - 1] ?? []).toString("hex"), afterMs: 1 },
        ]);
        const one = openSession({ deviceId: "s", profile, transport: line, clock: at, counters: new MemoryCounters() });
        const seen = await one.poll(never);
        expect(["online", "deviceBusy"]).not.toContain(seen.state);
        expect(at.monotonic()).toBeLessThanOrEqual(budgetMs);
        for (const request of line.written) expect(requests).toContain(request);
      }),
      { numRuns: 40 },
    );
  });
});
