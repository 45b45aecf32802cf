// The table of the 256 status flags (evolis-flags.tsv: word, mask, name) against the template: each flag by its own name.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decode } from "../src/codec/decode.ts";
import type { ValueField } from "../src/codec/field.ts";
import { fromHex } from "../src/codec/hex.ts";
import type { BitsRule } from "../src/decode-rule.ts";
import { loadProfiles } from "../src/load.ts";

const table = readFileSync(new URL("./evolis-flags.tsv", import.meta.url), "utf8");
const flags = table
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("\t"))
  .map(([word = "", mask = "", name = ""]) => ({ word, mask, name }));

const words = ["config", "information", "warning", "error", "ext1", "ext2", "ext3", "ext4"] as const;
const found = loadProfiles().get("endorsement-machine/evolis-kc200b");
if (!found) throw new Error("profile is missing");
const profile = found;

const raw = (name: string, hex: string): ValueField => ({ shape: "value", name, part: "", raw: fromHex(hex) });

/** A ready machine that tells this and nothing else. */
function told(word: string, hex: string) {
  const fields = words.map((name) => raw(name, name === word ? hex : "00000000"));
  const { state, conditions, readings, stale } = decode(profile, [raw("majorState", "5245414459"), ...fields], 0);
  const said = readings.map((one) => `${one.kind} ${"name" in one ? one.name : ""} ${one.part} ${one.value}`);
  return { state, stale, said, details: conditions.map(({ detail }) => detail) };
}

function bitsOf(word: string): BitsRule["bits"] {
  const rule = profile.decode.find((one) => one.kind === "bits" && one.field === word);
  return rule?.kind === "bits" ? rule.bits : [];
}

test("the table has every bit of eight words of 32", () => {
  expect(flags).toHaveLength(256);
  for (const word of words) {
    const masks = flags.filter((flag) => flag.word === word).map(({ mask }) => Number.parseInt(mask, 16));
    expect(masks.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 32 }, (_, bit) => 2 ** bit));
  }
});

describe.each(words)("a flag of %s", (word) => {
  const own = flags.filter((flag) => flag.word === word);
  const silent = told(word, "00000000");

  test.each(own)("$mask is $name", ({ mask, name }) => {
    const named = bitsOf(word).filter((bit) => bit.mask === mask && bit.equals === undefined);
    expect(named.map(({ says }) => says.split(":")[0])).toEqual([name]);
  });

  test.each(own)("$name is seen: by its name, or by what it settles", ({ mask, name }) => {
    const seen = told(word, mask);
    const isNamed = [...seen.said, ...seen.details].some((text) => text.includes(`${name}: `));
    expect(isNamed || JSON.stringify(seen) !== JSON.stringify(silent)).toBe(true);
  });

  test.each(own.filter(({ name }) => name.startsWith("RSV_")))("$name, which has no meaning, is named", (flag) => {
    const seen = told(word, flag.mask);
    expect([...seen.said, ...seen.details].join("\n")).toContain(`${flag.name}: `);
  });
});

test.each(flags.filter(({ word, name }) => name.startsWith("RSV_") && word !== "ext4"))(
  "$name, reserved among warnings and errors, is never healthy",
  ({ word, mask }) => {
    expect(told(word, mask).state).toBe("unknown");
  },
);

test.each(["warning", "error"])("all flags of %s at once are the worst of them", (word) => {
  expect(told(word, "ffffffff").state).toBe("hardwareError");
});

test.each(words)("%s in a fifth octet has a flag that no list has: unknown", (word) => {
  expect(told(word, "0000000001").state).toBe("unknown");
});

test("a machine that tells no flag is ready, clean and closed", () => {
  const { state, said, details } = told("error", "00000000");
  expect({ state, details }).toEqual({ state: "online", details: [] });
  expect(said).toEqual(["status cleaning  ok", "status ribbon  full", "status cover  closed"]);
});
