import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadCaptures, loadProfiles, ProfileError } from "./load.ts";

const good = {
  id: "a4-printer/x",
  class: "a4Printer",
  vendor: "Example",
  model: "X",
  names: { zh: "打印机", en: "Printer" },
  protocol: "printer-mib",
  verified: true,
  sources: ["made for this test"],
};

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "profiles-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), typeof content === "string" ? content : JSON.stringify(content));
}

function problems(): readonly string[] {
  try {
    loadProfiles(directory);
  } catch (error) {
    if (error instanceof ProfileError) return error.problems;
    throw error;
  }
  return [];
}

describe("loadProfiles", () => {
  test("gives profiles by id, joined with their template", () => {
    write("a4-printer/x.json", { ...good, poll: { intervalMs: 20_000 } });
    const profile = loadProfiles(directory).get("a4-printer/x");
    expect(profile?.poll).toEqual({ intervalMs: 20_000, timeoutMs: 2000, retries: 1, budgetMs: 12_000 });
    expect(profile?.settle["cover.open"]).toEqual({ raiseMs: 60_000, clearMs: 5000 });
  });

  test("names file and place of a fault code that does not exist", () => {
    const meaning = { says: "x", fault: "comm.refused" };
    const table = (fault: string) => ({
      field: "hrDeviceStatus",
      kind: "table",
      keys: "number",
      table: { "60": { says: "x", fault } },
    });
    const text = { field: "hrDeviceDescr", kind: "text", text: "note", encoding: "ascii" };
    write("a4-printer/x.json", {
      ...good,
      decode: [text, text, text, table("foo")],
      failures: { busy: meaning },
    });
    expect(problems()).toEqual(['a4-printer/x.json: decode[3].table.60.fault: "foo" is not a fault code']);
  });

  test("names a field it does not know, at any depth", () => {
    write("a4-printer/x.json", { ...good, colour: "red", names: { ...good.names, fr: "x" } });
    expect(problems().toSorted()).toEqual([
      "a4-printer/x.json: colour: unknown field",
      "a4-printer/x.json: names.fr: unknown field",
    ]);
  });

  test("names the words that were possible", () => {
    write("a4-printer/x.json", { ...good, class: "toaster" });
    expect(problems()).toHaveLength(1);
    expect(problems()[0]).toMatch(/^a4-printer\/x\.json: class: "toaster" is none of a4Printer, bookletPrinter, /);
  });

  test("refuses a status word that the status does not have", () => {
    const table = { "1": { says: "x", status: { cover: "ajar" } } };
    write("a4-printer/x.json", {
      ...good,
      decode: [{ field: "prtCoverStatus", kind: "table", keys: "number", table }],
    });
    expect(problems()[0]).toContain('decode[0].table.1.status.cover: "ajar" is none of unknown, not-supported, closed');
  });

  test("names the field that is missing", () => {
    const { vendor: _, ...rest } = good;
    write("a4-printer/x.json", rest);
    expect(problems()[0]).toMatch(/^a4-printer\/x\.json: vendor: .*\(missing\)$/);
  });

  test("names the line where a file is no JSON", () => {
    write("a4-printer/x.json", '{\n  "id": "a4-printer/x",\n  oops\n}\n');
    write("a4-printer/y.json", '{\n  "id": "a4-printer/y",\n');
    expect(problems()[0]).toMatch(/^a4-printer\/x\.json: line 3: not JSON: /);
    expect(problems()[1]).toMatch(/^a4-printer\/y\.json: line [23]: not JSON: /);
  });

  test("refuses an id that is not the path", () => {
    write("a4-printer/z.json", good);
    expect(problems()).toEqual(['a4-printer/z.json: id: "a4-printer/x" is not the path of the file (a4-printer/z)']);
  });

  test("refuses a level that would be low and out at once", () => {
    const thresholds = { lowPercent: 5, outPercent: 5 };
    const toner = { kind: "toner", part: "black", names: good.names, unit: "percent", thresholds };
    write("a4-printer/x.json", { ...good, consumables: [toner] });
    expect(problems()).toEqual([
      "a4-printer/x.json: consumables[0].thresholds.outPercent: 5 would be low and out at once: out must lie below low (5)",
    ]);
  });

  test("refuses a field that the protocol does not deliver", () => {
    const rule = { field: "eot1", kind: "text", text: "note", encoding: "ascii" };
    write("a4-printer/x.json", { ...good, decode: [rule] });
    expect(problems()[0]).toContain('"eot1" is no field of printer-mib');
  });

  test("wants to know why a profile is unverified, and only then", () => {
    write("a4-printer/x.json", { ...good, verified: false });
    write("a4-printer/y.json", { ...good, id: "a4-printer/y", unverifiedWhy: "because" });
    expect(problems()).toEqual([
      "a4-printer/x.json: unverifiedWhy: an unverified profile says why",
      "a4-printer/y.json: unverifiedWhy: a verified profile has none",
    ]);
  });

  test("wants a why for every quirk", () => {
    write("a4-printer/x.json", { ...good, quirks: [{ quirk: "level-codes", codes: { "0": 100 } }] });
    expect(problems()[0]).toMatch(/^a4-printer\/x\.json: quirks\[0\]\.why: /);
  });

  test("refuses a poll budget that one unanswered question would exceed", () => {
    write("a4-printer/x.json", { ...good, poll: { timeoutMs: 9000, retries: 5 } });
    expect(problems()[0]).toContain("poll.budgetMs: 12000 is less than one question may take (54000)");
  });

  test("tells the problems of all files at once", () => {
    write("a4-printer/x.json", { ...good, verified: "yes" });
    write("a4-printer/y.json", "{");
    expect(problems()).toHaveLength(2);
  });

  test("says so when the folder cannot be read", () => {
    expect(() => loadProfiles(join(directory, "nowhere"))).toThrow(/nowhere: cannot be read/);
  });
});

test("loadCaptures names the place of a mistake", () => {
  write("a4-printer/x/idle.json", { source: "s", state: "fine", conditions: [], readings: [] });
  expect(() => loadCaptures(directory)).toThrow(/a4-printer\/x\/idle\.json: state: "fine" is none of unknown, online/);
});

test("nothing that the package's entry reaches imports a node module", () => {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g)) {
      if (target.startsWith(".")) visit(join(dirname(file), target));
      else expect(target).toBe("zod");
    }
  };
  visit(fileURLToPath(new URL("./index.ts", import.meta.url)));
  expect(seen.size).toBeGreaterThan(15);
});
