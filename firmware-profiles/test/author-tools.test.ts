// The two programs for authors of profiles, run as they are run.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const tools = join(import.meta.dirname, "../src/tools");
const shipped = join(import.meta.dirname, "../profiles");
const reader = "id-card-reader/sdt-serial-generic";
const statusOk = "aaaaaa9669000400009094";

function run(tool: "check" | "decode", ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(tools, `${tool}.ts`), ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const decoded = (...args: string[]) => JSON.parse(run("decode", ...args).stdout);

describe("profile:decode", () => {
  it("says what octets mean, however they were cut", () => {
    const whole = decoded(reader, statusOk);
    expect(whole).toMatchObject({ profile: reader, state: "online", conditions: [] });
    expect(decoded(reader, statusOk.slice(0, 6), statusOk.slice(6))).toEqual(whole);
  });
  it("names the fault of a device that says so", () => {
    expect(decoded(reader, "aaaaaa9669000400006064")).toMatchObject({
      state: "hardwareError",
      conditions: [{ code: "device.self-test-failed" }],
    });
  });
  it("takes what was sent into account", () => {
    const samId = "aaaaaa966900140000900501050301020304050607080910111213c5";
    const asked = decoded(reader, statusOk, "tx:aaaaaa9669000312ffee", samId);
    expect(asked.state).toBe("online");
  });
  it("takes a printer's variables", () => {
    const answer = decoded("a4-printer/generic-printer-mib", "1.3.6.1.2.1.25.3.5.1.2.1=hex:1000");
    expect(answer.conditions).toMatchObject([{ code: "toner.out" }]);
  });
  it("writes a capture that can be stored as it is, also of a conversation that failed", () => {
    const { chunks, ...capture } = decoded(reader, "--capture", "manual p. 7", "tx:aaaaaa9669000311ffed", statusOk);
    expect(capture).toEqual({ source: "manual p. 7", state: "online", conditions: [], readings: [] });
    expect(chunks.map((one: { dir: string }) => one.dir)).toEqual(["tx", "rx"]);
    expect(decoded(reader, "--capture", "made", "--failure", "absent")).toMatchObject({
      failure: "absent",
      chunks: [],
      state: "noDevice",
      conditions: [{ code: "device.not-present", part: "", raw: "" }],
    });
  });
  it("does not take noise for health", () => {
    expect(decoded(reader, "ffff").state).not.toBe("online");
  });
  it.each([
    [["no/such", "aa"], "没有型号"],
    [[reader, "xyz"], "xyz"],
    [[reader, "abc"], "abc"],
    [[reader, "1.3.6=x"], "1.3.6=x"],
    [[reader], "用法"],
    [[reader, "aa", "--failure", "tired"], "noAnswer"],
    [[reader, "--colour", "aa"], "--colour"],
  ])("refuses %j with a sentence", (args, words) => {
    const { status, stdout, stderr } = run("decode", ...args);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(words);
  });
});

describe("profile:check", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "profile-check-"));
    mkdirSync(join(folder, "id-card-reader"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string) => join(folder, "id-card-reader", `${name}.json`);

  it("finds nothing wrong with a profile that is shipped, and says how many captures it replayed", () => {
    const { status, stdout } = run("check", join(shipped, `${reader}.json`));
    expect(status).toBe(0);
    expect(stdout).toMatch(/nothing wrong, [1-9]\d* captures/);
  });
  it("names file and field of a mistake", () => {
    const wrong = JSON.parse(readFileSync(join(shipped, `${reader}.json`), "utf8"));
    writeFileSync(file("sdt-serial-generic"), JSON.stringify({ ...wrong, poll: { intervalMs: 1 } }));
    const { status, stderr } = run("check", file("sdt-serial-generic"));
    expect(status).toBe(1);
    expect(stderr).toContain("id-card-reader/sdt-serial-generic.json: poll.intervalMs");
  });
  it("says that the id is not where the file lies, and that a file is missing or not JSON", () => {
    copyFileSync(join(shipped, `${reader}.json`), file("other-name"));
    expect(run("check", file("other-name"))).toMatchObject({ status: 1, stderr: expect.stringContaining("id:") });
    expect(run("check", file("absent"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("cannot be read"),
    });
    writeFileSync(file("torn"), "{");
    expect(run("check", file("torn"))).toMatchObject({ status: 1, stderr: expect.stringContaining("not JSON") });
  });
  it("misses the captures of a new profile: one at least, and one for each fault that its template has not", () => {
    const id = "id-card-reader/acme-new";
    const samStatus = { field: "samStatus", kind: "table", keys: "hex" };
    const fresh = {
      ...JSON.parse(readFileSync(join(shipped, `${reader}.json`), "utf8")),
      id,
      model: "New",
      decode: [
        {
          ...samStatus,
          table: {
            "90": { says: "ok", state: "online" },
            "70": { says: "lid", state: "userError", fault: "cover.open" },
          },
        },
      ],
      settle: { "cover.open": { raiseMs: 1000, clearMs: 1000 } },
    };
    const { sources, decode, settle, ...identity } = fresh;
    writeFileSync(file("acme-new"), JSON.stringify({ ...identity, decode, settle, sources }));
    const bare = run("check", file("acme-new"));
    expect(bare.status).toBe(1);
    expect(bare.stderr).toContain(`has no capture: at least one belongs into fixtures/captures/${id}/`);
    const captures = join(folder, "own", id);
    mkdirSync(captures, { recursive: true });
    const healthy = run("decode", file("acme-new"), "--capture", "made for this test", statusOk);
    writeFileSync(join(captures, "healthy.json"), healthy.stdout);
    const checked = () => run("check", file("acme-new"), "--captures", join(folder, "own"));
    expect(checked().stderr).toContain("no capture reaches cover.open");
    // what the template raises is proven by the shipped captures of its other models
    expect(checked().stderr).not.toContain("no capture reaches device.not-present");
    const open = run("decode", file("acme-new"), "--capture", "made", "aaaaaa9669000400007074");
    writeFileSync(join(captures, "lid-open.json"), open.stdout);
    expect(checked().stderr).not.toContain("no capture reaches");
  });
  it("replays the captures: one that no longer comes out is named", () => {
    const captures = join(folder, "captures", reader);
    mkdirSync(captures, { recursive: true });
    const healthy = { source: "made", chunks: [{ dir: "rx", hex: statusOk }], conditions: [], readings: [] };
    writeFileSync(join(captures, "wrong.json"), JSON.stringify({ ...healthy, state: "offline" }));
    const { stderr } = run("check", join(shipped, `${reader}.json`), "--captures", join(folder, "captures"));
    expect(stderr).toContain(`${reader}/wrong`);
  });
});

describe("the page on how to add a device", () => {
  const page = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "profile-page-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("leads from its file and its octets to a profile with nothing wrong", () => {
    const [, example = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    const { id } = JSON.parse(example);
    const file = join(folder, "profiles", `${id}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, example);
    expect(run("check", file, "--captures", join(folder, "captures")).stderr).toContain(`fixtures/captures/${id}/`);
    const [, octets = ""] = /profile:decode -- \S+ (tx:[0-9a-f ]+)/.exec(page) ?? [];
    const captured = run("decode", file, "--capture", "the page", ...octets.split(" "));
    mkdirSync(join(folder, "captures", id), { recursive: true });
    writeFileSync(join(folder, "captures", id, "healthy.json"), captured.stdout);
    expect(JSON.parse(captured.stdout)).toMatchObject({ state: "online" });
    expect(run("check", file, "--captures", join(folder, "captures"))).toMatchObject({ status: 0, stderr: "" });
  });
});
