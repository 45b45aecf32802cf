import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { describe, type TestContext, test, vi } from "vitest";
import { type EscposMechanics, type EscposModel, EscposPrinter } from "../../fixtures/sim/devices/escpos-printer.ts";
import { createSystemClock } from "../src/adapters/clock.ts";
import { createTransport } from "../src/adapters/transport.ts";
import { MemoryCounters } from "../src/drivers/scripted/memory-counters.ts";
import { openSession } from "../src/drivers/session.ts";
import type { DeviceSession } from "../src/ports.ts";
import { probe } from "../src/probe/probe.ts";

// Receipt printers through real sockets: what is done to the printer against what the agent makes of it.
const profiles = loadProfiles();
const never = new AbortController().signal;
const profileOf: Record<EscposModel, string> = {
  epson: "receipt-printer/epson-tm-t20ii",
  citizen: "receipt-printer/citizen-ppu-231ii",
  ts101: "receipt-printer/masung-ts101",
  custom: "receipt-printer/custom-kpm150",
};

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 20 });

interface Plugged {
  readonly printer: EscposPrinter;
  readonly session: DeviceSession;
}

/** The waits of the profile are shortened: the ends of the cable are one machine here. */
async function plugged(
  { onTestFinished }: TestContext,
  model: EscposModel,
  profileId = profileOf[model],
): Promise<Plugged> {
  const found = profiles.get(profileId);
  if (!found) throw new Error(`no profile ${profileId}`);
  const profile = { ...found, poll: { ...found.poll, timeoutMs: 700, retries: 1 } };
  const printer = new EscposPrinter({ model });
  await printer.start();
  onTestFinished(() => printer.stop());
  const clock = createSystemClock();
  const transport = createTransport(printer.url);
  const session = openSession({ deviceId: "p", profile, transport, clock, counters: new MemoryCounters() });
  onTestFinished(() => session.close());
  return { printer, session };
}

async function said({ session }: Plugged): Promise<string> {
  const seen = await session.poll(never);
  return [seen.state, ...seen.conditions.map(({ code }) => code)].join(" ");
}

describe.concurrent("what happens to a printer is what is said of it", () => {
  const trouble: readonly (readonly [EscposModel, Partial<EscposMechanics>, string])[] = [
    ["epson", {}, "online"],
    ["epson", { coverOpen: true }, "userError cover.open"],
    ["epson", { paper: "low" }, "online paper.low"],
    ["epson", { paper: "out" }, "userError paper.out"],
    ["epson", { cutterBlocked: true }, "hardwareError cutter.failure"],
    ["epson", { headHot: true }, "hardwareError head.temperature"],
    ["epson", { unrecoverable: true, paper: "low" }, "hardwareError device.hardware paper.low"],
    ["citizen", {}, "online"],
    ["citizen", { presenterJammed: true }, "userError media.jam"],
    ["citizen", { coverOpen: true }, "userError cover.open"],
    ["ts101", {}, "online"],
    ["ts101", { ribbon: "low" }, "online ribbon.low"],
    ["ts101", { ribbon: "out" }, "userError ribbon.out"],
    ["ts101", { ribbon: "missing" }, "userError ribbon.missing"],
    ["ts101", { paper: "out" }, "userError paper.out"],
    ["custom", {}, "online"],
    ["custom", { ticketInMouth: true }, "online media.not-taken"],
    ["custom", { paper: "low" }, "online paper.low"],
    ["custom", { coverOpen: true, paper: "out" }, "userError paper.out cover.open"],
    ["custom", { cutterBlocked: true }, "hardwareError cutter.failure"],
  ];
  for (const [model, what, wanted] of trouble) {
    test(`${model} ${JSON.stringify(what)}: ${wanted}`, async (context) => {
      const { expect } = context;
      const one = await plugged(context, model);
      one.printer.change(what);
      expect(await said(one)).toBe(wanted);
      expect(one.printer.printed).toHaveLength(0);
      expect(one.printer.waitingCommands).toBe(0);
    });
  }
});

