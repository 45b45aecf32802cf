// Who somebody is stays on their paper and nowhere else. Made-up people go through every use and every failure of a whole
// terminal, in a browser that keeps what it is given; then everything is searched: files, databases, wires, logs, profile.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textEncoder } from "../../../firmware-profiles/src/index.ts";
import { birds, numberStart, phones } from "./canary-people.ts";
import { CanarySearch, filesBelow } from "./canary-search.ts";
import { CanaryStage } from "./canary-stage.ts";
import * as uses from "./canary-uses.ts";

let stage: CanaryStage;
let search: CanarySearch;
/** of the document that was printed with a name */
let sheet: Buffer;
/** what stood on the screen while it was held */
let held: string;
/** found on the terminal's disk while the power was off; then with what a spooler might have left there */
let offline: { readonly own: readonly string[]; readonly spooled: readonly string[] };
/** the page's own storages after the last use */
let stored: string;

beforeAll(async () => {
  stage = await CanaryStage.open();
  const { kiosk, dataDir } = stage.terminal;
  let visit = await stage.visit();
  held = await uses.booklet(stage, visit);
  await uses.form(stage, visit);
  await uses.endorsement(stage, visit);
  await uses.badCard(stage, visit);
  await uses.reportWithNumber(stage, visit);
  await uses.crash(stage, visit);
  await stage.placeEveryWay();
  visit = await stage.visit();
  await uses.phoneAndCode(stage, visit);
  await uses.withdrawn(stage, visit);
  await uses.powerCut(stage, visit);
  sheet = kiosk.jobs.queue.jobs.find(({ state }) => state === "completed")?.document ?? Buffer.alloc(0);
  const middle = Math.floor(sheet.length / 2);
  search = new CanarySearch([sheet.subarray(middle, middle + 48)]);
  const own = search.below(dataDir);
  writeFileSync(join(dataDir, "spool", "job-1"), `${birds}甲`);
  offline = { own, spooled: search.below(dataDir) };
  await kiosk.powerOn();
  await visit.page.close();
  visit = await stage.visit();
  await stage.terminal.until(({ unproven, session }) => unproven === null && session === null);
  stored = await visit.page.evaluate(async () =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      await indexedDB.databases(),
      await caches.keys(),
      await navigator.clipboard.readText(),
      location.href,
      history.length,
      history.state,
      document.documentElement.outerHTML,
    ]),
  );
}, 300_000);
afterAll(() => stage.close());

/** Every cell of every table, as its octets. */
function cellsOf(file: string): Buffer[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = db.prepare("select name from sqlite_master where type = 'table'").all();
    return tables.flatMap(({ name }) => {
      const rows = db.prepare(`select * from "${String(name)}"`);
      rows.setReadBigInts(true);
      return rows
        .all()
        .flatMap((row) => Object.values(row))
        .map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(String(cell))));
    });
  } finally {
    db.close();
  }
}

const isDatabase = (file: string) => /\.(sqlite|db)$/.test(file);
const newlines = Buffer.from("\n");
const joined = (parts: readonly Buffer[]) => Buffer.concat(parts.flatMap((part) => [part, newlines]));

