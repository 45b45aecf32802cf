// Who somebody is leaves no trace at the terminal. A made-up person goes through every operation and through its failures;
// then every log line, every refusal, every file and everything that monitoring told is searched for what stood on the card,
// on the paper and in the code.
import { textEncoder } from "@kiosk/firmware-profiles";
import { expect, test } from "vitest";
import { CitizenTerminal, hasty, until } from "./citizen-terminal.ts";

const never = new AbortController().signal;
const person = {
  name: "金丝雀",
  address: "样例市飞鸟区笼中路404号",
  idNumber: "999999197702031048",
  issuer: "样例市鸟类管理所",
  photo: "WLT-OF-NOBODY",
};
const line = "持卡人金丝雀就诊记录";
const code = "CODE-OF-A-CANARY-20261122";
const pdf = Buffer.from("%PDF-1.4\n<< /Type /Page >>\n(LETTER-OF-A-CANARY)\n%%EOF\n");
const secrets = [...Object.values(person), line, code, "LETTER-OF-A-CANARY"];

/** Each secret as any part of the terminal may have written it: octets, and those as text in hex or base64. */
const needles = secrets.flatMap((text) => {
  const forms = [Buffer.from(text), Buffer.from(text, "utf16le"), Buffer.from(textEncoder("gbk")(text))];
  return forms.flatMap((octets) => [
    octets,
    Buffer.from(octets.toString("hex")),
    Buffer.from(octets.toString("hex").toUpperCase()),
    Buffer.from(octets.toString("base64").replace(/=+$/, "").slice(0, -1)),
  ]);
});

function traces(where: Buffer): string[] {
  return needles.filter((needle) => where.includes(needle)).map(String);
}

test("a person leaves no trace in logs, refusals, files and what monitoring tells", {
  timeout: 60_000,
}, async (context) => {
  const all = ["id-reader", "booklet", "laser", "receipts", "endorser", "scanner"];
  const terminal = await CitizenTerminal.start(context, hasty, ...all);
  const { devices, plugged } = terminal;
  const { reader, booklet, ipp, mib, receipts, endorser, scanner } = plugged;
  const refusals: unknown[] = [];
  const failing = async (done: Promise<{ readonly ok: boolean }>) => {
    const refusal = await done;
    expect(refusal.ok).toBe(false);
    refusals.push(refusal);
  };

  // The card: read, read badly in every way, given up in the middle, unplugged in the middle.
  reader.putCard(person);
  expect(await devices.readIdCard(3_000, never)).toMatchObject({ ok: true, value: { idNumber: person.idNumber } });
  expect(await devices.cardPresent(never)).toBe("present");
  for (const condition of ["wrong-checksum", "checksum-complaint", "self-test-failed"] as const) {
    reader.condition = condition;
    await failing(devices.readIdCard(1_000, never));
  }
  reader.condition = "ok";
  reader.manner = { readFailure: 0x41 };
  await failing(devices.readIdCard(1_000, never));
  reader.manner = { readFailure: undefined };
  reader.putCard({ ...person, idNumber: person.idNumber.replace(/.$/, "7") });
  await failing(devices.readIdCard(1_000, never));
  reader.putCard(person);
  const giveUp = new AbortController();
  reader.delivery = { delayMs: 100 };
  const before = reader.received.length;
  const given = devices.readIdCard(5_000, giveUp.signal);
  await until(() => reader.received.slice(before).includes("aaaaaa96690003300132"));
  giveUp.abort();
  await failing(given);
  reader.delivery = { resetAfterBytes: 200 };
  await failing(devices.readIdCard(5_000, never));
  reader.delivery = {};

  // The booklet: printed, and refused.
  booklet.setMedia("inserted");
  expect(await devices.printBooklet([line], never)).toMatchObject({ ok: true });
  await until(() => traces(booklet.printed).length > 0);
  booklet.condition = "silent";
  await failing(devices.printBooklet([line], never));
  booklet.condition = "ok";

  // The document: printed, taken back, refused.
  const job = { pdf, copies: 1, colour: false };
  expect(await devices.printA4(job, never)).toMatchObject({ ok: true });
  expect(traces(ipp.queue.jobs[0]?.document ?? Buffer.alloc(0))).not.toEqual([]);
  mib.setPaper(0);
  await failing(devices.printA4(job, never));
  ipp.accepting = false;
  await failing(devices.printA4(job, never));
  ipp.manner = { name: "garbage" };
  await failing(devices.printA4(job, never));
  ipp.manner = { name: "answer" };

  // The receipt and the endorsement: done, and failed half way.
  expect(await devices.printReceipt([line], never)).toMatchObject({ ok: true });
  receipts.linesLeft = 1;
  await failing(devices.printReceipt([line, line], never));
  endorser.insertCard();
  expect(await devices.endorseCard([line], never)).toMatchObject({ ok: true });
  endorser.fault = "print";
  await failing(devices.endorseCard([line], never));
  endorser.fault = undefined;

  // The code: shown in time, shown too late, shown to a session that gave up.
  const scanning = devices.scanCode(5_000, never);
  const shown = setInterval(() => scanner.scan(code), 50);
  expect(await scanning).toEqual({ ok: true, value: { code } });
  clearInterval(shown);
  await failing(devices.scanCode(1, never));
  scanner.scan(code);

  await devices.wipe();
  scanner.scan(code);
  // Monitoring goes on: each device is asked at least once more.
  for (const id of all) await terminal.told(id, ({ observation }) => observation.answered);
  const told = JSON.stringify([terminal.observed, terminal.agent.devices()]);
  await terminal.agent.kill();

  expect(refusals.length).toBe(14);
  expect(traces(Buffer.from(JSON.stringify(refusals)))).toEqual([]);
  expect(terminal.logged.length).toBeGreaterThan(20);
  expect(traces(Buffer.from(terminal.logged.join("\n")))).toEqual([]);
  expect(traces(Buffer.from(told))).toEqual([]);
  const files = terminal.files();
  expect(files.length).toBeGreaterThan(1);
  expect(files.flatMap(traces)).toEqual([]);
});
