import { describe, expect, test } from "vitest";
import type { Quirk } from "../profile.ts";
import { fromHex } from "./hex.ts";
import { parseHidDescriptor } from "./hid-descriptor.ts";
import { answersPowerQuestion, describesPower, powerFields, powerQuestions } from "./hid-power.ts";

function described(inner: string) {
  const descriptor = parseHidDescriptor(fromHex(`0584 0904 a101 ${inner} c0`));
  if (descriptor === undefined) throw new Error("the test's descriptor is none");
  return descriptor;
}

const byte = "1500 2564 7508 9501";
const wide = "1500 26ff7f 7510 9501";
const summary = (inner: string) => `0584 0924 a102 ${inner} c0`;
const mains = `0585 09d0 ${byte} b102`;
const charge = `0585 0966 ${byte} b102`;

function told(inner: string, reports: Record<number, string>, quirks: readonly Quirk[] = []) {
  const answers = new Map(Object.entries(reports).map(([id, hex]) => [Number(id), fromHex(hex)] as const));
  const fields = powerFields(described(inner), answers, quirks);
  return (name: string, part = "") => {
    const found = fields.find((one) => one.shape === "value" && one.name === name && one.part === part);
    return found?.shape === "value" ? (found.lacks ?? found.number) : undefined;
  };
}

describe("which reports are asked for", () => {
  test("each once, the status before the amounts, with its length and its id", () => {
    const descriptor = described(summary(`8507 ${charge} 8502 ${mains} 0585 0944 ${byte} b102`));
    expect(powerQuestions(descriptor)).toEqual([
      { reportId: 2, length: 3 },
      { reportId: 7, length: 2 },
    ]);
  });

  test("none where only an outlet has a status, or where it comes by interrupt alone", () => {
    expect(powerQuestions(described(`0584 0920 a102 8501 ${mains} c0`))).toEqual([]);
    expect(powerQuestions(described(summary(`8501 0585 09d0 ${byte} 8102`)))).toEqual([]);
  });

  test("a keyboard describes no UPS", () => {
    const keyboard = parseHidDescriptor(fromHex("0501 0906 a101 0507 19e0 29e7 1500 2501 7501 9508 8102 c0"));
    expect(keyboard && describesPower(keyboard)).toBe(false);
    expect(describesPower(described(summary(mains)))).toBe(true);
  });

  test("an answer has the report's id and length; without ids a zero may stand in its place", () => {
    const question = { reportId: 2, length: 3 };
    const answers = (hex: string, asked = question) => answersPowerQuestion(asked, fromHex(hex));
    expect(["020100", "030100", "0201", "02010000", ""].map((hex) => answers(hex))).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(["0100", "000100", "01"].map((hex) => answers(hex, { reportId: 0, length: 3 }))).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("where a value stands", () => {
  test("the summary's comes before an outlet's, a feature before an interrupt report", () => {
    const outlet = `0584 0920 a102 8503 ${mains} c0`;
    const interrupt = `0585 09d0 ${byte} 8102`;
    const read = told(`${outlet} ${summary(`8501 ${interrupt} ${mains}`)}`, { 1: "0101", 3: "0300" });
    expect(read("mains")).toBe(1);
  });

  test("declared for interrupts alone it is there and was not read: unreadable, not absent", () => {
    const read = told(summary(`8501 0585 09d0 ${byte} 8102 8502 ${charge}`), { 2: "0232" });
    expect([read("mains"), read("charge"), read("overload")]).toEqual(["unreadable", 50, "absent"]);
  });

  test("without report ids the values are the same, with and without a zero in front", () => {
    const inner = summary(`${mains} ${charge}`);
    for (const report of ["0132", "000132"]) {
      const read = told(inner, { 0: report });
      expect([read("mains"), read("charge")]).toEqual([1, 50]);
    }
  });

  test("a voltage is told of input, output and battery, and of nothing else", () => {
    const volts = `67 21d1f000 5506 0584 0930 ${wide} b102`;
    const inner = ["1a", "1c", "20"].map((place, i) => `0584 09${place} a102 850${i + 1} ${volts} c0`).join(" ");
    const read = told(inner, { 1: "01bc08", 2: "02fe08", 3: "030100" });
    expect([read("voltage", "input"), read("voltage", "output"), read("voltage", "battery")]).toEqual([
      223.6,
      230.2,
      undefined,
    ]);
  });
});

describe("what it amounts to", () => {
  test("nothing answered is nothing, not a healthy UPS", () => {
    expect(powerFields(described(summary(`8501 ${mains}`)), new Map(), [])).toEqual([]);
  });

  test.each([
    ["mains and little left: recharging", "0101", "0205", 1, 0],
    ["battery and enough", "0100", "0250", 0, 0],
    ["battery and at its limit", "0100", "020a", 0, 1],
  ])("%s", (_, status, amount, wantedMains, wantedLow) => {
    const flags = `0585 09d0 1500 2501 7501 9501 b102 0942 b102 7506 b103`;
    const limit = `8503 0585 0929 ${byte} b102`;
    const read = told(summary(`8501 ${flags} 8502 ${charge} ${limit}`), { 1: status, 2: amount, 3: "030a" });
    expect([read("mains"), read("batteryLow")]).toEqual([wantedMains, wantedLow]);
  });

  test("a UPS that does not tell its mains tells it by its battery", () => {
    const discharging = `8501 0585 0945 ${byte} b102`;
    expect(told(summary(discharging), { 1: "0101" })("mains")).toBe(0);
    expect(told(summary(discharging), { 1: "0100" })("mains")).toBe(1);
  });

  test("a charge beyond its declared limits is unreadable", () => {
    expect(told(summary(`8501 ${charge}`), { 1: "01ff" })("charge")).toBe("unreadable");
  });

  const unbounded = `8501 0585 0966 1500 26ff00 7508 9501 b102`;
  const mode = `8502 092c b102 0967 b102`;

  test("a charge under limits of 0 to 255 is percent only where mode or quirk says so", () => {
    const quirk = { quirk: "capacity-in-percent", why: "test" } as const;
    expect(told(summary(unbounded), { 1: "0162" })("charge")).toBe("unreadable");
    expect(told(summary(unbounded), { 1: "0162" }, [quirk])("charge")).toBe(98);
    expect(told(summary(`${unbounded} ${mode}`), { 1: "0162", 2: "0202c8" })("charge")).toBe(98);
  });

  test("in other modes it is the share of the full charge", () => {
    expect(told(summary(`${unbounded} ${mode}`), { 1: "0164", 2: "0200c8" })("charge")).toBe(50);
  });

  test("a quirk lets a voltage pass that lies outside of its declared limits, and leaves out one that is scaled anyhow", () => {
    const output = `0584 091c a102 8501 0930 67 21d1f000 5507 160401 260e01 7510 9501 b102 c0`;
    const battery = summary(`8502 0584 0930 5506 1500 26ff7f 7510 9501 b102`);
    const reports = { 1: "01e000", 2: "028900" };
    const plain = told(`${output} ${battery}`, reports);
    expect([plain("voltage", "output"), plain("voltage", "battery")]).toEqual([undefined, 13.7]);
    const quirks = (["voltage-range-wrong", "battery-voltage-unreliable"] as const).map((quirk) => ({
      quirk,
      why: "test",
    }));
    const quirky = told(`${output} ${battery}`, reports, quirks);
    expect([quirky("voltage", "output"), quirky("voltage", "battery")]).toEqual([224, undefined]);
  });
});
