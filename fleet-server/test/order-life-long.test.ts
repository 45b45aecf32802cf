// An order with ten thousand notes: its log is whole, its clocks are right, and people can still work on it.
import { join } from "node:path";
import { OrderDetail } from "@kiosk/contract";
import BetterSqlite3 from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readLogHead } from "../src/ingest/order-log.ts";
import { type ChainedEvent, chainLink } from "../src/log-chain.ts";
import { clockOf, endOf, OrderDesk } from "./order-desk.ts";

const notes = 10_000;
let desk: OrderDesk;
let id: string;

beforeAll(async () => {
  desk = await OrderDesk.open("2026-09-10 09:30");
  id = (await desk.order({ class: "software" })).order.id;
  desk.at("2026-09-11 09:00");
  await desk.restart(() => writeNotes(join(desk.dataDir, "fleet.db")));
});
afterAll(() => desk.close());

/** As the server would have written them, one a second. */
function writeNotes(file: string): void {
  const db = new BetterSqlite3(file, { fileMustExist: true });
  const meta = db.prepare<[string], { value: string }>("select value from meta where key = ?");
  let head = readLogHead({ meta: (key) => meta.get(key)?.value });
  const insert = db.prepare(
    `insert into workOrderEvent (id, orderId, seq, type, at, recordedAt, actor, text, party, data, evidence, logSeq, hash)
     values (?, ?, ?, 'note', ?, ?, '值班员', ?, 'dispatcher', '{}', '[]', ?, ?)`,
  );
  db.transaction(() => {
    for (let n = 1; n <= notes; n++) {
      const at = Date.UTC(2026, 8, 10, 2) + n * 1000;
      const place = { id: `note-${n}`, orderId: id, seq: n + 1, at, recordedAt: at, logSeq: head.logSeq + 1 };
      const words = { type: "note", actor: "值班员", party: "dispatcher", text: `第${n}条`, data: {}, evidence: [] };
      const event: ChainedEvent = { ...place, ...words, type: "note", party: "dispatcher" };
      head = { logSeq: event.logSeq, hash: chainLink(head.hash, event) };
      insert.run(event.id, id, event.seq, at, at, event.text, event.logSeq, head.hash);
    }
    db.prepare("update meta set value = ? where key = 'logHead'").run(JSON.stringify(head));
  })();
  db.close();
}

it("shows every line of its log, and the clocks that the first one started", async () => {
  const detail = await desk.detail(id);
  expect(detail.events).toHaveLength(notes + 1);
  expect(detail.events.at(-1)).toMatchObject({ seq: notes + 1, text: `第${notes}条` });
  expect(clockOf(detail, "fix_software")).toMatchObject({ state: "running", dueAt: endOf("2026-09-17") });
  expect(clockOf(detail, "first_response").state).toBe("breached");
});

it("takes another action at once, and that one counts", async () => {
  const before = performance.now();
  const detail = await desk.act(id, "acknowledged");
  expect(performance.now() - before).toBeLessThan(5000);
  expect(detail.events.at(-1)).toMatchObject({ seq: notes + 2, type: "acknowledged" });
  expect(clockOf(detail, "first_response").state).toBe("met_late");
});

it("is as it was at any instant between, and its chain holds", async () => {
  const asOf = Date.UTC(2026, 8, 10, 2) + 5000 * 1000;
  const then = await desk.server.get(`/work-orders/${id}?asOf=${asOf}`, OrderDetail);
  expect(then.events).toHaveLength(5001);
  expect(then.order.updatedAt).toBe(asOf);
  expect(await desk.audit()).toMatchObject({ ok: true, events: notes + 2 });
});
