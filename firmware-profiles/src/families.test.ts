// The schema must fit the families that have no driver yet: their shapes of decode rule are tried here on made-up
// profiles, so that adding such a family adds a driver and files, and changes no schema.
import { describe, expect, test } from "vitest";
import { decode } from "./codec/decode.ts";
import type { ValueField } from "./codec/field.ts";
import { DecodeRule } from "./decode-rule.ts";
import { loadProfiles } from "./load.ts";
import { Consumable, type Profile } from "./profile.ts";

const base = loadProfiles().get("id-card-reader/sdt-serial-generic");
if (!base) throw new Error("profile is missing");

function made(rules: readonly unknown[], consumables: readonly unknown[] = []): Profile {
  const decodeRules = rules.map((rule) => DecodeRule.parse(rule));
  if (!base) throw new Error("profile is missing");
  return { ...base, decode: decodeRules, consumables: consumables.map((entry) => Consumable.parse(entry)) };
}

function octets(name: string, ...raw: number[]): ValueField {
  return { shape: "value", name, part: "", raw: Uint8Array.from(raw) };
}

function number(name: string, value: number): ValueField {
  return { ...octets(name), number: value };
}

function told(profile: Profile, ...fields: ValueField[]) {
  const { state, conditions, readings } = decode(profile, fields, 0);
  const words = readings.flatMap((r) => (r.kind === "status" ? `${r.name} ${r.value}` : []));
  return { state, codes: conditions.map(({ code }) => code), words };
}

describe("status words of 32 flags by word and mask (Evolis)", () => {
  const profile = made([
    {
      field: "information",
      kind: "bits",
      octets: 4,
      short: "unknown",
      ignore: "00200021",
      bits: [
        {
          mask: "00020000",
          says: "cleaning recommended",
          status: { cleaning: "recommended" },
          fault: "cleaning.recommended",
        },
        { mask: "00000100", says: "cleaning required", status: { cleaning: "required" }, fault: "cleaning.required" },
        {
          mask: "00040000",
          says: "cleaning mandatory",
          status: { cleaning: "mandatory" },
          fault: "cleaning.mandatory",
        },
      ],
      clear: { says: "nothing to report", status: { cleaning: "ok" } },
    },
    {
      field: "warning",
      kind: "bits",
      octets: 4,
      short: "unknown",
      bits: [{ mask: "01000000", says: "feeder empty", fault: "cards.empty", status: { storage: "empty" } }],
      clear: { says: "no warning", state: "online" },
    },
  ]);

  test("no flag is a meaning of its own", () => {
    expect(told(profile, octets("information", 0, 0x20, 0, 0), octets("warning", 0, 0, 0, 0))).toEqual({
      state: "online",
      codes: [],
      words: ["cleaning ok"],
    });
  });

  test("of several due-states the worst is told", () => {
    const seen = told(profile, octets("information", 0, 0x06, 0x01, 0), octets("warning", 0, 0, 0, 0));
    expect(seen).toEqual({ state: "online", codes: ["cleaning.mandatory"], words: ["cleaning mandatory"] });
  });

  test("a flag that no list has, and a word that is too short, are unknown", () => {
    expect(told(profile, octets("warning", 0, 0, 0, 1)).state).toBe("unknown");
    expect(told(profile, octets("warning", 1, 0)).state).toBe("unknown");
  });
});

describe("an octet with fixed bits and a group of two (ESC/POS DLE EOT 4)", () => {
  const profile = made([
    {
      field: "eot4",
      kind: "bits",
      octets: 1,
      short: "unknown",
      valid: { mask: "93", equals: "12" },
      bits: [
        { mask: "0c", says: "near end", status: { paper: "low" }, fault: "paper.low" },
        { mask: "60", says: "end", status: { paper: "out" }, fault: "paper.out", state: "userError" },
      ],
      clear: { says: "paper adequate", status: { paper: "full" }, state: "online" },
    },
  ]);

  test.each([
    [0x12, "online", [], ["paper full"]],
    [0x1e, "unknown", ["paper.low"], ["paper low"]],
    [0x7e, "userError", ["paper.out"], ["paper out"]],
    [0xff, "unknown", [], []],
    [0x00, "unknown", [], []],
  ])("%i is %s", (octet, state, codes, words) => {
    expect(told(profile, octets("eot4", octet))).toEqual({ state, codes, words });
  });
});

