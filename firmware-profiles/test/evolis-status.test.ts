// What the status words and the cleaning counters of an Evolis card printer come to, together.
import { describe, expect, test } from "vitest";
import { decode } from "../src/codec/decode.ts";
import { helperFramer, helperStatusFields } from "../src/codec/helper.ts";
import { loadProfiles } from "../src/load.ts";

const profiles = loadProfiles();
const words = ["config", "information", "warning", "error", "ext1", "ext2", "ext3", "ext4"];
const nothing = Object.fromEntries(words.map((name) => [name, { hex: "00000000" }]));

/** State, fault codes with their part, and status words of an answer with these fields and no other flag. */
function told(id: string, said: Readonly<Record<string, unknown>>) {
  const profile = profiles.get(`endorsement-machine/${id}`);
  if (!profile) throw new Error(`no profile ${id}`);
  const flags = Object.entries(said).map(([name, value]) => [
    name,
    words.includes(name) && typeof value === "string" ? { hex: value } : value,
  ]);
  const fields = { majorState: "READY", ...nothing, ...Object.fromEntries(flags) };
  const [frame] = helperFramer().push(new TextEncoder().encode(`${JSON.stringify({ id: 1, fields })}\n`));
  if (frame?.kind !== "status") throw new Error("no status");
  const { state, conditions, readings, stale } = decode(profile, helperStatusFields("evolis", frame), 0);
  const codes = conditions.map(({ code, part }) => (part === "" ? code : `${code}@${part}`));
  const word = (name: string) => readings.find((one) => one.kind === "status" && one.name === name)?.value;
  return { said: [state, ...codes].join(" "), word, stale, readings };
}

const rewriting = (said: Readonly<Record<string, unknown>>) => told("evolis-rewrite-generic", said);
const withRibbon = (said: Readonly<Record<string, unknown>>) => told("evolis-kc200b", said);

describe("a citizen's act is no defect:", () => {
  test.each([
    ["a card waits to be taken", { majorState: "WARNING", information: "01000000", warning: "04000000" }, "online"],
    ["a card was not taken in time", { majorState: "ERROR", error: "00000200" }, "online media.not-taken"],
    ["no card was inserted in time", { majorState: "ERROR", error: "00000100" }, "online"],
    ["a card's track was blank", { majorState: "ERROR", error: "00080000" }, "online"],
    ["a card's track could not be read", { majorState: "ERROR", error: "00020000" }, "online"],
    ["a card's track could not be written", { majorState: "ERROR", error: "00010000" }, "online"],
    ["a card is waited for", { majorState: "WARNING", warning: "02000000" }, "deviceBusy"],
    ["a card is being worked on", { information: "02000081" }, "deviceBusy"],
  ])("%s", (_, said, wanted) => {
    expect(rewriting(said).said).toBe(wanted);
  });

  test("but the card that could not be read hides no error beside it", () => {
    expect(rewriting({ majorState: "ERROR", error: "00020001" }).said).toBe("hardwareError device.hardware");
  });
});

describe("trouble is told with its part:", () => {
  test.each([
    ["cover open", { warning: "00020000" }, "userError cover.open"],
    ["a job stopped by the cover", { error: "02000000" }, "userError cover.open"],
    ["reject box full", { warning: "08000000" }, "userError bin.full@reject"],
    ["feeder empty", { warning: "01000000" }, "userError cards.empty"],
    ["feeder nearly empty", { ext1: "00000100" }, "online cards.low"],
    ["the head cools down", { warning: "00200000" }, "hardwareError head.temperature"],
    ["a jam", { error: "01000000" }, "hardwareError media.jam"],
    ["hardware", { error: "00000001" }, "hardwareError device.hardware"],
    ["a job for another machine", { error: "10000000" }, "unknown config.bad-command"],
    ["laminate ended", { ext2: "00002000" }, "userError supply.missing@laminate"],
    ["heat roller worn", { ext3: "04000000" }, "online part.life-over@heat-roller"],
  ])("%s", (_, said, wanted) => {
    expect(rewriting(said).said).toBe(wanted);
  });
});

