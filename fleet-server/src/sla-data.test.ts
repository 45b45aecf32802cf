import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { orderEventTypes } from "@kiosk/contract";
import { afterEach, describe, expect, it } from "vitest";
import { slaEventTypes } from "./domain/sla/event.ts";
import { loadPolicies, PolicyError } from "./sla-data.ts";
import { loadFormulas } from "./sla-formulas.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Record<string, unknown>): string {
  const folder = mkdtempSync(join(tmpdir(), "policies-"));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return folder;
}

function problems(load: () => unknown): readonly string[] {
  try {
    load();
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
  return [];
}

const clause = { ref: "X1", text: "三日内", readingZh: "", readingEn: "" };
function milestone(more: object = {}) {
  const clock = { kind: "calendarDays", days: 3 };
  return { zh: "修", en: "fix", clause, start: "reported", clock, stop: ["verified"], pausable: [], ...more };
}
function base(more: object = {}) {
  return { id: "X", version: 2, zh: "甲", en: "x", source: "s", milestones: { fix: milestone() }, ...more };
}

describe("the shipped policies", () => {
  const policies = new Map(loadPolicies().map((policy) => [policy.id, policy]));
  it("quote a clause for every clock and say its name in both languages", () => {
    for (const policy of policies.values()) {
      for (const spec of Object.values(policy.milestones)) {
        expect([spec.zh, spec.en, spec.clause.ref, spec.clause.text].every((text) => text.length > 0)).toBe(true);
      }
    }
  });
  it("hold each reading of the Changning clauses and each level of Sichuan's", () => {
    const levels = [1, 2, 3, 4].flatMap((level) => [`SC-L${level}`, `SC-L${level}@7x8`]);
    const readings = ["", "@exact", "@inclusive", "@civil203"].map((reading) => `CN-KIOSK${reading}`);
    for (const id of [...levels, ...readings]) expect(policies.has(id)).toBe(true);
  });
  it("pause a Changning clock on the client's cause and force majeure only, and a first response on nothing", () => {
    const specs = Object.entries(policies.get("CN-KIOSK")?.milestones ?? {});
    for (const [name, spec] of specs) {
      expect(spec.pausable).toEqual(name === "first_response" ? [] : ["client_cause", "force_majeure"]);
    }
  });
});

describe("the shipped formulas", () => {
  it("load, each with its clause", () => {
    expect(loadFormulas().map((formula) => formula.id)).toEqual([
      "CM-DAMAGES",
      "CN-REPORT-MONTHLY",
      "CN-REPORT-WEEKLY",
      "CN-SCHED-FLEET",
      "CN-SCHED-HW",
      "SC-GRADE",
      "SC-SCORE",
      "SC-STEP",
    ]);
  });
  it("name file and field of what is wrong", () => {
    const wrong = { id: "D", kind: "damages", version: 1, zh: "z", en: "e", source: "s", clause, perMille: 0 };
    const found = problems(() => loadFormulas(folderWith({ "D.json": wrong })));
    expect(found.some((line) => line.startsWith("formulas/D.json: perMille: "))).toBe(true);
  });
});

describe("the words of the log", () => {
  it("know every event an order can have", () => {
    const known: ReadonlySet<string> = new Set(slaEventTypes);
    expect(orderEventTypes.filter((type) => !known.has(type))).toEqual([]);
  });
});

describe("a variant", () => {
  const exact = { id: "X@exact", variantOf: "X", zh: "乙", en: "y", source: "s", calendarDays: { mode: "exact" } };
  it("is its policy with other clocks, in the policy's version", () => {
    const [plain, varied] = loadPolicies(folderWith({ "X.json": base(), "X@exact.json": exact }));
    expect(plain?.milestones.fix?.clock).toEqual({ kind: "calendarDays", days: 3 });
    expect(varied).toMatchObject({ id: "X@exact", version: 2, zh: "乙" });
    expect(varied?.milestones.fix?.clock).toEqual({ kind: "calendarDays", days: 3, mode: "exact" });
  });
  it("of service hours turns elapsed clocks only", () => {
    const windows = { "7x8": { from: "09:00", to: "17:00", days: "every" } };
    const hours = milestone({ clock: { kind: "elapsed", seconds: 60 } });
    const files = {
      "X.json": base({ milestones: { fix: milestone(), answer: hours } }),
      "X@7x8.json": { ...exact, id: "X@7x8", calendarDays: undefined, service: { windows: "7x8" }, windows },
    };
    const varied = loadPolicies(folderWith(files)).find((policy) => policy.id === "X@7x8");
    expect(varied?.milestones.answer?.clock).toEqual({ kind: "service", seconds: 60, windows: "7x8" });
    expect(varied?.milestones.fix?.clock.kind).toBe("calendarDays");
  });
  it("is refused when there is no such policy, or when it changes nothing", () => {
    const empty = { ...exact, calendarDays: undefined };
    expect(problems(() => loadPolicies(folderWith({ "X@exact.json": exact })))).toEqual([
      'X@exact.json: variantOf: there is no policy "X"',
    ]);
    expect(problems(() => loadPolicies(folderWith({ "X.json": base(), "X@exact.json": empty })))).toEqual([
      "X@exact.json: (file): changes no clock of X",
    ]);
  });
});

describe("a policy that cannot be used", () => {
  function refused(more: object): string {
    return problems(() =>
      loadPolicies(folderWith({ "X.json": base({ milestones: { fix: milestone(more) } }) })),
    ).join();
  }
  it("is named with file and field", () => {
    expect(refused({ clock: { kind: "calendarDays", days: 0 } })).toMatch(/^X\.json: milestones\.fix\.clock\.days: /);
    expect(refused({ stop: ["repaired"] })).toMatch(/^X\.json: milestones\.fix\.stop\.0: /);
    expect(refused({ start: "nothing" })).toMatch(/^X\.json: milestones\.fix\.start: /);
    expect(refused({ pausable: ["waiting_parts"] })).toMatch(/^X\.json: milestones\.fix\.pausable\.0: /);
    expect(refused({ clock: { kind: "elapsed", seconds: 1.5 } })).toMatch(/^X\.json: milestones\.fix\.clock/);
    expect(refused({ colour: "red" })).toMatch(/^X\.json: milestones\.fix\.colour: /);
  });
  it("names a window that does not exist", () => {
    expect(refused({ clock: { kind: "service", seconds: 60, windows: "7x8" } })).toBe(
      'X.json: milestones.fix.clock: there is no window "7x8"',
    );
    expect(refused({ clock: { kind: "elapsed", secondsIf: { office: 60, off: 120 } } })).toContain('window "office"');
  });
  it("has a window that ends before it begins", () => {
    const windows = { night: { from: "22:00", to: "06:00", days: "every" } };
    expect(problems(() => loadPolicies(folderWith({ "X.json": base({ windows }) }))).join()).toContain(
      "X.json: windows.night.to: ends before it begins",
    );
  });
  it("has a clock that waits for one that waits itself", () => {
    const milestones = {
      one: milestone({ supersededBy: "declared_complex", requires: "plan_submitted" }),
      two: milestone({ requires: "declared_complex" }),
    };
    expect(problems(() => loadPolicies(folderWith({ "X.json": base({ milestones }) }))).join()).toContain(
      "milestones.two.requires",
    );
  });
  it("is not JSON, or has another name than its file", () => {
    const found = problems(() => loadPolicies(folderWith({ "Y.json": base(), "Z.json": "{" })));
    expect(found[0]).toBe('Y.json: id: "X" is not the name of the file');
    expect(found[1]).toMatch(/^Z\.json: not JSON: /);
  });
  it("lies in a folder that is not there", () => {
    expect(problems(() => loadPolicies(join(tmpdir(), "no-such-folder-of-policies"))).join()).toContain(
      "cannot be read",
    );
  });
});
