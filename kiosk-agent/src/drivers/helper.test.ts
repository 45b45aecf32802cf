import { encodeHelperLine, toHex } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Piece, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession, SessionError } from "./session.ts";

const profiles = loadProfiles();
const never = new AbortController().signal;

function profile(id: string) {
  const found = profiles.get(id);
  if (!found) throw new Error(`no profile ${id}`);
  return found;
}

const libprx = profile("booklet-printer/olivetti-pr2plus-libprx");
const libpr2print = profile("booklet-printer/olivetti-pr2-libpr2print");
const helloOf = (protocol: string) => ({
  contract: "kiosk-helper/1",
  helper: "prx-helper",
  version: "1.2.0",
  protocol,
  vendorLibrary: "libPRx.so 3.1",
});

interface Request {
  readonly id: number;
  readonly ask: string;
  readonly lines?: readonly string[];
}
type Answer = (request: Request) => Readonly<Record<string, unknown>> | undefined;

let clock: VirtualClock;
let counters: MemoryCounters;
let stream: ScriptedStream;
let session: DeviceSession;
let answer: Answer;
const asked: Request[] = [];

const pieces = (body: Readonly<Record<string, unknown>> | undefined): Piece[] =>
  body === undefined ? [] : [{ hex: toHex(encodeHelperLine(body), 4096) }];
const requestOf = (hex: string): Request => JSON.parse(Buffer.from(hex, "hex").toString());

function open(used: typeof libprx): void {
  clock = new VirtualClock();
  counters = new MemoryCounters();
  asked.length = 0;
  answer = ({ ask }) =>
    ask === "hello"
      ? helloOf(used.protocol)
      : ask === "print"
        ? { printed: true }
        : { fields: { device: 1, media: 1 } };
  const script = (hex: string) => {
    const request = requestOf(hex);
    asked.push(request);
    const body = answer(request);
    return pieces(body && { id: request.id, ...body });
  };
  stream = new ScriptedStream(clock, script, "helper:///opt/prx-helper");
  session = openSession({ deviceId: "p", profile: used, transport: stream, clock, counters });
}
beforeEach(() => open(libprx));

const fields = (device: number, media: number): Answer => {
  return ({ ask }) => (ask === "hello" ? helloOf("libpr2print") : { fields: { device, media } });
};
const error =
  (code: string): Answer =>
  ({ ask }) =>
    ask === "hello" ? helloOf("libprx") : { error: { code, text: "as told" } };
const print = (...lines: string[]) => {
  if (!session.print) throw new Error("a booklet printer prints");
  return session.print(lines, never);
};

describe("who answers", () => {
  test("is shown: name and version of the helper, the library beneath it", async () => {
    const { readings } = await session.poll(never);
    expect(readings).toContainEqual(
      expect.objectContaining({ kind: "text", name: "model", part: "helper", value: "prx-helper 1.2.0" }),
    );
    expect(readings).toContainEqual(
      expect.objectContaining({ kind: "text", name: "firmware", part: "helper", value: "libPRx.so 3.1" }),
    );
  });

  test("is asked each time: a helper may be another one since", async () => {
    expect(await session.poll(never)).toMatchObject({ state: "online" });
    answer = () => helloOf("evolis");
    expect(await session.poll(never)).toMatchObject({
      state: "unknown",
      answered: false,
      failure: { code: "config.wrong-helper" },
    });
  });
});

describe("ids", () => {
  test("are never used twice, not in another poll either", async () => {
    await session.poll(never);
    answer = () => undefined;
    await session.poll(never);
    answer = ({ ask }) => (ask === "hello" ? helloOf("libprx") : { fields: { device: 1, media: 1 } });
    await session.poll(never);
    const ids = asked.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  });

  test("of the poll before do not answer this one", async () => {
    await session.poll(never);
    const before = asked.at(-1)?.id;
    answer = ({ ask }) => {
      if (ask === "hello") return helloOf("libprx");
      clock.later(10, () => stream.say(toHex(encodeHelperLine({ id: before, fields: { device: 1, media: 1 } }))));
      return undefined;
    };
    const seen = await session.poll(never);
    expect(seen).toMatchObject({ state: "unknown", failure: { code: "comm.garbled" } });
    expect(seen.droppedBytes).toBeGreaterThan(0);
  });
});

describe("a helper that is well, and a device that is not", () => {
  test.each([
    ["absent", "noDevice", "device.not-present"],
    ["refused", "unknown", "comm.refused"],
    ["busy", "unknown", "comm.refused"],
    ["noAnswer", "offline", "comm.no-answer"],
    ["lost", "offline", "comm.no-answer"],
  ])("%s is told as %s, and the device did not answer", async (code, state, fault) => {
    answer = error(code);
    expect(await session.poll(never)).toMatchObject({
      state,
      answered: false,
      failure: { code: fault, detail: "as told" },
    });
  });

  test.each(["absent", "refused", "busy"])("%s leaves the helper running", async (code) => {
    answer = error(code);
    await session.poll(never);
    await session.poll(never);
    expect(stream.opened).toBe(1);
  });

  test.each(["noAnswer", "lost"])("%s has the helper started anew", async (code) => {
    answer = error(code);
    await session.poll(never);
    await session.poll(never);
    expect(stream.opened).toBe(2);
  });

  test("a helper that says nothing is started anew as well", async () => {
    answer = () => undefined;
    expect(await session.poll(never)).toMatchObject({ state: "offline", answered: false });
    await session.poll(never);
    expect(stream.opened).toBe(2);
  });
});