describe("the search", () => {
  test.each(["utf8", "utf16le", "base64", "hex", "gbk", "digits apart"] as const)("finds a canary in %s", (form) => {
    const text = `为了 ${birds}甲 ${numberStart}1018 备案`;
    const octets = Buffer.from(text);
    const planted = {
      utf8: () => octets,
      utf16le: () => Buffer.from(text, "utf16le"),
      base64: () => Buffer.from(octets.toString("base64")),
      hex: () => Buffer.from(octets.toString("hex")),
      gbk: () => Buffer.from(textEncoder("gbk")(text)),
      "digits apart": () => Buffer.from("999999 1977-0203 1018"),
    }[form]();
    const folder = join(stage.folder, `planted-${form.replace(" ", "-")}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "trace"), Buffer.concat([Buffer.alloc(7, 0xff), planted]));
    expect(search.below(folder)).not.toEqual([]);
    writeFileSync(join(folder, "trace"), "somebody, 999999********0022");
    expect(search.below(folder)).toEqual([]);
  });

  test("finds a file by its name, and a piece of the printed document", () => {
    const folder = join(stage.folder, "planted-names");
    mkdirSync(folder);
    writeFileSync(join(folder, `${birds}.pdf`), "");
    expect(search.below(folder)).toHaveLength(1);
    expect(search.in(sheet)).toContain("a document");
    expect(search.in(Buffer.from(sheet.toString("base64")))).toContain("a document as base64");
  });
});

test("on the paper, on the screen while it is held, and with the service of codes: there they are", () => {
  const { kiosk } = stage.terminal;
  const paper = search.in(kiosk.device("booklet").printed);
  expect(paper).toContain(`${birds} as GBK`);
  expect(paper).toContain(`digits of ${numberStart}`);
  expect(sheet.subarray(0, 5).toString()).toBe("%PDF-");
  expect(held).toContain(birds);
  expect(held).toContain(numberStart);
  expect(stage.sent.map(({ phone }) => phone)).toEqual([phones[0]]);
  const titles = kiosk.jobs.queue.jobs.map(({ name, user }) => `${name} ${user}`);
  expect(titles.length).toBeGreaterThan(0);
  expect(search.in(Buffer.from(titles.join("\n")))).toEqual([]);
  expect(kiosk.device("receipt-printer").printed.length).toBeGreaterThan(0);
  expect(search.in(kiosk.device("receipt-printer").printed)).toEqual([]);
});

test("no file of the terminal holds a trace: databases, their logs, markers, spool, packages", () => {
  const { dataDir } = stage.terminal;
  const files = filesBelow(dataDir);
  expect(files.filter(isDatabase).length).toBeGreaterThanOrEqual(2);
  expect(search.below(dataDir)).toEqual([]);
  for (const file of files.filter(isDatabase)) expect(search.in(joined(cellsOf(file)))).toEqual([]);
});

test("nor did one when the power failed in mid-print; what others had left in the spool is gone after it", () => {
  expect(offline.own).toEqual([]);
  expect(offline.spooled).toHaveLength(1);
  expect(search.below(join(stage.terminal.dataDir, "spool"))).toEqual([]);
});

test("no file and no table of the server does", () => {
  const { dataDir } = stage.terminal.server;
  const databases = filesBelow(dataDir).filter(isDatabase);
  expect(databases).not.toEqual([]);
  expect(search.below(dataDir)).toEqual([]);
  const cells = joined(databases.flatMap(cellsOf));
  // what was told of the same uses is there
  for (const told of ["medical-booklet", "print-documents", "endorsement", "***"])
    expect(cells.includes(told)).toBe(true);
  expect(search.in(cells)).toEqual([]);
});

test("nothing that passed between terminal and server does, by MQTT or by HTTP", () => {
  const { passed } = stage.tap;
  for (const told of ['"type":"session"', '"type":"citizen-report"', "/terminal/v1/shelf"]) {
    expect(passed.includes(told)).toBe(true);
  }
  expect(search.in(passed)).toEqual([]);
});

test("no line of the agent's or the server's log does, nor what the pages wrote to their console", () => {
  expect(stage.logged.filter((line) => line.includes("agent.started"))).toHaveLength(2);
  expect(search.in(Buffer.from(stage.logged.join("\n")))).toEqual([]);
  expect(search.in(Buffer.from(stage.said.join("\n")))).toEqual([]);
});

test("no code that went to a phone is told or logged", () => {
  const everything = `${stage.tap.passed.toString("latin1")}\n${stage.logged.join("\n")}`;
  expect(stage.sent).not.toEqual([]);
  for (const { code } of stage.sent)
    expect(everything.match(new RegExp(`(?<![\\w.-])${code}(?![\\w.-])`, "g"))).toBeNull();
});

test("the page keeps nothing, and neither does the browser's profile when the browser has ended", async () => {
  expect(search.in(Buffer.from(stored))).toEqual([]);
  await stage.closeBrowser();
  expect(filesBelow(stage.profile).length).toBeGreaterThan(20);
  expect(search.below(stage.profile)).toEqual([]);
  // it would be found there if a page kept it
  const visit = await stage.visit();
  await visit.page.evaluate((name) => localStorage.setItem("who", name), birds);
  await stage.closeBrowser();
  expect(search.below(stage.profile)).not.toEqual([]);
  rmSync(stage.profile, { recursive: true });
});

test("no temporary file of anybody does", () => {
  const planted = join(stage.folder, "planted-");
  expect(search.below(stage.folder).filter((line) => !line.startsWith(planted))).toEqual([]);
});
