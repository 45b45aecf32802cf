import { encodeMtplMessage, type MtplFrame, type MtplQuestion, mtplFramer } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { beforeEach, describe, expect, test } from "vitest";
import { type DeviceSession, TransportError } from "../ports.ts";
import { type MtplState, mtplMachine } from "./mtpl.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const never = new AbortController().signal;
const hexOf = (...messages: Uint8Array[]) => messages.map((one) => Buffer.from(one).toString("hex")).join("");
const status = (n: number) => encodeMtplMessage("global", [n]);
const paper = encodeMtplMessage("special", [1, 4]);
const noPaper = encodeMtplMessage("special", [2, 4]);
const build = encodeMtplMessage("unit", [0, 4, 94, 1, 1, 0, 0, 40]);

describe("the machine, for each question and each thing that can happen", () => {
  const machine = mtplMachine({ retries: 1, questions: ["current", "special", "unit"] });
  const frameOf = (bytes: Uint8Array): MtplFrame => {
    const [frame] = mtplFramer().push(bytes);
    if (!frame) throw new Error("no message");
    return frame;
  };
  const at = (question: MtplQuestion, attempt = 0): MtplState => {
    const plan = mtplMachine({ retries: 1, questions: ["current", "special", "unit"] });
    let state = plan.start;
    const answers: Record<MtplQuestion, Uint8Array> = { current: status(0), special: paper, unit: build };
    while (state.name === "asking" && state.question !== question) {
      state = plan.next(state, { name: "frame", frame: frameOf(answers[state.question]) });
    }
    return state.name === "asking" ? { ...state, attempt } : state;
  };
  const shown = (state: MtplState) =>
    state.name === "asking" ? `asks ${state.question} ${state.attempt}` : `done ${state.failure?.name ?? "well"}`;
  const silence = (heard = "") => ({ name: "silence", heard: Buffer.from(heard, "hex") }) as const;
  const said = (bytes: Uint8Array) => ({ name: "frame", frame: frameOf(bytes) }) as const;

  test.each([
    ["current", 0, said(status(0)), "asks special 0"],
    ["current", 0, said(paper), "asks special 0"],
    ["current", 0, said(build), "asks current 0"],
    ["current", 0, silence(), "asks special 0"],
    ["special", 0, said(paper), "asks unit 0"],
    ["special", 0, said(status(1)), "asks special 0"],
    ["special", 0, said(build), "asks special 0"],
    ["special", 0, silence(), "asks special 1"],
    ["special", 1, silence(), "done noAnswer"],
    ["special", 1, silence("3f0d0a"), "done garbled"],
    ["special", 1, silence(hexOf(status(1))), "done noAnswer"],
    ["unit", 0, said(build), "done well"],
    ["unit", 0, said(paper), "asks unit 0"],
    ["unit", 0, said(status(1)), "asks unit 0"],
    ["unit", 0, silence(), "done well"],
  ] as const)("%s, attempt %i", (question, attempt, event, wanted) => {
    const state = at(question, attempt);
    const next = machine.next(state, event);
    expect(shown(next)).toBe(wanted);
    // the very same state where a message answers something else, so that nothing is asked twice
    if (event.name === "frame") expect(next === state).toBe(shown(state) === wanted);
  });

  test("is done once and for all", () => {
    const done = machine.next(at("unit"), said(build));
    expect(machine.next(done, said(build))).toBe(done);
    expect(machine.next(done, silence())).toBe(done);
  });
});

const profiles = loadProfiles();
function profile(id: string) {
  const found = profiles.get(id);
  if (!found) throw new Error(`no profile ${id}`);
  return found;
}
const t5040 = profile("booklet-printer/tally-t5040");
const t5023 = profile("booklet-printer/tally-t5023");

let clock: VirtualClock;
let counters: MemoryCounters;
let stream: ScriptedStream;
let session: DeviceSession;
const answers: Record<string, string> = {
  "1b5b2a7a": hexOf(status(0)),
  "1b5b227a": hexOf(noPaper),
  "1b5b237a": hexOf(build),
};
const healthy: Script = (request) => [answers[request] ?? ""].filter(Boolean).map((hex) => ({ hex }));

