// A small honest history for the audit's tests: three orders whose lines alternate in one chained log, with evidence and
// spare parts. What the records end as is written here by hand, not folded.
import { createHash } from "node:crypto";
import { auditLink } from "../src/audit-chain.ts";
import type { OrderEvent, UnloggedEvent, WorkOrder } from "../src/domain/work-order/work-order.ts";
import { type ChainedEvent, chainLink, chainStart } from "../src/log-chain.ts";
import type { AuditEvent, Changes, StoredMovement, Tables } from "../src/tables.ts";
import { contract, contractId, kiosk, kioskId } from "./store-records.ts";

/** when the first line of a log is */
export const start = Date.UTC(2026, 10, 22, 2);

export const deliveryNote = new TextEncoder().encode("到货单");
export const photo = new TextEncoder().encode("现场照片");

export function sm3(bytes: Uint8Array): string {
  return createHash("sm3").update(bytes).digest("hex");
}

export function order(id: string, overrides: Partial<WorkOrder> = {}): WorkOrder {
  return {
    id,
    number: `WO-${id}`,
    contractId,
    kioskId,
    deviceId: null,
    faultId: null,
    faultCode: null,
    causeKey: null,
    class: "software",
    kind: "fault",
    level: null,
    source: "person",
    severity: "error",
    titleZh: "无法打印",
    titleEn: "Does not print",
    state: "reported",
    reportedAt: start,
    enteredAt: start,
    updatedAt: start,
    reopens: null,
    route: null,
    vendorId: null,
    dues: {},
    ...overrides,
  };
}

export type Line = [orderId: string, type: UnloggedEvent["type"], more?: Partial<UnloggedEvent>];

/** Lines in the order of the log, a second apart, chained; ids e1, e2 … */
export function chained(lines: readonly Line[]): OrderEvent[] {
  const seqs = new Map<string, number>();
  let hash = chainStart;
  return lines.map(([orderId, type, more], n) => {
    const seq = (seqs.get(orderId) ?? 0) + 1;
    seqs.set(orderId, seq);
    const at = start + n * 1000;
    const event: ChainedEvent = {
      ...{ id: `e${n + 1}`, orderId, seq, type, at, recordedAt: at, logSeq: n + 1 },
      ...{ actor: "王工", party: "dispatcher", text: "", data: {}, evidence: [] },
      ...more,
    };
    hash = chainLink(hash, event);
    return { ...event, hash };
  });
}

export function logHead(events: readonly OrderEvent[]): Tables["meta"] {
  const { logSeq, hash } = events.at(-1) ?? { logSeq: 0, hash: chainStart };
  return { key: "logHead", value: JSON.stringify({ logSeq, hash }) };
}

const drum = { part: "硒鼓" };
const cutter = { part: "切刀", serial: "CT-7" };
const paper = { evidence: [sm3(deliveryNote)] };

export const history = chained([
  ["o1", "reported", { data: { class: "part_replacement", kind: "fault" }, text: "硒鼓寿命到期" }],
  ["o2", "reported", { data: { class: "software", kind: "fault" }, text: "程序停止" }],
  ["o3", "reported", { data: { class: "hardware_repair", kind: "fault" } }],
  ["o1", "acknowledged", { data: { by: "human" } }],
  ["o1", "part_required", { data: { parts: ["硒鼓"] } }],
  ["o2", "acknowledged", { data: { by: "human" } }],
  ["o1", "part_arrived", { data: drum, ...paper }],
  ["o3", "part_required", { data: { parts: ["切刀"] } }],
  ["o3", "part_allocated", { data: cutter }],
  ["o1", "part_installed", { data: drum }],
  ["o2", "verified", { text: "已恢复" }],
  ["o1", "tested", { text: "测试通过", evidence: [sm3(photo)] }],
  ["o2", "corrected", { data: { target: "e11", void: true, approvedBy: "李经理" }, ...paper }],
  ["o1", "accepted", { party: "client" }],
  ["o3", "cancelled", { data: { reason: "duplicate" }, text: "重复报修" }],
  ["o2", "note", { text: "重启后仍有问题" }],
]);

function moved(
  id: string,
  event: string,
  rest: Pick<StoredMovement, "part" | "kind"> & Partial<StoredMovement>,
): StoredMovement {
  const source = history.find((e) => e.id === event);
  const { at = start, recordedAt = start, actor = "", text = "", evidence = [] } = source ?? {};
  const orderId = source?.orderId ?? null;
  return {
    id,
    contractId,
    serial: null,
    quantity: 1,
    orderId,
    at,
    recordedAt,
    actor,
    text,
    evidence: [...evidence],
    place: null,
    toPlace: null,
    ...rest,
  };
}

const movements: readonly StoredMovement[] = [
  moved("r1", "", { kind: "received", part: "切刀", serial: "CT-7", evidence: [sm3(deliveryNote)], actor: "库管" }),
  moved("e7", "e7", { kind: "arrived", part: "硒鼓" }),
  moved("e9", "e9", { kind: "allocated", part: "切刀", serial: "CT-7" }),
  moved("e10", "e10", { kind: "installed", part: "硒鼓" }),
  moved("e15/1", "e15", { kind: "returned", part: "切刀", serial: "CT-7", evidence: [] }),
];

function listed(bytes: Uint8Array, name: string): Tables["evidence"] {
  return { digest: sm3(bytes), name, mediaType: "application/pdf", bytes: bytes.length, uploadedAt: start, by: "王工" };
}

function auditChain(...actions: readonly string[]): AuditEvent[] {
  const log: AuditEvent[] = [];
  for (const [n, action] of actions.entries()) {
    const line = {
      ...{ seq: n + 1, at: start + n, by: "u1", name: "王工", from: "10.0.0.7", action, target: "u2" },
      ...{ contractId: null, result: "ok", before: null, after: { name: "李工" } },
    };
    log.push({ ...line, hash: auditLink(log.at(-1)?.hash ?? chainStart, line) });
  }
  return log;
}

const auditLog = auditChain("user.manage", "grant.change", "session.sign-in");
export const auditHead = { seq: auditLog.length, hash: auditLog.at(-1)?.hash ?? "" };

export const records: Changes = {
  meta: [logHead(history), { key: "auditHead", value: JSON.stringify(auditHead) }],
  auditEvent: auditLog,
  contract: [contract],
  kiosk: [kiosk(kioskId, 1)],
  workOrder: [
    order("o1", { class: "part_replacement", state: "done" }),
    order("o2", { state: "acknowledged" }),
    order("o3", { class: "hardware_repair", state: "cancelled" }),
  ],
  workOrderEvent: history,
  evidence: [listed(deliveryNote, "到货单.pdf"), listed(photo, "现场.pdf")],
  partMovement: movements,
};