describe("two calls of one library whose numbers mean different things (libPRx)", () => {
  const profile = made([
    {
      field: "deviceCall",
      kind: "table",
      keys: "number",
      table: {
        "0": { says: "normal", state: "online" },
        "7": { says: "jam", status: { media: "jammed" }, fault: "media.jam", state: "userError" },
        "-26": { says: "offline", state: "offline" },
      },
    },
    {
      field: "mediaCall",
      kind: "table",
      keys: "number",
      table: {
        "1": { says: "none", status: { media: "notPresent" } },
        "4": { says: "inserted", status: { media: "present" } },
      },
      otherwise: { says: "not known", status: { media: "unknown" } },
    },
  ]);

  test("are two tables", () => {
    expect(told(profile, number("deviceCall", 0), number("mediaCall", 4))).toMatchObject({ words: ["media present"] });
    expect(told(profile, number("deviceCall", -26)).state).toBe("offline");
  });

  test("a number of the one is unknown to the other", () => {
    expect(told(profile, number("deviceCall", 4)).state).toBe("unknown");
    expect(told(profile, number("deviceCall", 0), number("mediaCall", 7)).words).toEqual(["media unknown"]);
  });
});

describe("limits that the device tells itself", () => {
  const limit = (field: string, cleaning: string) => ({ atLeast: { field }, says: cleaning, status: { cleaning } });
  const profile = made([
    {
      field: "cardCount",
      kind: "count",
      count: "cardsSinceCleaning",
      unit: "cards",
      quality: "measured",
      limits: [
        { atLeast: 0, says: "counted", status: { cleaning: "ok" } },
        limit("warningThreshold", "required"),
        limit("warrantyLostThreshold", "mandatory"),
      ],
    },
  ]);
  const limits = [number("warningThreshold", 1000), number("warrantyLostThreshold", 1200)];

  test.each([
    [999, "cleaning ok"],
    [1000, "cleaning required"],
    [1200, "cleaning mandatory"],
  ])("%i cards since cleaning are %s", (cards, wanted) => {
    expect(told(profile, number("cardCount", cards), ...limits).words).toEqual([wanted]);
  });

  test("are not guessed where the device does not tell them", () => {
    expect(told(profile, number("cardCount", 5000)).words).toEqual(["cleaning ok"]);
  });
});

describe("a ribbon that the device measures (Entrust, Dascom)", () => {
  const ribbon = {
    kind: "ribbon",
    part: "",
    names: { zh: "色带", en: "Ribbon" },
    unit: "percent",
    thresholds: { lowField: "nearEnd", outField: "end" },
    faults: { low: "ribbon.low", out: "ribbon.out" },
  };
  const level = {
    field: "left",
    kind: "level",
    consumable: "ribbon",
    part: "",
    reads: "remaining",
    quality: "measured",
  };
  const profile = made([level], [ribbon]);

  test.each([
    [43, "ribbon full", []],
    [20, "ribbon low", ["ribbon.low"]],
    [0, "ribbon out", ["ribbon.out"]],
  ])("of %i percent is %s", (left, word, codes) => {
    const seen = told(profile, number("left", left), number("nearEnd", 20), number("end", 0));
    expect(seen).toMatchObject({ words: [word], codes });
  });

  test("has no word where the limits were not told", () => {
    expect(told(profile, number("left", 43)).words).toEqual(["ribbon unknown"]);
  });
});

test("a bit mask of the wrong width is refused at its place", () => {
  const rule = { field: "x", kind: "bits", octets: 2, short: "unknown", bits: [{ mask: "80", says: "x" }] };
  const problems = DecodeRule.safeParse(rule).error?.issues.map((issue) => [issue.path.join("."), issue.message]);
  expect(problems).toEqual([["bits.0.mask", "is not 2 octets of lower-case hex"]]);
});

test("a table key in the wrong spelling is refused at its place", () => {
  const rule = { field: "x", kind: "table", keys: "hex", table: { "0X30": { says: "x" } } };
  const problems = DecodeRule.safeParse(rule).error?.issues.map((issue) => [issue.path.join("."), issue.message]);
  expect(problems).toEqual([["table.0X30", "key is not octets in lower-case hex"]]);
});
