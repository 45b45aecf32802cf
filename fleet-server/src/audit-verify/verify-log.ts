// The log of all orders in its order: nothing missing, nothing changed, and the end where it was noted.
import type { Kysely } from "kysely";
import type { OrderEvent } from "../domain/work-order/work-order.ts";
import { type LogHead, logHeadKey, readLogHead } from "../ingest/order-log.ts";
import { chainLink, chainStart } from "../log-chain.ts";
import { StoreError } from "../ports.ts";
import { decodeRow } from "../store/codec.ts";
import type { Database } from "../store/schema.ts";
import type { Findings } from "./finding.ts";

const rowsPerQuery = 2000;

/** What the log says of an order, by its place in it. */
export interface OrderInLog {
  readonly firstLogSeq: number;
  readonly lastLogSeq: number;
  readonly lastSeq: number;
}

export interface ReadLog {
  readonly events: number;
  /** the last line's; null where there is none */
  readonly head: LogHead | null;
  readonly orders: ReadonlyMap<string, OrderInLog>;
  /** digest -> the first line that names it */
  readonly evidence: ReadonlyMap<string, { readonly logSeq: number; readonly orderId: string }>;
}

/** @param given a head kept outside of the database */
export async function verifyLog(db: Kysely<Database>, given: LogHead | null, findings: Findings): Promise<ReadLog> {
  const orders = new Map<string, OrderInLog>();
  const evidence = new Map<string, { logSeq: number; orderId: string }>();
  let head: LogHead = { logSeq: 0, hash: chainStart };
  let events = 0;
  for await (const row of logRows(db)) {
    events += 1;
    const { orderId } = row;
    const logSeq = Number(row.logSeq);
    const expected = head.logSeq + 1;
    if (logSeq > expected) {
      const detail = logSeq === expected + 1 ? `${expected}` : `${expected}-${logSeq - 1}`;
      findings.add({ logSeq: expected, orderId: null, kind: "event-missing", detail });
    }
    if (logSeq < expected) findings.add({ logSeq, orderId, kind: "event-twice", detail: row.id });
    const event = readEvent(row, findings);
    if (event !== undefined) {
      const { hash: _, ...chained } = event;
      const link = chainLink(head.hash, chained);
      if (link !== row.hash) {
        findings.add({ logSeq, orderId, kind: "event-changed", detail: `#${event.seq} ${event.type}: ${link}` });
      }
      for (const digest of event.evidence) if (!evidence.has(digest)) evidence.set(digest, { logSeq, orderId });
      placeInOrder(orders, event, findings);
    }
    // the link as written: what comes after a changed line is judged by itself
    head = { logSeq, hash: row.hash };
    if (given?.logSeq === logSeq && given.hash !== row.hash) {
      findings.add({ logSeq, orderId, kind: "given-head-differs", detail: row.hash });
    }
  }
  if (given !== null && given.logSeq > head.logSeq) {
    findings.add({ logSeq: given.logSeq, orderId: null, kind: "event-missing", detail: `--head ${given.logSeq}` });
  }
  await compareNotedHead(db, head, findings);
  return { events, head: events === 0 ? null : head, orders, evidence };
}

async function* logRows(db: Kysely<Database>) {
  let after = { logSeq: Number.MIN_SAFE_INTEGER, orderId: "", seq: 0 };
  for (;;) {
    const { logSeq, orderId, seq } = after;
    const rows = await db
      .selectFrom("workOrderEvent")
      .selectAll()
      .where("logSeq", ">=", logSeq)
      // places are unique where nobody has interfered
      .where((eb) =>
        eb.or([
          eb("logSeq", ">", logSeq),
          eb("orderId", ">", orderId),
          eb.and([eb("orderId", "=", orderId), eb("seq", ">", seq)]),
        ]),
      )
      .orderBy("logSeq")
      .orderBy("orderId")
      .orderBy("seq")
      .limit(rowsPerQuery)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = { logSeq: Number(last.logSeq), orderId: last.orderId, seq: Number(last.seq) };
  }
}

function readEvent(row: Database["workOrderEvent"], findings: Findings): OrderEvent | undefined {
  const { orderId } = row;
  const logSeq = Number(row.logSeq);
  const unreadable = (detail: string) => void findings.add({ logSeq, orderId, kind: "event-unreadable", detail });
  try {
    const event = decodeRow("workOrderEvent", row);
    // the store checks that these are JSON and no more
    if (typeof event.data === "object" && !Array.isArray(event.data) && isTexts(event.evidence)) return event;
    unreadable("data, evidence");
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    unreadable(error.message);
  }
  return undefined;
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

function placeInOrder(orders: Map<string, OrderInLog>, event: OrderEvent, findings: Findings): void {
  const { orderId, logSeq, seq, type } = event;
  const known = orders.get(orderId);
  if (known === undefined && (seq !== 1 || type !== "reported")) {
    findings.add({ logSeq, orderId, kind: "order-begins", detail: `#${seq} ${type}` });
  }
  if (known !== undefined && seq !== known.lastSeq + 1) {
    findings.add({ logSeq, orderId, kind: "order-sequence", detail: `#${known.lastSeq}, #${seq}` });
  }
  orders.set(orderId, { firstLogSeq: known?.firstLogSeq ?? logSeq, lastLogSeq: logSeq, lastSeq: seq });
}

async function compareNotedHead(db: Kysely<Database>, head: LogHead, findings: Findings): Promise<void> {
  const row = await db.selectFrom("meta").select("value").where("key", "=", logHeadKey).executeTakeFirst();
  let noted: LogHead;
  try {
    noted = readLogHead({ meta: () => row?.value });
  } catch {
    // a note that was made unreadable is a note that differs
    findings.add({ logSeq: head.logSeq, orderId: null, kind: "head-differs", detail: row?.value ?? "" });
    return;
  }
  if (noted.logSeq > head.logSeq) {
    const detail = `${head.logSeq + 1}-${noted.logSeq}`;
    findings.add({ logSeq: head.logSeq + 1, orderId: null, kind: "event-missing", detail });
  } else if (noted.logSeq < head.logSeq) {
    const detail = `${noted.logSeq + 1}-${head.logSeq}`;
    findings.add({ logSeq: noted.logSeq + 1, orderId: null, kind: "event-added", detail });
  } else if (noted.hash !== head.hash) {
    findings.add({ logSeq: head.logSeq, orderId: null, kind: "head-differs", detail: noted.hash });
  }
}
