import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { MibPrinter } from "../../fixtures/sim/devices/mib-printer.ts";
import { Pr2Booklet } from "../../fixtures/sim/devices/pr2-booklet.ts";
import { PtyLine } from "../../fixtures/sim/devices/pty-line.ts";
import { SdtReader } from "../../fixtures/sim/devices/sdt-reader.ts";
import { compileCache } from "./compile-cache.ts";

// The installer's tool as it is started: a process, its exit code, what it prints.
const main = fileURLToPath(new URL("../src/probe/main.ts", import.meta.url));

// Some wait, and some work: enough at once that neither holds up the other.
vi.setConfig({ maxConcurrency: 8 });
const environment = { ...process.env, ...compileCache() };

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]) {
  const child = spawn(process.execPath, [main, ...args], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const { promise, resolve } = Promise.withResolvers<Ran>();
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (bytes) => {
    stdout += bytes;
  });
  child.stderr.on("data", (bytes) => {
    stderr += bytes;
  });
  child.on("close", (code) => resolve({ code, stdout, stderr }));
  return { child, ran: promise };
}

const run = (...args: readonly string[]) => start(args).ran;

const Report = z.object({
  url: z.string(),
  verdict: z.enum(["healthy", "problem", "unidentified"]),
  device: z.object({ profile: z.string(), alike: z.array(z.string()) }).optional(),
  observation: z
    .object({
      state: z.string(),
      readings: z.array(z.looseObject({ kind: z.string() })),
      conditions: z.array(z.object({ code: z.string(), part: z.string() })),
    })
    .optional(),
  attempts: z.array(z.object({ profile: z.string(), answered: z.boolean() })),
  trace: z.array(z.object({ dir: z.enum(["tx", "rx"]), at: z.number(), sinceStartMs: z.number(), hex: z.string() })),
  timedOut: z.boolean(),
});

async function report(...args: readonly string[]) {
  const ran = await run(...args, "--json");
  return { ...ran, ...Report.parse(JSON.parse(ran.stdout)) };
}

const codes = (found: z.infer<typeof Report>) => found.observation?.conditions.map((condition) => condition.code);

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

async function started<T extends { start(): Promise<void>; stop(): Promise<void> }>(device: T): Promise<T> {
  await device.start();
  stops.push(() => device.stop());
  return device;
}

describe.concurrent("--scan", () => {
  test("asks each device in turn, says what it is, and writes the configuration for what it knows", async () => {
    const [first, printer] = [await started(new Pr2Booklet()), await started(new Pr2Booklet())];
    const second = await started(new SdtReader());
    second.condition = "self-test-failed";
    const { code, stdout } = await run("--scan", first.url, printer.url, second.url, "--json");
    const { found, devices } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(found.map((one: { verdict: string }) => one.verdict).slice(0, 1)).toEqual(["healthy"]);
    expect(found[2]).toMatchObject({ verdict: "problem", url: second.url });
    expect(devices.map((d: { id: string; transport: string }) => [d.id, d.transport])).toEqual([
      ["booklet-printer", first.url],
      ["booklet-printer-2", printer.url],
      ["id-card-reader", second.url],
    ]);
  });
  test("says what did not answer, and suggests nothing for it", async () => {
    const reader = await started(new SdtReader());
    reader.condition = "silent";
    const { code, stdout } = await run("--scan", reader.url, "--timeout", "3000");
    expect(code).toBe(1);
    expect(stdout).toContain("未能识别");
    expect(stdout).not.toContain("agent.json");
  });
  test("goes with neither --list nor --profile", async () => {
    expect(await run("--scan", "--list")).toMatchObject({ code: 2, stderr: expect.stringContaining("--scan") });
  });
});