describe("-22 of libpr2print, which also comes of lost power", () => {
  beforeEach(() => open(libpr2print));
  const failedCall = { state: "unknown", answered: true, conditions: [{ code: "comm.garbled" }] };

  test("is a bad line three times in a row, and from the fourth on a printer that is away", async () => {
    answer = fields(-22, -20);
    for (let n = 1; n <= 3; n += 1) expect(await session.poll(never)).toMatchObject(failedCall);
    for (let n = 4; n <= 6; n += 1) {
      expect(await session.poll(never)).toMatchObject({
        state: "offline",
        answered: false,
        conditions: [{ code: "comm.no-answer", detail: `device -22 for the ${n}th time in a row` }],
      });
    }
    answer = fields(1, 1);
    expect(await session.poll(never)).toMatchObject({ state: "online", conditions: [] });
    answer = fields(-22, -20);
    expect(await session.poll(never)).toMatchObject(failedCall);
  });

  test("begins to be counted anew after any other answer", async () => {
    for (const device of [-22, -22, -22, 4, -22]) {
      answer = fields(device, 1);
      await session.poll(never);
    }
    expect(await session.poll(never)).toMatchObject({ state: "unknown" });
  });

  test("of libPRx is a write error, and no such thing", async () => {
    open(libprx);
    answer = ({ ask }) => (ask === "hello" ? helloOf("libprx") : { fields: { device: -22, media: 1 } });
    for (let n = 1; n <= 6; n += 1) expect(await session.poll(never)).toMatchObject(failedCall);
  });
});

test("the two libraries give the same number different meanings", async () => {
  const seen: string[] = [];
  for (const used of [libprx, libpr2print]) {
    open(used);
    answer = ({ ask }) => (ask === "hello" ? helloOf(used.protocol) : { fields: { device: 7, media: 1 } });
    seen.push(...(await session.poll(never)).conditions.map(({ code }) => code));
  }
  expect(seen).toEqual(["media.jam", "cover.open"]);
});

describe("printing", () => {
  test("is the library's, and the agent counts the marks", async () => {
    await session.replaceConsumable("ribbon", "");
    expect(await print("就医 记录", "A 1")).toEqual({ name: "printed", characters: 6 });
    expect(asked.at(-1)).toMatchObject({ ask: "print", lines: ["就医 记录", "A 1"] });
    const { readings } = await session.poll(never);
    expect(readings).toContainEqual(
      expect.objectContaining({ kind: "level", consumable: "ribbon", value: 4_999_994, quality: "counted" }),
    );
  });

  test("never lets text become a command", async () => {
    await print("a\x1b0b");
    expect(asked.at(-1)?.lines).toEqual(["a 0b"]);
  });

  test("that is not confirmed is never asked again, and makes the ribbon older", async () => {
    await session.replaceConsumable("ribbon", "");
    answer = ({ ask }) => (ask === "hello" ? helloOf("libprx") : undefined);
    expect(await print("abcd")).toMatchObject({ name: "refused", code: "comm.no-answer" });
    expect(asked.filter(({ ask }) => ask === "print")).toHaveLength(1);
    expect(counters.values.get("p charactersPrinted")).toBe(4);
  });

  test("with a used-up ribbon is refused before anybody is asked", async () => {
    await counters.add("p", "charactersPrinted", 5_000_000);
    expect(await print("text")).toMatchObject({ name: "refused", code: "ribbon.out" });
    expect(asked).toEqual([]);
  });

  test("by a helper that cannot is refused", async () => {
    answer = error("refused");
    expect(await print("text")).toMatchObject({ name: "refused", code: "comm.refused", detail: "as told" });
  });
});

describe("a profile and an address that do not fit", () => {
  const over = (url: string, used: typeof libprx) => () =>
    openSession({
      deviceId: "p",
      profile: used,
      transport: new ScriptedStream(clock, () => [], url),
      clock,
      counters,
    });

  test("are refused before anything is sent: a printer would print the lines", () => {
    expect(over("tcp://10.0.0.7:4001", libprx)).toThrow(SessionError);
    expect(over("helper:///opt/prx", profile("booklet-printer/olivetti-pr2plus"))).toThrow(SessionError);
  });
});

test("a helper that dies in mid-answer is lost, and the next poll has a fresh one", async () => {
  const { script } = stream;
  stream.script = () => [
    { hex: "7b226964" },
    { lost: new TransportError("lost", "/opt/prx-helper ended with code 134") },
  ];
  expect(await session.poll(never)).toMatchObject({
    state: "offline",
    failure: { code: "comm.no-answer", detail: "/opt/prx-helper ended with code 134" },
  });
  stream.script = script;
  expect(await session.poll(never)).toMatchObject({ state: "online" });
  expect(stream.opened).toBe(2);
});
