// A citizen's session at a terminal: real agent, real sockets, emulated devices. Nobody on these cards exists.
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test, vi } from "vitest";
import { CitizenTerminal, card, read, until } from "./citizen-terminal.ts";

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 8, testTimeout: 30_000 });

const never = new AbortController().signal;
const left = (temp: number | null, spool: number | null, leases: number | null) => [
  { part: "temp-files", left: temp },
  { part: "print-spool", left: spool },
  { part: "device-leases", left: leases },
];
const pdf = (pages: number) => Buffer.from(`%PDF-1.4\n${"<< /Type /Page >>\n".repeat(pages)}%%EOF\n`);

describe.concurrent("monitoring and a session", () => {
  test("a device is told as busy from its first use to the wipe, then as it is", async (context) => {
    const terminal = await CitizenTerminal.start(context, "id-reader");
    await terminal.told("id-reader", ({ observation }) => observation.state === "online");
    await terminal.devices.readIdCard(1, never);
    await terminal.told("id-reader", ({ observation }) => observation.state === "deviceBusy");
    context.expect(await terminal.devices.wipe()).toEqual(left(0, 0, 0));
    await terminal.told("id-reader", ({ observation }) => observation.state === "online");
  });

  test("what a reader says after a reading was given up reaches no exchange log", async (context) => {
    const terminal = await CitizenTerminal.start(context, "id-reader");
    const { reader } = terminal.plugged;
    reader.putCard(card);
    reader.delivery = { delayMs: 250 };
    const giveUp = new AbortController();
    const reading = terminal.devices.readIdCard(60_000, giveUp.signal);
    await until(() => reader.received.some((hex) => hex === "aaaaaa96690003300132"));
    giveUp.abort();
    await reading;
    await terminal.devices.wipe();
    reader.delivery = {};
    await terminal.told("id-reader", ({ observation }) => observation.state === "online");
    const name = Buffer.from("柳试验", "utf16le").toString("hex");
    context.expect(JSON.stringify(terminal.observed)).not.toContain(name);
  });
});

describe.concurrent("a code", () => {
  test("that is shown is given, once, and none from before", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "scanner");
    plugged.scanner.scan("of-the-last-citizen");
    const scanning = devices.scanCode(3_000, never);
    const again = setInterval(() => plugged.scanner.scan("SUISHENMA-0001"), 100);
    context.onTestFinished(() => clearInterval(again));
    context.expect(await scanning).toEqual({ ok: true, value: { code: "SUISHENMA-0001" } });
  });

  test("that is not shown in time is not waited for", async (context) => {
    const { devices } = await CitizenTerminal.start(context, "scanner");
    context
      .expect(await devices.scanCode(100, never))
      .toEqual({ ok: false, code: "call.cancelled", detail: "no-code" });
  });
});

describe.concurrent("a scan engine that speaks SSI", () => {
  test("gives its code, and is told that it arrived", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "engine");
    const scanning = devices.scanCode(5_000, never);
    const again = setInterval(() => plugged.engine.scan("SUISHENMA-0002"), 100);
    context.onTestFinished(() => clearInterval(again));
    context.expect(await scanning).toEqual({ ok: true, value: { code: "SUISHENMA-0002" } });
    await until(() => plugged.engine.received.includes("04d00400ff28"));
  });
});

describe.concurrent("two devices of a kind", () => {
  test("the one that is well is used", async (context) => {
    const terminal = await CitizenTerminal.start(context, "id-reader", "spare-reader");
    await terminal.plugged.reader.vanish();
    await terminal.told("id-reader", ({ observation }) => observation.failure !== undefined);
    await terminal.told("spare-reader", ({ observation }) => observation.state === "online");
    terminal.plugged.spare.putCard(card);
    context.expect(await terminal.devices.readIdCard(2_000, never)).toMatchObject({ ok: true });
  });
});

describe.concurrent("the end of a use", () => {
  test("gives everything back while all of it is in use, within three seconds", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader", "scanner", "endorser", "laser");
    plugged.ipp.queue.pageMs = 60_000;
    const uses = [
      devices.readIdCard(60_000, never),
      devices.scanCode(60_000, never),
      devices.endorseCard(["一"], never),
      devices.printA4({ pdf: pdf(1), copies: 1, colour: false }, never),
    ];
    await until(() => plugged.ipp.queue.jobs.length > 0 && plugged.endorser.touched.length > 0);
    const began = performance.now();
    context.expect(await devices.wipe()).toEqual(left(0, 0, 0));
    context.expect(performance.now() - began).toBeLessThan(3_000);
    for (const use of uses) context.expect(await use).toMatchObject({ code: "call.cancelled" });
    context.expect(plugged.ipp.queue.jobs[0]?.state).toBe("canceled");
  });

  test("empties the spool folder, which is its owner's only", async (context) => {
    const { devices, spool } = await CitizenTerminal.start(context, "id-reader");
    mkdirSync(join(spool, "deep"), { recursive: true, mode: 0o777 });
    writeFileSync(join(spool, "deep", "letter.pdf"), "of a citizen");
    context.expect(await devices.wipe()).toEqual(left(0, 0, 0));
    context.expect(existsSync(join(spool, "deep"))).toBe(false);
    context.expect(statSync(spool).mode & 0o777).toBe(0o700);
  });

  test("cancels what an earlier run left in the printer's queue", async (context) => {
    const terminal = await CitizenTerminal.start(context, "laser");
    const { ipp } = terminal.plugged;
    ipp.queue.pageMs = 60_000;
    const values = new Map([["requesting-user-name", [Buffer.from("kiosk")]]]);
    ipp.queue.add({ operation: 2, requestId: 1, printerUri: "", requested: [], values, document: pdf(1) });
    context.expect(await terminal.devices.wipe()).toEqual(left(0, 0, 0));
    context.expect(ipp.queue.jobs[0]?.state).toBe("canceled");
  });

  test("is no proof where the printer cannot be asked, and is again once it can", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    await plugged.ipp.vanish();
    context.expect(await devices.wipe()).toEqual(left(0, null, 0));
    await plugged.ipp.start();
    context.expect(await devices.wipe()).toEqual(left(0, 0, 0));
    await plugged.ipp.vanish();
    context.expect(await devices.wipe()).toEqual(left(0, 0, 0));
  });

  test("takes no longer for a printer that takes requests and says nothing", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    plugged.ipp.manner = { name: "drop" };
    const began = performance.now();
    context.expect(await devices.wipe()).toEqual(left(0, null, 0));
    context.expect(performance.now() - began).toBeLessThan(3_000);
  });

  test("lets the next citizen begin anew", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    await devices.readIdCard(2_000, never);
    await devices.wipe();
    context.expect(await devices.cardPresent(never)).toBe("unknown");
    plugged.reader.takeCard();
    const reading = devices.readIdCard(5_000, never);
    const { length } = plugged.reader.identityRequests;
    await until(() => plugged.reader.identityRequests.length > length);
    plugged.reader.putCard(card);
    context.expect(await reading).toEqual(read);
  });

  test("reads nobody the card that the last citizen left there", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    await devices.readIdCard(2_000, never);
    await devices.wipe();
    const left = { ok: false, code: "card.unreadable", detail: "card-left" };
    context.expect(await devices.readIdCard(2_000, never)).toEqual(left);
    await devices.wipe();
    context.expect(await devices.readIdCard(2_000, never)).toEqual(left);
  });
});
