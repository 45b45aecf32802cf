import { type EscposFrame, escposFramer, fromHex, toHex } from "@kiosk/firmware-profiles";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { TransportError } from "../ports.ts";
import type { DialogueEvent } from "./conversation.ts";
import { type EscposState, escposMachine } from "./escpos.ts";
import { MemoryCounters } from "./scripted/memory-counters.ts";
import { type Script, ScriptedStream } from "./scripted/scripted-stream.ts";
import { VirtualClock } from "./scripted/virtual-clock.ts";
import { openSession } from "./session.ts";

const machine = escposMachine({ retries: 1, questions: ["eot1", "eot2", "eot3", "eot4", "asb", "model"] });

function frame(hex: string): DialogueEvent<EscposFrame> {
  const [found] = escposFramer("standard").push(fromHex(hex));
  if (!found) throw new Error(`no frame: ${hex}`);
  return { name: "frame", frame: found };
}
const silence = (hex = ""): DialogueEvent<EscposFrame> => ({ name: "silence", heard: fromHex(hex) });
const twice = (...answers: readonly string[]) => answers.flatMap((hex) => [frame(hex), frame(hex)]);

function reached(...events: readonly DialogueEvent<EscposFrame>[]): EscposState {
  return events.reduce<EscposState>((state, event) => machine.next(state, event), machine.start);
}

function shown(state: EscposState): string {
  const fields = state.fields.map((field) => `${field.name}=${field.shape === "value" ? toHex(field.raw) : ""}`);
  if (state.name === "done") return ["done", ...fields, ...(state.failure ? [`!${state.failure.name}`] : [])].join(" ");
  const { question, attempt, memory } = state;
  const heard = memory?.heard.map((raw) => toHex(raw)).join(",") ?? "";
  return [question, attempt, `[${heard}]`, `owed ${memory?.owed ?? 0}`, ...fields].join(" ");
}

describe("the machine", () => {
  test.each<[string, readonly DialogueEvent<EscposFrame>[], string]>([
    ["begins with question 1", [], "eot1 0 [] owed 0"],
    ["does not believe an octet said once", [frame("12")], "eot1 0 [12] owed 0"],
    ["believes it the second time", twice("12"), "eot2 0 [] owed 0 eot1=12"],
    ["asks anew where two answers differ", [frame("1e"), frame("12")], "eot1 1 [12] owed 0"],
    ["gives up where they keep differing", [frame("1e"), frame("12"), frame("1e")], "done !garbled"],
    ["wants one more answer after a silence", [silence(), frame("12"), frame("12")], "eot1 1 [12,12] owed 1"],
    ["and has it", [silence(), frame("12"), frame("12"), frame("12")], "eot2 0 [] owed 1 eot1=12"],
    ["wants it of later questions too", [silence(), ...twice("12"), ...twice("12")], "eot2 0 [12] owed 1 eot1=12"],
    ["says no answer after the last silence", [silence(), silence()], "done !noAnswer"],
    ["says garbled where octets came", [silence(), silence("ff")], "done !garbled"],
    ["takes cover open while online for a stale reason", twice("12", "16"), "eot1 0 [] owed 0"],
    ["but only once", [...twice("12", "16"), ...twice("12", "16")], "eot3 0 [] owed 0 eot1=12 eot2=16"],
    ["takes cover open while offline as it is", twice("1a", "16"), "eot3 0 [] owed 0 eot1=1a eot2=16"],
    [
      "goes on where question 4 is not answered, and says so",
      [...twice("1a", "16", "12"), silence(), silence()],
      "done eot1=1a eot2=16 eot3=12 eot4= cause=1a1612",
    ],
    [
      "asks nothing that would wait in the buffer of a printer that is offline",
      twice("1a", "16", "12", "12"),
      "done eot1=1a eot2=16 eot3=12 eot4=12 cause=1a161212",
    ],
    [
      "asks an online printer for the rest",
      [...twice("12", "12", "12", "12"), frame("1000000f"), frame("5f4100")],
      "done eot1=12 eot2=12 eot3=12 eot4=12 asb=1000000f model=41 cause=12121212",
    ],
    [
      "says where an automatic status is missing, and needs no model",
      [...twice("12", "12", "12", "12"), silence(), silence(), silence(), silence()],
      "done eot1=12 eot2=12 eot3=12 eot4=12 asb= cause=12121212",
    ],
  ])("%s", (_, events, wanted) => {
    expect(shown(reached(...events))).toBe(wanted);
  });

  test.each(["1400000f", "11", "13", "00", "5f4100", "37224100"])("takes %s for no answer to DLE EOT", (hex) => {
    for (const state of [reached(), reached(frame("12")), reached(...twice("12", "12", "12"))]) {
      expect(machine.next(state, frame(hex))).toBe(state);
    }
  });

  test("takes no DLE EOT answer for an automatic status or a model", () => {
    const asb = reached(...twice("12", "12", "12", "12"));
    expect(machine.next(asb, frame("12"))).toBe(asb);
    const model = machine.next(asb, frame("1000000f"));
    expect(machine.next(model, frame("12"))).toBe(model);
  });

  test("a conversation that is over stays over", () => {
    const done: EscposState = { name: "done", fields: [] };
    for (const event of [frame("12"), silence()]) expect(machine.next(done, event)).toBe(done);
  });
});

const profiles = loadProfiles();
const generic = profiles.get("receipt-printer/escpos-generic");
if (!generic) throw new Error("the generic profile is missing");
const never = new AbortController().signal;

const sayings: Record<string, string> = { "100401": "12", "100402": "12", "100403": "12", "100404": "1e" };
const healthy: Script = (request) => [{ hex: sayings[request] ?? "", afterMs: 2 }];