describe("a ribbon", () => {
  const leftIn = { majorState: "WARNING", warning: "40000000" };

  test("left in a machine that rewrites must come out", () => {
    expect(rewriting(leftIn).said).toBe("userError interlock.open");
  });

  test.each([[{ warning: "00010000" }], [{ majorState: "WARNING", warning: "00098000", information: "00080018" }]])(
    "is none where cards are rewritten: neither its absence nor its end means anything %#",
    (said) => {
      const seen = rewriting(said);
      expect([seen.said, seen.word("ribbon")]).toEqual(["online", "not-supported"]);
    },
  );

  test.each([
    [{}, "online", "full"],
    [{ information: "00080000" }, "online ribbon.low", "low"],
    [{ warning: "00080000", information: "00080000" }, "userError ribbon.out", "out"],
    [{ warning: "00010000" }, "userError ribbon.missing", "out"],
    [{ error: "00200000", warning: "00080000" }, "userError ribbon.out", "out"],
  ])("of a machine that prints with one: %#", (said, wanted, word) => {
    const seen = withRibbon(said);
    expect([seen.said, seen.word("ribbon")]).toEqual([wanted, word]);
  });
});

describe("a cleaning", () => {
  const limits = { warningThreshold: 1000, warrantyLostThreshold: 1200 };

  test.each([
    [{ cardCount: 999, ...limits }, "online", "ok"],
    [{ cardCount: 1000, ...limits }, "online cleaning.required", "required"],
    [{ cardCount: 1199, ...limits }, "online cleaning.required", "required"],
    [{ cardCount: 1200, ...limits }, "online cleaning.mandatory", "mandatory"],
    [{ cardCount: 1200, warningThreshold: 2000, warrantyLostThreshold: 2500 }, "online", "ok"],
    [{ cardCount: 10, ...limits, information: "00020000" }, "online cleaning.recommended", "recommended"],
    [{ cardCount: 10, ...limits, information: "00000100" }, "online cleaning.required", "required"],
    [{ cardCount: 10, ...limits, information: "00060100" }, "online cleaning.mandatory", "mandatory"],
    [{ cardCount: 1000, ...limits, information: "00020000" }, "online cleaning.required", "required"],
    [{ cardCount: 1000, ...limits, information: "00040000" }, "online cleaning.mandatory", "mandatory"],
    [{ cardCount: 5000, information: "00000100" }, "online cleaning.required", "required"],
  ])("is due by the printer's own limits and flags, the worse of them: %j", (said, wanted, word) => {
    const seen = rewriting(said);
    expect([seen.said, seen.word("cleaning")]).toEqual([wanted, word]);
  });

  test("is a state and a count, and never an amount of cleaning kits", () => {
    const { readings } = rewriting({ cardCount: 1200, ...limits });
    expect(readings.filter(({ kind }) => kind === "level")).toEqual([]);
    expect(readings).toContainEqual(
      expect.objectContaining({ name: "cardsSinceCleaning", value: 1200, unit: "cards" }),
    );
  });
});

describe("is never healthy:", () => {
  test.each([
    ["an error that no flag names", { majorState: "ERROR" }],
    ["a major state that no list has", { majorState: "PAUSED" }],
    ["a major state that is missing", { majorState: undefined }],
    ["a word that is missing", { error: undefined }],
    ["a word of five octets", { warning: "0000000001" }],
    ["a word of two octets", { error: "0000" }],
    ["a count that is text", { cardCount: "many" }],
    ["a field that the table of fields does not have", { mood: 1 }],
  ])("%s", (_, said) => {
    expect(rewriting(said).said).toBe("unknown");
  });

  test("a printer that is off", () => {
    expect(rewriting({ majorState: "OFF" }).said).toBe("powerOff device.offline");
  });
});

test("asleep, what it says was so before", () => {
  const seen = rewriting({ information: "00200000" });
  expect(seen.stale).toBe(true);
  expect(seen.readings).toContainEqual(expect.objectContaining({ name: "cover", value: "closed", quality: "unknown" }));
});