function open(used: typeof t5040, script: Script = healthy): void {
  clock = new VirtualClock();
  counters = new MemoryCounters();
  stream = new ScriptedStream(clock, script);
  session = openSession({ deviceId: "p", profile: used, transport: stream, clock, counters });
}
beforeEach(() => open(t5040));
const poll = () => session.poll(never);

describe("a status that comes by itself", () => {
  test("between two polls is not lost: that of a T5023 cannot be had again", async () => {
    open(t5023);
    expect(await poll()).toMatchObject({ state: "unknown", answered: true, conditions: [] });
    stream.say(hexOf(status(0)));
    expect(await poll()).toMatchObject({ state: "online" });
    stream.say(hexOf(status(1)));
    expect(await poll()).toMatchObject({ state: "userError", conditions: [{ code: "device.offline" }] });
    expect(await poll()).toMatchObject({ state: "userError" });
    stream.say(hexOf(status(0)));
    expect(await poll()).toMatchObject({ state: "online", conditions: [] });
  });

  test("of which half came before a poll and half within it is heard whole", async () => {
    open(t5023);
    await poll();
    const stop = hexOf(status(1));
    stream.say(stop.slice(0, 4));
    stream.script = (request, n) => [{ hex: stop.slice(4) }, ...healthy(request, n)].slice(n === 3 ? 0 : 1);
    expect(await poll()).toMatchObject({ state: "userError" });
  });

  test("of before the line broke says nothing about now", async () => {
    open(t5023);
    await poll();
    stream.say(hexOf(status(0)));
    expect(await poll()).toMatchObject({ state: "online" });
    stream.lose(new TransportError("lost", "unplugged"));
    expect(await poll()).toMatchObject({ state: "offline", answered: false });
    expect(await poll()).toMatchObject({ state: "unknown", answered: true });
  });

  test("of a printer that has fallen silent is not told any more", async () => {
    await poll();
    stream.script = () => [];
    const { state, readings } = await poll();
    expect(state).toBe("offline");
    expect(readings.filter((one) => one.kind === "status" && one.name === "media")).toEqual([]);
  });
});

test("a T5023 is never asked for its status, and nobody is ever sent a BREAK", async () => {
  open(t5023);
  await poll();
  expect(stream.written).toEqual(["1b5b227a", "1b5b237a"]);
});

test("the unit's numbers are shown as they came", async () => {
  const { readings } = await poll();
  expect(readings).toContainEqual(
    expect.objectContaining({ kind: "text", name: "description", value: "0;4;94;1;1;0;0;40" }),
  );
});

describe("the ribbon", () => {
  const print = (...lines: string[]) => {
    if (!session.print) throw new Error("a booklet printer prints");
    return session.print(lines, never);
  };

  test("is counted as that of every printer that does not measure it", async () => {
    await session.replaceConsumable("ribbon", "");
    expect(await print("就医 记录", "A 1")).toEqual({ name: "printed", characters: 6 });
    const { readings } = await poll();
    expect(readings).toContainEqual(
      expect.objectContaining({ kind: "level", consumable: "ribbon", value: 4_999_994, quality: "counted" }),
    );
  });

  test("wears for nothing where no printer answers: nothing is sent", async () => {
    await session.replaceConsumable("ribbon", "");
    stream.script = () => [];
    expect(await print("text")).toMatchObject({ name: "refused", code: "comm.no-answer" });
    expect(new Set(stream.written)).toEqual(new Set(["1b5b227a"]));
    expect(counters.values.get("p charactersPrinted")).toBe(0);
  });

  test("is not asked of the printer while it prints, and the form ends with a form feed", async () => {
    await print("A1");
    expect(stream.written).toEqual(["1b5b227a", "41310d0a", "0c"]);
  });
});
