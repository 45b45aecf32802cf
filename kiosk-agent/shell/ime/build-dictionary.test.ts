import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDictionary } from "../src/keyboard/dictionary.ts";
import { buildDictionary, dictionaryPath } from "./build-dictionary.ts";
import { knownCharacters } from "./characters.ts";
import { civicWords } from "./civic-words.ts";

describe("the dictionary that is built", () => {
  let folder: string;
  let written: Buffer;
  let characters: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ime-"));
    ({ characters } = await buildDictionary(folder));
    written = await readFile(join(folder, dictionaryPath));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const words = () => parseDictionary(JSON.parse(written.toString("utf8")))?.words ?? [];
  const spellings = (text: string) => words().flatMap((w) => (w.text === text ? [w.syllables.join(" ")] : []));

  it("is at most 900 KB, and 350 KB compressed", () => {
    expect(written.length).toBeLessThanOrEqual(900_000);
    expect(gzipSync(written).length).toBeLessThanOrEqual(350_000);
  });

  it("has the 7,000 characters that people's names and texts are made of", () => {
    expect(characters).toBeGreaterThanOrEqual(7_000);
    const single = new Set(words().flatMap(({ text }) => (text.length === 1 ? [text] : [])));
    expect([...knownCharacters()].filter((character) => !single.has(character))).toEqual([]);
  });

  it("has every word of our own list, each spelled with as many syllables as characters", () => {
    const spelled = new Map(words().map(({ text, syllables }) => [text, syllables.length]));
    expect(civicWords.filter((word) => spelled.get(word) !== word.length)).toEqual([]);
  });

  it("reads a character as its word does", () => {
    expect(spellings("银行")).toEqual(["yin hang"]);
    expect(spellings("长宁")).toEqual(["chang ning"]);
    expect(spellings("增长")).toEqual(["zeng zhang"]);
    expect(spellings("重庆")).toEqual(["chong qing"]);
  });

  it("gives a surname both of its readings", () => {
    expect(spellings("单").sort()).toEqual(["chan", "dan", "shan"]);
    expect(spellings("曾").sort()).toEqual(["ceng", "zeng"]);
  });

  it("writes ü as v", () => {
    expect(spellings("女儿")).toEqual(["nv er"]);
    expect(spellings("略")).toEqual(["lve"]);
  });
});

describe("what is no dictionary", () => {
  it.each([null, 1, "x", {}, { v: 2, syllables: {}, phrases: [] }, { v: 1, syllables: null, phrases: [] }, { v: 1 }])(
    "%j is refused",
    (written) => {
      expect(parseDictionary(written)).toBeUndefined();
    },
  );
});
