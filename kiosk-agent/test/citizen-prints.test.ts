// What a citizen has printed: real agent, real sockets, emulated devices. Nobody on these cards exists.
import { describe, test, vi } from "vitest";
import { CitizenTerminal, hasty, until, wornRibbon } from "./citizen-terminal.ts";

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 8, testTimeout: 30_000 });

const never = new AbortController().signal;
const pdf = (pages: number) => Buffer.from(`%PDF-1.4\n${"<< /Type /Page >>\n".repeat(pages)}%%EOF\n`);

describe.concurrent("a booklet", () => {
  test("is printed and its characters are counted", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "booklet");
    plugged.booklet.setMedia("inserted");
    context
      .expect(await devices.printBooklet(["就医记录", "2026-11-22"], never))
      .toEqual({ ok: true, value: { pages: 1 } });
    await until(() => plugged.booklet.received.includes("1b4f"));
    context.expect(new TextDecoder("gbk").decode(plugged.booklet.printed)).toBe("就医记录\r\n2026-11-22\r\n");
  });

  test("is refused on a ribbon that is used up, and not a character is printed", async (context) => {
    const terminal = await CitizenTerminal.start(context, "booklet", wornRibbon);
    terminal.plugged.booklet.setMedia("inserted");
    context
      .expect(await terminal.devices.printBooklet(["就医记录"], never))
      .toEqual({ ok: false, code: "device.failed", detail: "ribbon.out" });
    context.expect(terminal.plugged.booklet.printed).toHaveLength(0);
  });

  test("is refused by a printer that does not answer", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "booklet", hasty);
    plugged.booklet.condition = "silent";
    context
      .expect(await devices.printBooklet(["就医记录"], never))
      .toEqual({ ok: false, code: "device.failed", detail: "comm.no-answer" });
  });
});

describe.concurrent("a document", () => {
  test("is printed under a number, in colour and copies as asked, and done when the printer says so", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    plugged.ipp.queue.pageMs = 30;
    const job = { pdf: pdf(2), copies: 2, colour: true };
    context.expect(await devices.printA4(job, never)).toEqual({ ok: true, value: { pages: 4 } });
    context
      .expect(plugged.ipp.queue.jobs)
      .toMatchObject([
        { name: "1", user: "kiosk", format: "application/pdf", copies: 2, colour: "color", state: "completed" },
      ]);
    context.expect(plugged.ipp.queue.jobs[0]?.document).toEqual(job.pdf);
    context.expect(job.pdf).toEqual(pdf(2));
    await devices.printA4({ ...job, colour: false }, never);
    context.expect(plugged.ipp.queue.jobs[1]).toMatchObject({ name: "2", colour: "monochrome" });
  });

  test("goes on when somebody puts paper in", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    plugged.mib.setPaper(0);
    const printing = devices.printA4({ pdf: pdf(1), copies: 1, colour: false }, never);
    await until(() => plugged.ipp.queue.jobs[0]?.state === "stopped");
    plugged.mib.setPaper(10);
    context.expect(await printing).toEqual({ ok: true, value: { pages: 1 } });
  });

  test("is taken back from a printer that stands, with its reason", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser", hasty);
    plugged.mib.setPaper(0);
    context
      .expect(await devices.printA4({ pdf: pdf(1), copies: 1, colour: false }, never))
      .toEqual({ ok: false, code: "device.failed", detail: "media-empty" });
    context.expect(plugged.ipp.queue.jobs[0]?.state).toBe("canceled");
  });

  test("that the printer gives up has failed, with the printer's reason", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    plugged.ipp.queue.abortsNext = true;
    context
      .expect(await devices.printA4({ pdf: pdf(1), copies: 1, colour: false }, never))
      .toEqual({ ok: false, code: "device.failed", detail: "document-format-error" });
  });

  test("of which the spooler keeps no history was printed", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    plugged.ipp.queue.pageMs = 30;
    plugged.ipp.queue.keepsHistory = false;
    context
      .expect(await devices.printA4({ pdf: pdf(1), copies: 2, colour: false }, never))
      .toEqual({ ok: true, value: { pages: 2 } });
  });

  test("is cancelled at the printer when the citizen gives up", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "laser");
    plugged.ipp.queue.pageMs = 60_000;
    const giveUp = new AbortController();
    const printing = devices.printA4({ pdf: pdf(1), copies: 1, colour: false }, giveUp.signal);
    await until(() => plugged.ipp.queue.jobs.length === 1);
    giveUp.abort();
    context.expect(await printing).toMatchObject({ code: "call.cancelled" });
    context.expect(plugged.ipp.queue.jobs[0]?.state).toBe("canceled");
  });

  for (const [name, change, code, detail] of [
    ["takes no jobs", { accepting: false }, "device.busy", "ipp-0506"],
    ["answers what is no IPP", { manner: { name: "garbage" } }, "device.failed", "comm.garbled"],
    ["says nothing", { manner: { name: "drop" } }, "device.failed", "comm.no-answer"],
    ["answers another request", { manner: { name: "previous-answer" } }, "device.failed", "comm.garbled"],
  ] as const) {
    test(`is refused by a printer that ${name}`, async (context) => {
      const { devices, plugged } = await CitizenTerminal.start(context, "laser", hasty);
      Object.assign(plugged.ipp, change);
      const job = { pdf: pdf(1), copies: 1, colour: false };
      const slow = AbortSignal.timeout(30_000);
      context.expect(await devices.printA4(job, slow)).toEqual({ ok: false, code, detail });
    });
  }
});