let clock = new VirtualClock();
let stream = new ScriptedStream(clock, healthy);
const open = () => {
  const counters = new MemoryCounters();
  return openSession({ deviceId: "p", profile: generic, transport: stream, clock, counters });
};
let session = open();
beforeEach(() => {
  clock = new VirtualClock();
  stream = new ScriptedStream(clock, healthy);
  session = open();
});
const words = async () => {
  const seen = await session.poll(never);
  return [seen.state, ...seen.conditions.map(({ code }) => code)].join(" ");
};

describe("answers that come at the wrong time", () => {
  test("one question behind are understood as what they answer", async () => {
    let before = "7e";
    stream.script = (request) => {
      const answer = before;
      before = sayings[request] ?? "";
      return [{ hex: answer, afterMs: 2 }];
    };
    expect(await words()).toBe("online paper.low");
    expect(await words()).toBe("online paper.low");
  });

  test.each([30, 300, 505, 520, 900, 1400])(
    "that are all %i ms late never say anything that is not so",
    async (afterMs) => {
      stream.script = (request) => [{ hex: sayings[request] ?? "", afterMs }];
      for (let poll = 0; poll < 4; poll += 1) {
        expect(["online paper.low", "unknown comm.garbled", "offline comm.no-answer"]).toContain(await words());
        await clock.sleep(100, never);
      }
    },
  );

  test("late at random never say anything that is not so", async () => {
    const late = fc.constantFrom(2, 2, 2, 100, 490, 510, 600, 1100);
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(late), fc.constantFrom(50, 10_000), async (lateness, pauseMs) => {
        clock = new VirtualClock();
        let last = 0;
        // A line keeps the order of its answers.
        stream = new ScriptedStream(clock, (request) => {
          const at = Math.max(last, clock.monotonic() + (lateness.next().value ?? 2));
          last = at;
          return [{ hex: sayings[request] ?? "", afterMs: Math.max(1, at - clock.monotonic()) }];
        });
        session = open();
        for (let poll = 0; poll < 3; poll += 1) {
          const seen = await session.poll(never);
          for (const { code } of seen.conditions) {
            expect(["paper.low", "comm.garbled", "comm.no-answer"]).toContain(code);
          }
          const papers = seen.readings.flatMap((r) => (r.kind === "status" && r.name === "paper" ? r.value : []));
          for (const paper of papers) expect(["low", "unknown"]).toContain(paper);
          await clock.sleep(pauseMs, never);
        }
      }),
      { numRuns: 150 },
    );
  });

  test("unasked between two polls are thrown away and counted", async () => {
    await session.poll(never);
    stream.say("7e161a");
    await clock.sleep(1, never);
    const seen = await session.poll(never);
    expect(seen.state).toBe("online");
    expect(seen.droppedBytes).toBe(3);
  });

  test("beside another one are not believed, either of them", async () => {
    stream.script = (request) => [{ hex: "7e" }, { hex: sayings[request] ?? "", afterMs: 5 }];
    expect(await words()).toBe("unknown comm.garbled");
  });
});

describe("a printer that", () => {
  test("is silent is offline within the budget, and online again by itself", async () => {
    stream.script = () => [];
    expect(await words()).toBe("offline comm.no-answer");
    expect(clock.monotonic()).toBeLessThanOrEqual(generic.poll.budgetMs);
    stream.script = healthy;
    expect(await words()).toBe("online paper.low");
  });

  test("is unplugged in mid-reply is offline, and is asked anew on a fresh port", async () => {
    stream.script = (request, n) =>
      n < 5 ? healthy(request, n) : [{ lost: new TransportError("lost", "unplugged"), afterMs: 3 }];
    expect(await words()).toBe("offline comm.no-answer");
    stream.script = healthy;
    expect(await words()).toBe("online paper.low");
    expect(stream.opened).toBe(2);
  });

  test("has its cover open is a matter for the staff and no defect", async () => {
    stream.script = (request) => [{ hex: { "100401": "1a", "100402": "16" }[request] ?? "12" }];
    expect(await words()).toBe("userError cover.open");
  });

  test("is mute on its paper is not healthy, and its paper is unknown", async () => {
    stream.script = (request) => (request === "100404" ? [] : [{ hex: "12" }]);
    const seen = await session.poll(never);
    expect(seen.state).toBe("unknown");
    expect(seen.readings).toContainEqual(expect.objectContaining({ name: "paper", value: "unknown" }));
  });

  test("is never asked two things at once", async () => {
    let waiting = 0;
    stream.script = (request) => {
      expect(waiting).toBe(0);
      waiting += 1;
      clock.later(4, () => {
        waiting -= 1;
        stream.say(sayings[request] ?? "");
      });
      return [];
    };
    await Promise.all([session.poll(never), session.poll(never)]);
    expect(stream.written).toHaveLength(16);
  });

  test("talks garbage never looks healthy and gets nothing but DLE EOT 1 to 4", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 2, maxLength: 40 }), { minLength: 1 }), async (answers) => {
        clock = new VirtualClock();
        stream = new ScriptedStream(clock, (_, n) => [
          { hex: toHex(answers[n % answers.length] ?? new Uint8Array(0)) },
        ]);
        session = open();
        const noStatus = answers.every((one) => [...one].every((octet) => (octet & 0x93) !== 0x12));
        const seen = await session.poll(never);
        if (noStatus) expect(["unknown", "offline"]).toContain(seen.state);
        expect(clock.monotonic()).toBeLessThanOrEqual(generic.poll.budgetMs);
        for (const hex of stream.written) expect(hex).toMatch(/^10040[1-4]$/);
      }),
      { numRuns: 60 },
    );
  });
});
