// A citizen's card on the reader: real agent, real sockets, emulated devices. Nobody on these cards exists.
import { describe, test, vi } from "vitest";
import type { SdtCondition } from "../../fixtures/sim/devices/sdt-brain.ts";
import { CitizenTerminal, card, hasty, read, until } from "./citizen-terminal.ts";

// They wait more than they work, so they wait together.
vi.setConfig({ maxConcurrency: 8, testTimeout: 30_000 });

const never = new AbortController().signal;

describe.concurrent("reading a card", () => {
  test("that lies there gives its text", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    context.expect(await devices.readIdCard(2_000, never)).toEqual(read);
  });

  test("waits for the card, with at least 300 ms between two finds", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    const at: number[] = [];
    plugged.reader.onSent((sentAt, hex) => hex.endsWith("84") && at.push(sentAt));
    const reading = devices.readIdCard(5_000, never);
    await until(() => at.length === 3);
    plugged.reader.putCard(card);
    context.expect(await reading).toEqual(read);
    const pauses = at.slice(1).map((sentAt, i) => sentAt - (at[i] ?? 0));
    context.expect(Math.min(...pauses)).toBeGreaterThanOrEqual(295);
  });

  test("a foreign resident's card and one of Hong Kong, Macao and Taiwan have layouts of their own", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    const abroad = {
      kind: "foreign-resident",
      name: "",
      englishName: "TEST, CANARY",
      idNumber: "TST110077020301",
    } as const;
    plugged.reader.putCard({ ...card, ...abroad });
    context.expect(await devices.readIdCard(2_000, never)).toMatchObject({
      value: { name: "TEST, CANARY", idNumber: "TST110077020301", sex: "female", birth: "19770203", address: "" },
    });
    plugged.reader.putCard({ ...card, kind: "hmt-resident", idNumber: "810000199001010019" });
    context.expect(await devices.readIdCard(2_000, never)).toMatchObject({
      value: { name: "柳试验", idNumber: "810000199001010019", address: "样例市样例区金丝雀路77号" },
    });
  });

  test("whose number has a wrong check character is unreadable", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard({ ...card, idNumber: "999999197702031047" });
    context
      .expect(await devices.readIdCard(2_000, never))
      .toEqual({ ok: false, code: "card.unreadable", detail: "check-character" });
  });

  for (const [name, delivery] of [
    ["noise before every answer", { noiseBefore: Buffer.from("FF00AAAAAA9669", "hex") }],
    ["answers in pieces of 100 octets", { pieceBytes: 100, pieceGapMs: 1 }],
  ] as const) {
    test(`${name} is no obstacle`, async (context) => {
      const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
      plugged.reader.putCard(card);
      plugged.reader.delivery = delivery;
      context.expect(await devices.readIdCard(3_000, never)).toEqual(read);
    });
  }

  test("a stray 00 inside the preamble is no obstacle", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    plugged.reader.condition = "stray-zero";
    context.expect(await devices.readIdCard(2_000, never)).toEqual(read);
  });

  for (const sw3 of [0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x91]) {
    test(`a card that is answered with ${sw3.toString(16)} is unreadable, and the reader is well`, async (context) => {
      const terminal = await CitizenTerminal.start(context, "id-reader");
      terminal.plugged.reader.putCard(card);
      terminal.plugged.reader.manner = { readFailure: sw3 };
      const done = await terminal.devices.readIdCard(2_000, never);
      context.expect(done).toEqual({ ok: false, code: "card.unreadable", detail: `sw3-${sw3.toString(16)}` });
      await terminal.devices.wipe();
      const after = await terminal.told("id-reader", ({ observation }) => observation.answered);
      context.expect(after.observation).toMatchObject({ state: "online", conditions: [] });
    });
  }

  test("a card that was not held still is asked for again", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    plugged.reader.manner = { selectFailures: 2 };
    context.expect(await devices.readIdCard(3_000, never)).toEqual(read);
  });

  test("a card that is never held still is unreadable", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    plugged.reader.manner = { selectFailures: 99 };
    context.expect(await devices.readIdCard(700, never)).toMatchObject({ code: "card.unreadable" });
  });

  test("no card in time is told as such", async (context) => {
    const { devices } = await CitizenTerminal.start(context, "id-reader");
    context.expect(await devices.readIdCard(400, never)).toEqual({ ok: false, code: "card.none", detail: "" });
  });

  test("given up while it waits", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    const giveUp = new AbortController();
    const reading = devices.readIdCard(60_000, giveUp.signal);
    await until(() => plugged.reader.identityRequests.length > 0);
    giveUp.abort();
    context.expect(await reading).toMatchObject({ code: "call.cancelled" });
  });

  for (const [condition, detail] of [
    ["self-test-failed", "device.self-test-failed"],
    ["sam-unauthorised", "auth.sam-not-authorised"],
    ["checksum-complaint", "comm.garbled"],
    ["wrong-checksum", "comm.garbled"],
    ["silent", "comm.no-answer"],
  ] as const satisfies readonly (readonly [SdtCondition, string])[]) {
    test(`a reader that is ${condition} has failed: ${detail}`, async (context) => {
      const terminal = await CitizenTerminal.start(context, "id-reader", hasty);
      await terminal.told("id-reader", ({ observation }) => observation.answered);
      terminal.plugged.reader.putCard(card);
      terminal.plugged.reader.condition = condition;
      const done = await terminal.devices.readIdCard(2_000, never);
      context.expect(done).toEqual({ ok: false, code: "device.failed", detail });
    });
  }

  test("a reader that is unplugged meanwhile has failed, and is given back to monitoring at once", async (context) => {
    const terminal = await CitizenTerminal.start(context, "id-reader");
    const reading = terminal.devices.readIdCard(60_000, never);
    await until(() => terminal.plugged.reader.identityRequests.length > 0);
    await terminal.plugged.reader.vanish();
    context.expect(await reading).toMatchObject({ code: "device.failed" });
    await terminal.told("id-reader", ({ observation }) => observation.failure !== undefined);
    await terminal.plugged.reader.start();
    terminal.plugged.reader.putCard(card);
    context.expect(await terminal.devices.readIdCard(2_000, never)).toEqual(read);
  });

  test("a second reading at the same time is refused", async (context) => {
    const { devices } = await CitizenTerminal.start(context, "id-reader");
    const first = devices.readIdCard(400, never);
    context.expect(await devices.readIdCard(400, never)).toMatchObject({ code: "device.busy" });
    context.expect(await first).toMatchObject({ code: "card.none" });
  });

  test("a reader that somebody else has on loan is busy", async (context) => {
    const { devices, agent } = await CitizenTerminal.start(context, "id-reader");
    await agent.lease("id-reader", 5_000);
    context.expect(await devices.readIdCard(400, never)).toMatchObject({ code: "device.busy" });
  });

  test("a terminal without a reader says so", async (context) => {
    const { devices } = await CitizenTerminal.start(context, "booklet");
    context.expect(await devices.readIdCard(400, never)).toMatchObject({ code: "device.absent" });
  });
});