describe.concurrent("a printer that misbehaves is never taken for healthy, and for itself again without a restart", () => {
  test("silent", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.condition = "silent";
    expect(await said(one)).toBe("offline comm.no-answer");
  });

  test("answers that are none", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.condition = "wrong-answers";
    expect(await said(one)).toBe("unknown comm.garbled");
  });

  test("mute on its paper", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.condition = "mute-on-paper";
    expect(await said(one)).toBe("unknown");
  });

  test("mute on its paper, with the profile that knows it", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson", "receipt-printer/escpos-without-paper-status");
    one.printer.condition = "mute-on-paper";
    expect(await said(one)).toBe("online");
    one.printer.change({ paper: "out" });
    expect(await said(one)).toBe("userError paper.out");
    expect(one.printer.received).not.toContain("100404");
  });

  test("each answer is that to the question before", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.change({ paper: "low" });
    one.printer.condition = "one-behind";
    expect(await said(one)).toBe("online paper.low");
    one.printer.change({ paper: "out" });
    expect(await said(one)).toBe("userError paper.out");
  });

  test("the cover was closed, and the first status still says that it is open", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.staleReasons = 2;
    one.printer.change({ coverOpen: true });
    expect(await said(one)).toBe("userError cover.open");
    one.printer.change({ coverOpen: false });
    expect(await said(one)).toBe("online");
  });

  test("late by more than the wait", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.change({ paper: "low" });
    one.printer.delivery = { delayMs: 900 };
    expect(["online paper.low", "offline comm.no-answer", "unknown comm.garbled", "unknown paper.low"]).toContain(
      await said(one),
    );
  });

  test("noise before each answer", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.delivery = { noiseBefore: Buffer.from("ff80a1", "hex") };
    expect(await said(one)).toBe("online");
    expect((await one.session.poll(never)).droppedBytes).toBeGreaterThan(20);
  });

  test("noise that looks like an answer", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.delivery = { noiseBefore: Buffer.from("7e", "hex") };
    expect(await said(one)).toBe("unknown comm.garbled");
  });

  test("automatic status of the printing software in between", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson");
    one.printer.delivery = { noiseBefore: Buffer.from("1400000f13", "hex") };
    expect(await said(one)).toBe("online");
  });

  test("half an answer", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "custom");
    one.printer.delivery = { onlyFirstBytes: 4 };
    expect(await said(one)).toBe("unknown comm.garbled");
    one.printer.delivery = {};
    expect(await said(one)).toBe("online");
  });

  test("an answer in single octets", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "custom");
    one.printer.delivery = { pieceBytes: 1 };
    expect(await said(one)).toBe("online");
  });

  test("unplugged in mid-reply, gone, and plugged in again", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "custom");
    one.printer.delivery = { resetAfterBytes: 3 };
    expect(await said(one)).toBe("offline comm.no-answer");
    await one.printer.vanish();
    expect(["noDevice device.not-present", "offline comm.no-answer"]).toContain(await said(one));
    one.printer.delivery = {};
    await one.printer.start();
    one.printer.change({ paper: "low" });
    expect(await said(one)).toBe("online paper.low");
  });

  test("two printers swapped: a Custom profile on a printer that is none says so", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "epson", profileOf.custom);
    expect(await said(one)).toBe("offline comm.no-answer");
  });

  test("silent for one poll, heard in the next", async (context) => {
    const { expect } = context;
    const one = await plugged(context, "custom");
    one.printer.condition = "silent";
    expect(await said(one)).toBe("offline comm.no-answer");
    one.printer.condition = "ok";
    expect(await said(one)).toBe("online");
  });
});

describe.concurrent("the installer's probe", () => {
  const found = async ({ onTestFinished }: TestContext, printer: EscposPrinter) => {
    await printer.start();
    onTestFinished(() => printer.stop());
    const clock = createSystemClock();
    return probe({ url: printer.url, profiles, timeoutMs: 15_000, clock, signal: never });
  };

  test("knows an ESC/POS printer, its model, and what looks the same on this line", async (context) => {
    const { expect } = context;
    const printer = new EscposPrinter({ model: "epson" });
    const { verdict, device, observation } = await found(context, printer);
    expect(verdict).toBe("healthy");
    expect(device?.profile).toBe("receipt-printer/epson-tm-t20ii");
    expect(device?.alike).toContain("receipt-printer/masung-ts101");
    expect(observation?.readings).toContainEqual(expect.objectContaining({ name: "model", value: "TM-T20II" }));
    // What a booklet printer is asked first may stand on a receipt; nothing else may.
    expect(printer.printed.toString("hex")).toMatch(/^(?:1b5a)*$/);
  });

  test("knows a Custom printer before it takes it for any ESC/POS printer", async (context) => {
    const { expect } = context;
    const printer = new EscposPrinter({ model: "custom" });
    printer.change({ paper: "out" });
    const { verdict, device, observation } = await found(context, printer);
    expect(verdict).toBe("problem");
    expect(device?.profile).toBe("receipt-printer/custom-kpm150");
    expect(observation?.conditions.map(({ code }) => code)).toEqual(["paper.out"]);
    expect(printer.received).toEqual(["100414"]);
  });
});