describe.concurrent("a receipt", () => {
  test("is printed and cut", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "receipts");
    context
      .expect(await devices.printReceipt(["受理凭条", "2026-11-22"], never))
      .toEqual({ ok: true, value: { pages: 1 } });
    context
      .expect(plugged.receipts.receipts.map((octets) => new TextDecoder("gbk").decode(octets)))
      .toEqual(["受理凭条\n2026-11-22\n"]);
  });

  test("is not begun where there is no paper", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "receipts");
    plugged.receipts.change({ paper: "out" });
    context
      .expect(await devices.printReceipt(["受理凭条"], never))
      .toEqual({ ok: false, code: "device.failed", detail: "paper.out" });
    context.expect(plugged.receipts.waitingText).toHaveLength(0);
  });

  test("that runs out of paper is forgotten, so that no later citizen finds it", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "receipts");
    plugged.receipts.linesLeft = 1;
    context
      .expect(await devices.printReceipt(["第一行", "第二行", "第三行"], never))
      .toEqual({ ok: false, code: "device.failed", detail: "paper.out" });
    await until(() => plugged.receipts.waitingText.length === 0);
    plugged.receipts.change({ paper: "full" });
    context.expect(new TextDecoder("gbk").decode(plugged.receipts.printed)).toBe("第一行\n");
  });
});

describe.concurrent("a receipt on a printer of Custom", () => {
  test("is printed and cut, and not begun with the cover open", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "custom-receipts");
    context.expect(await devices.printReceipt(["受理凭条"], never)).toEqual({ ok: true, value: { pages: 1 } });
    context.expect(plugged.custom.receipts).toHaveLength(1);
    plugged.custom.change({ coverOpen: true });
    const refused = await devices.printReceipt(["受理凭条"], never);
    context.expect(refused).toEqual({ ok: false, code: "device.failed", detail: "cover.open" });
    context.expect(plugged.custom.receipts).toHaveLength(1);
  });
});

describe.concurrent("an endorsement", () => {
  test("takes the card in, prints the lines and hands it back", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "endorser");
    const endorsing = devices.endorseCard(["往来港澳", "2026-11-22"], never);
    await until(() => plugged.endorser.touched.includes(0x33));
    plugged.endorser.insertCard();
    context.expect(await endorsing).toEqual({ ok: true, value: { pages: 1 } });
    const image = new TextDecoder("gbk").decode(Buffer.from(plugged.endorser.takeCard()?.image ?? "", "latin1"));
    context.expect(image).toBe("往来港澳\r2026-11-22\r");
    context.expect(plugged.endorser.touched).toEqual([0x33, 0x7d, 0x7c, 0x7c, 0x80]);
  });

  test("without a card in time waits no longer", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "endorser", hasty);
    context.expect(await devices.endorseCard(["一"], never)).toEqual({ ok: false, code: "card.none", detail: "" });
    plugged.endorser.insertCard();
    context.expect(plugged.endorser.card.position).toBe("mouth");
  });

  for (const [fault, detail] of [
    ["jam", "media.jam"],
    ["print", "head.failure"],
  ] as const) {
    test(`that fails (${fault}) hands the card back all the same`, async (context) => {
      const { devices, plugged } = await CitizenTerminal.start(context, "endorser");
      plugged.endorser.insertCard();
      plugged.endorser.fault = fault;
      context.expect(await devices.endorseCard(["一"], never)).toEqual({ ok: false, code: "device.failed", detail });
      context.expect(plugged.endorser.card.position).toBe("mouth");
    });
  }

  test("whose card is pulled out half way says so, and that it was not written", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "endorser");
    plugged.endorser.insertCard();
    plugged.endorser.runningAnswers = 3;
    const endorsing = devices.endorseCard(["一", "二", "三"], never);
    await until(() => plugged.endorser.touched.includes(0x7c));
    plugged.endorser.pullCard();
    context.expect(await endorsing).toEqual({ ok: false, code: "card.pulled", detail: "" });
    plugged.endorser.runningAnswers = 1;
    plugged.endorser.insertCard();
    context.expect(await devices.endorseCard(["一"], never)).toMatchObject({ ok: true });
  });

  test("that the citizen gives up hands the card back", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "endorser");
    plugged.endorser.insertCard();
    plugged.endorser.runningAnswers = 3;
    const giveUp = new AbortController();
    const endorsing = devices.endorseCard(["一", "二", "三"], giveUp.signal);
    await until(() => plugged.endorser.touched.includes(0x7c));
    giveUp.abort();
    context.expect(await endorsing).toMatchObject({ code: "call.cancelled" });
    context.expect(plugged.endorser.card.position).toBe("mouth");
  });
});