describe.concurrent("an ID card reader", () => {
  test("is found without a profile, is healthy, and no card was touched", async () => {
    const reader = await started(new SdtReader());
    reader.cardOnReader = true;
    const found = await report(reader.url);
    expect(found.code).toBe(0);
    expect(found.verdict).toBe("healthy");
    expect(found.device?.profile).toBe("id-card-reader/sdt-serial-generic");
    expect(found.observation?.readings).toContainEqual(
      expect.objectContaining({ kind: "text", name: "serial", value: "05.01-20240115-0000123456-0987654321" }),
    );
    expect(reader.received).toEqual(["aaaaaa9669000311ffed", "aaaaaa9669000312ffee"]);
    expect(reader.identityRequests).toEqual([]);
  });

  test("the bytes both ways are shown with their times", async () => {
    const reader = await started(new SdtReader());
    const found = await report(reader.url, "--profile", "id-card-reader/sdt-serial-generic");
    expect(found.trace.map((step) => `${step.dir} ${step.hex}`)).toEqual([
      "tx aaaaaa9669000311ffed",
      "rx aaaaaa9669000400009094",
      "tx aaaaaa9669000312ffee",
      "rx aaaaaa9669001400009005000100f3d6340140e20100b168de3a0e",
    ]);
    const times = found.trace.map((step) => step.sinceStartMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs((found.trace[0]?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  test("a failed self-test is a problem, in Chinese and in English", async () => {
    const reader = await started(new SdtReader());
    reader.condition = "self-test-failed";
    const sdt = ["--profile", "id-card-reader/sdt-serial-generic"];
    const chinese = await run(reader.url, ...sdt);
    expect(chinese.code).toBe(1);
    expect(chinese.stdout).toContain("自检失败");
    expect(chinese.stdout).toContain("识别为: 二代身份证阅读器");
    expect(chinese.stdout).toMatch(/\+\d\.\d{3} s {2}发 {2}aa aa aa 96 69 00 03 11 ff ed/);
    expect(chinese.stdout).toMatch(/收 {2}aa aa aa 96 69 00 04 00 00 60 64/);
    const english = await run(reader.url, ...sdt, "--lang", "en");
    expect(english.code).toBe(1);
    expect(english.stdout).toContain("Self-test failed");
    expect(english.stdout).toContain("verdict: has a problem");
    expect(english.stdout).not.toMatch(/\p{Script=Han}/u);
  });

  test("noise and an answer cut into bytes change nothing", async () => {
    const reader = await started(new SdtReader());
    reader.delivery = { noiseBefore: Buffer.from("ff00aa", "hex"), pieceBytes: 1, pieceGapMs: 1 };
    const found = await report(reader.url, "--profile", "id-card-reader/sdt-serial-generic");
    expect([found.code, found.verdict]).toEqual([0, "healthy"]);
  });

  test("over a serial port, with the speed of the profile", async ({ skip }) => {
    const line = await PtyLine.open();
    skip(line === undefined, "this machine makes no PTY: util-linux `script` is missing");
    if (line === undefined) return;
    stops.push(() => line.hangUp());
    const reader = await started(new SdtReader());
    await line.attach(reader.url);
    const found = await report(line.url, "--profile", "id-card-reader/sdt-serial-generic");
    expect([found.code, found.verdict]).toEqual([0, "healthy"]);
  });
});

describe.concurrent("a booklet printer", () => {
  test("is found by its identity, asked before anything else, and nothing stands on its booklet", async () => {
    const printer = await started(new Pr2Booklet());
    const found = await report(printer.url);
    expect(found.code).toBe(0);
    expect(found.device?.profile).toMatch(/^booklet-printer\//);
    expect(found.device?.alike.length).toBeGreaterThan(0);
    expect(printer.received).toEqual(["1b5a", "1b6a", "1b2042"]);
    printer.setMedia("inserted");
    expect(printer.printed).toHaveLength(0);
  });

  test("in IBM emulation its profile says so, and no paper moved", async () => {
    const printer = await started(new Pr2Booklet());
    printer.setEmulation("ibm");
    const found = await report(printer.url, "--profile", "booklet-printer/olivetti-pr2plus");
    expect(found.code).toBe(1);
    expect(new Set(printer.received)).toEqual(new Set(["1b5a"]));
    expect(printer.harm).toEqual({ paperMoved: 0, styleChanged: 0 });
    printer.setMedia("inserted");
    expect(printer.printed).toHaveLength(0);
  });

  test("a printer that answers in another language is asked nothing more", async () => {
    const printer = await started(new Pr2Booklet());
    printer.condition = "another-device";
    const found = await report(printer.url);
    expect([found.code, found.verdict]).toEqual([1, "unidentified"]);
    expect(codes(found)).toContain("config.wrong-emulation");
    expect(printer.received).toEqual(["1b5a"]);
    printer.setMedia("inserted");
    expect(printer.printed).toHaveLength(0);
  });
});

describe.concurrent("a booklet printer on a bad line", () => {
  test.each([
    ["half an answer", { onlyFirstBytes: 2 }],
    ["noise instead of an answer", { noiseBefore: Buffer.from("fffe", "hex"), onlyFirstBytes: 0 }],
  ])("%s: nothing else is tried, for it would stand on paper", async (_, delivery) => {
    const printer = await started(new Pr2Booklet());
    printer.delivery = delivery;
    const found = await report(printer.url);
    expect([found.code, found.verdict]).toEqual([1, "unidentified"]);
    expect(new Set(printer.received)).toEqual(new Set(["1b5a"]));
    printer.setMedia("inserted");
    expect(printer.printed).toHaveLength(0);
  });
});

describe.concurrent("a laser printer", () => {
  test("is found over SNMP with its model and toners, and its community is not shown", async () => {
    const printer = await started(new MibPrinter({ community: "geheim" }));
    printer.setToner("cyan", 42);
    const found = await report(printer.url);
    expect([found.code, found.verdict]).toEqual([0, "healthy"]);
    expect(found.device?.profile).toBe("a4-printer/generic-printer-mib");
    expect(found.observation?.readings).toContainEqual(
      expect.objectContaining({ kind: "level", consumable: "toner", value: 42, quality: "measured" }),
    );
    const text = await run(printer.url);
    expect(text.stdout).toContain("Example CL3100");
    expect(found.stdout + text.stdout + text.stderr).not.toContain("geheim");
  });

  test("a model that names itself gets its own profile", async () => {
    const printer = await started(new MibPrinter({ model: "SHARP MX-3570N" }));
    const found = await report(printer.url);
    expect(found.device?.profile).toBe("a4-printer/sharp-mx-3570n");
    expect(found.attempts.map((attempt) => attempt.profile)).toEqual([
      "a4-printer/generic-printer-mib",
      "a4-printer/sharp-mx-3570n",
    ]);
  });

  test("low toner is told and is no problem yet; no toner is one", async () => {
    const printer = await started(new MibPrinter());
    printer.setToner("black", 4);
    const low = await report(printer.url);
    expect([low.code, codes(low)?.includes("toner.low")]).toEqual([0, true]);
    printer.setToner("black", 0);
    const out = await report(printer.url);
    expect([out.code, codes(out)?.includes("toner.out")]).toEqual([1, true]);
  });

  test("one that drops every request is not identified", async () => {
    const printer = await started(new MibPrinter());
    printer.manner = { name: "drop" };
    const found = await report(`${printer.url}&timeoutMs=100`, "--timeout", "8000");
    expect([found.code, found.verdict]).toEqual([1, "unidentified"]);
  });
});

describe.concurrent("nothing there", () => {
  test("a port nobody listens on is told at once, after one attempt", async () => {
    const reader = await started(new SdtReader());
    const { url } = reader;
    await reader.vanish();
    const found = await report(url);
    expect(found.code).toBe(1);
    expect(found.observation?.state).toBe("noDevice");
    expect(found.attempts).toHaveLength(1);
  });

  test("a serial port that does not exist is told in words", async () => {
    const found = await run("serial:///dev/no-such-port");
    expect(found.code).toBe(1);
    expect(found.stdout).toContain("/dev/no-such-port");
    expect(found.stderr).toBe("");
  });

  test("--timeout ends it, whatever the device does", async () => {
    const reader = await started(new SdtReader());
    reader.condition = "silent";
    const began = performance.now();
    const found = await report(reader.url, "--timeout", "500");
    expect([found.code, found.timedOut]).toEqual([1, true]);
    expect(performance.now() - began).toBeLessThan(8000);
  });

  test("Ctrl-C ends it with 130 and no stack", async () => {
    const reader = await started(new SdtReader());
    reader.condition = "silent";
    const { child, ran } = start([reader.url]);
    // The first line is printed before the device is opened.
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGINT");
    const { code, stderr } = await ran;
    expect([code, stderr]).toEqual([130, ""]);
  });
});

describe.concurrent("a wrong question is one sentence and exit code 2", () => {
  test.each([
    ["no url", [], "缺少设备地址"],
    ["a broken url", ["tcp://127.0.0.1"], "设备地址有误: tcp needs a port"],
    ["an unknown kind", ["ftp://127.0.0.1"], 'unknown kind "ftp://"'],
    ["two urls", ["tcp://127.0.0.1:1", "tcp://127.0.0.1:2"], "one device url"],
    ["an unknown profile", ["tcp://127.0.0.1:1", "--profile", "x/y"], 'no profile "x/y"; there are: '],
    [
      "a profile of another kind",
      ["tcp://127.0.0.1:1", "--profile", "a4-printer/generic-printer-mib"],
      "speaks printer-mib, which does not run over tcp://127.0.0.1:1",
    ],
    ["an unknown option", ["--baud", "9600"], "--baud"],
    ["a timeout that is no number", ["tcp://127.0.0.1:1", "--timeout", "soon"], "--timeout soon"],
    ["a language nobody speaks here", ["tcp://127.0.0.1:1", "--lang", "fr"], "--lang fr"],
    ["a url beside --list", ["--list", "tcp://127.0.0.1:1"], "--list takes no device url"],
  ])("%s", async (_, args, said) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(said);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
  });

  test("with --json it is a JSON document too", async () => {
    const { code, stdout } = await run("tcp://127.0.0.1", "--json", "--lang", "en");
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: "wrong device url: tcp needs a port: tcp://host:port" });
  });
});

describe.concurrent("what is attached to this machine", () => {
  test("each library is listed or says why not, and neither is an error", async () => {
    const Section = z.discriminatedUnion("name", [
      z.object({ name: z.literal("listed"), devices: z.array(z.looseObject({})) }),
      z.object({ name: z.literal("failed"), reason: z.string().min(1) }),
    ]);
    const { code, stdout } = await run("--list", "--json");
    expect(code).toBe(0);
    const listed = z.strictObject({
      serial: Section,
      usb: Section,
      hid: Section,
      pcsc: Section,
      cameras: Section,
      keyboards: Section,
      host: Section,
      devices: z.array(z.strictObject({ id: z.string(), profile: z.string(), transport: z.string() })),
    });
    const { devices } = listed.parse(JSON.parse(stdout));
    expect(devices).toContainEqual({ id: "host", profile: "host/linux-generic", transport: "host://local" });
    const text = await run("--list", "--lang", "en");
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(
      /^serial:[\s\S]*^USB:[\s\S]*^HID:[\s\S]*^PC\/SC:[\s\S]*^cameras:[\s\S]*^this machine:/m,
    );
  });
});

test("--help explains in both languages", async () => {
  expect(await run("--help")).toMatchObject({ code: 0, stdout: expect.stringContaining("用法") });
  expect(await run("--help", "--lang", "en")).toMatchObject({ code: 0, stdout: expect.stringContaining("usage:") });
});
