import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadCaptures, readProfileSources } from "./load.ts";
import { protocolFields } from "./protocol.ts";
import { type CheckedProfile, checkProfiles, raisableCodes } from "./rules.ts";
import type { FaultCode } from "./vocabulary.ts";

const sources = readProfileSources();
const reached = new Map<string, Set<FaultCode>>();
for (const { profileId, capture } of loadCaptures(fileURLToPath(new URL("../../fixtures/captures", import.meta.url)))) {
  const codes = reached.get(profileId) ?? new Set();
  for (const { code } of capture.conditions) codes.add(code);
  reached.set(profileId, codes);
}

function source(id: string): CheckedProfile {
  const found = sources.find((one) => one.profile.id === id);
  if (!found) throw new Error(`no profile ${id}`);
  return found;
}

describe("shipped profiles", () => {
  test("keep every rule", () => {
    expect(checkProfiles(sources, reached)).toEqual([]);
  });

  test("cover every protocol that there is", () => {
    expect(new Set(sources.map(({ profile }) => profile.protocol))).toEqual(new Set(Object.keys(protocolFields)));
  });

  test("raise no fault for an empty passbook slot", () => {
    // The module that keeps its paper in boxes has no such slot.
    const hasSlot = ({ profile }: CheckedProfile) =>
      profile.class === "bookletPrinter" && profile.protocol !== "bt-8500m";
    for (const { profile } of sources.filter(hasSlot)) {
      const codes = [...raisableCodes(profile)].filter((code) => code !== "media.jam");
      expect(codes.filter((code) => code.startsWith("paper.") || code.startsWith("media."))).toEqual([]);
    }
  });
});

describe("a rule is broken by", () => {
  const good = source("booklet-printer/olivetti-pr2plus");
  const table = good.profile.decode[0];
  if (table?.kind !== "table") throw new Error("the first rule of PR2 is a table");
  const broken = (change: Partial<CheckedProfile["profile"]>): CheckedProfile => ({
    ...good,
    profile: { ...good.profile, ...change },
  });
  const withEntry = (entry: (typeof table.table)[string]) =>
    broken({ decode: [{ ...table, table: { ...table.table, "3f": entry } }, ...good.profile.decode.slice(1)] });
  const check = (one: CheckedProfile, codes = reached) => checkProfiles([one], codes).join("\n");

  test("an id that is not the path", () => {
    expect(check({ ...good, path: "booklet-printer/other.json" })).toContain("id is path");
  });

  test("a class in another class's folder", () => {
    expect(check(broken({ class: "receiptPrinter" }))).toContain("folder is class: a receiptPrinter belongs below");
  });

  test("fields out of order", () => {
    const raw = { id: good.profile.id, sources: [], vendor: "x" };
    expect(check({ ...good, raw })).toContain('property order: "sources" stands out of order');
  });

  test("a name in one language only", () => {
    expect(check(broken({ names: { zh: "Printer", en: "Printer" } }))).toContain('"Printer" is not Chinese');
    expect(check(broken({ names: { zh: "打印机", en: "打印机" } }))).toContain('"打印机" is not English');
  });

  test("a fault without settle times", () => {
    expect(check(withEntry({ says: "x", fault: "cutter.failure" }))).toContain(
      "settle: cutter.failure has no settle times",
    );
  });

  test("settle times of a fault that is never raised", () => {
    const settle = { ...good.profile.settle, "cutter.failure": { raiseMs: 0, clearMs: 0 } };
    expect(check(broken({ settle }))).toContain("settle: cutter.failure is never raised");
  });

  test("a fault that no capture reaches", () => {
    expect(check(withEntry({ says: "x", fault: "cutter.failure" }))).toContain("no capture reaches cutter.failure");
    expect(check(good, new Map())).toContain("has no capture");
  });

  test("a table or a consumable that stands there twice", () => {
    const { decode, consumables } = good.profile;
    expect(check(broken({ decode: [...decode, table] }))).toContain("table of status stands there twice");
    expect(check(broken({ consumables: [...consumables, ...consumables] }))).toContain('ribbon "" stands there twice');
  });

  test("a fault for a slot without paper", () => {
    const entry = withEntry({ says: "empty", status: { media: "notPresent" }, fault: "ribbon.out" });
    expect(check(entry)).toContain("no medium in the slot is no fault");
  });

  test("USB ids that stand there twice, or that another class has on the same interface", () => {
    const id = { vendor: "0400", product: "c35a" };
    const reader = source("id-card-reader/sdt-serial-generic");
    const beside = (...usb: { vendor: string; product: string; interface?: number }[]) =>
      checkProfiles(
        [broken({ usb }), { ...reader, profile: { ...reader.profile, usb: [{ ...id, interface: 0 }] } }],
        reached,
      )
        .filter((line) => line.includes("usb ids"))
        .join("\n");
    expect(beside({ ...id, interface: 1 }, { ...id, interface: 1 })).toContain(
      "0400:c35a interface 1 stands there twice",
    );
    expect(beside(id)).toContain("0400:c35a is also that of id-card-reader/sdt-serial-generic, another class");
    expect(beside({ ...id, interface: 0 })).toContain("another class");
    expect(beside({ ...id, interface: 1 })).toBe("");
  });

  test("an unknown value that passes for health", () => {
    const decode = [{ ...table, otherwise: { says: "will do", state: "online" as const } }];
    expect(check(broken({ decode }))).toContain('"will do" needs a state that is not healthy');
    const failures = { ...good.profile.failures, garbled: { says: "hm", state: "deviceBusy" as const } };
    expect(check(broken({ failures }))).toContain('"hm" needs a state that is not healthy');
  });
});