describe.concurrent("a card that is still there", () => {
  test("nobody can say before the session used a reader", async (context) => {
    const { devices } = await CitizenTerminal.start(context, "id-reader");
    context.expect(await devices.cardPresent(never)).toBe("unknown");
  });

  for (const findsSelected of [true, false]) {
    const how = findsSelected ? "finds the card it read" : "finds no card that it read, until it was away";
    test(`is seen until it is taken, on a reader that ${how}`, async (context) => {
      const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
      plugged.reader.manner = { findsSelected };
      plugged.reader.putCard(card);
      await devices.readIdCard(2_000, never);
      context.expect(await devices.cardPresent(never)).toBe("present");
      plugged.reader.takeCard();
      context.expect(await devices.cardPresent(never)).toBe("notPresent");
    });
  }

  test("is told from the finds of a reading that is under way", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    const reading = devices.readIdCard(600, never);
    await until(() => plugged.reader.identityRequests.length > 1);
    context.expect(await devices.cardPresent(never)).toBe("notPresent");
    await reading;
  });

  test("a silent reader does not say", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader", hasty);
    await devices.readIdCard(1, never);
    plugged.reader.condition = "silent";
    context.expect(await devices.cardPresent(never)).toBe("unknown");
  });

  test("a reading that begins while somebody looks waits for the look", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "id-reader");
    plugged.reader.putCard(card);
    await devices.readIdCard(2_000, never);
    const looking = devices.cardPresent(never);
    context.expect(await devices.readIdCard(2_000, never)).toEqual(read);
    context.expect(await looking).toBe("present");
  });

  test("is known of a card that is being written on", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "endorser");
    const endorsing = devices.endorseCard(["一"], never);
    await until(() => plugged.endorser.touched.includes(0x33));
    context.expect(await devices.cardPresent(never)).toBe("notPresent");
    plugged.endorser.insertCard();
    await until(() => plugged.endorser.touched.includes(0x7d));
    context.expect(await devices.cardPresent(never)).toBe("present");
    context.expect(await endorsing).toMatchObject({ ok: true });
  });

  test("also one in the slot of the endorsement machine", async (context) => {
    const { devices, plugged } = await CitizenTerminal.start(context, "endorser");
    plugged.endorser.insertCard();
    await devices.endorseCard(["一"], never);
    context.expect(await devices.cardPresent(never)).toBe("present");
    plugged.endorser.takeCard();
    context.expect(await devices.cardPresent(never)).toBe("notPresent");
  });
});
