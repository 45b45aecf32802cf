// What each table looks like, once: which column carries which field of its record and how. Checked by the compiler
// against the records of ports.ts; the migrations create it; codec.ts reads and writes by it.
import type { TableName, Tables } from "../ports.ts";

type BareKind<V> = [V] extends [boolean]
  ? "boolean"
  : [V] extends [number]
    ? "integer" | "real"
    : [V] extends [string]
      ? "text"
      : [V] extends [Uint8Array]
        ? "bytes"
        : "json";

/** How a field is stored; `?` where it may be null. `boolean` is 0 or 1, `json` is JSON text, instants are `integer`. */
type KindOf<V> = null extends V ? `${BareKind<NonNullable<V>>}?` : BareKind<V>;

type BareCell<V> = [V] extends [boolean] ? 0 | 1 : [V] extends [number] | [string] | [Uint8Array] ? V : string;
type CellOf<V> = null extends V ? BareCell<NonNullable<V>> | null : BareCell<V>;

/** The tables as Kysely sees them. */
export type Database = { [T in TableName]: { [F in keyof Tables[T]]: CellOf<Tables[T][F]> } };

export const columns: { readonly [T in TableName]: { readonly [F in keyof Tables[T]]-?: KindOf<Tables[T][F]> } } = {
  contract: {
    id: "text",
    zh: "text",
    en: "text",
    invented: "boolean",
    startsAt: "integer?",
    endsAt: "integer?",
    policyId: "text?",
  },
  kiosk: {
    id: "text",
    contractId: "text",
    seq: "integer",
    name: "text",
    district: "text",
    street: "text",
    address: "text",
    macs: "json",
    lon: "real",
    lat: "real",
    confidence: "text",
    coordinateMethod: "text",
    note: "text",
    openingHours: "json?",
    pinyin: "text",
    createdAt: "integer",
  },
  kioskStatus: {
    kioskId: "text",
    presence: "text",
    presenceSince: "integer",
    bootId: "text?",
    bootedAt: "integer?",
    agentVersion: "text?",
    lastSeenAt: "integer?",
    skewMs: "integer?",
    reportedMacs: "json",
    declared: "json",
    outbox: "json?",
  },
  boot: {
    kioskId: "text",
    bootId: "text",
    firstSeenAt: "integer",
    bornAt: "integer?",
    diedAt: "integer?",
    deathReason: "text?",
    seen: "json",
  },
  device: {
    kioskId: "text",
    deviceId: "text",
    deviceClass: "text",
    profileId: "text",
    state: "text",
    since: "integer",
    observedAt: "integer",
    receivedAt: "integer",
    answeredAt: "integer?",
    bootId: "text",
    seq: "integer",
    readings: "json",
    conditions: "json",
    exchange: "json",
    droppedBytes: "integer",
  },
  consumable: {
    kioskId: "text",
    deviceId: "text",
    consumable: "text",
    part: "text",
    value: "json",
    unit: "text",
    capacity: "real?",
    quality: "text",
    observedAt: "integer",
    receivedAt: "integer",
    replacedAt: "integer?",
    replacedHow: "text?",
  },
  fault: {
    id: "text",
    kioskId: "text",
    deviceId: "text?",
    code: "text",
    part: "text",
    state: "text",
    detail: "text",
    raw: "text",
    firstAt: "integer",
    stateAt: "integer",
    dueAt: "integer?",
    raisedAt: "integer?",
    clearedAt: "integer?",
    occurrences: "integer",
    flapping: "boolean",
    causeId: "text?",
  },
  workOrder: {
    id: "text",
    number: "text",
    contractId: "text",
    kioskId: "text",
    deviceId: "text?",
    faultId: "text?",
    faultCode: "text?",
    causeKey: "text?",
    class: "text",
    source: "text",
    severity: "text",
    titleZh: "text",
    titleEn: "text",
    state: "text",
    reportedAt: "integer",
    updatedAt: "integer",
  },
  workOrderEvent: {
    id: "text",
    orderId: "text",
    seq: "integer",
    type: "text",
    at: "integer",
    recordedAt: "integer",
    actor: "text",
    text: "text",
  },
  report: {
    kioskId: "text",
    bootId: "text",
    seq: "integer",
    leaf: "text",
    at: "integer",
    sentAt: "integer",
    receivedAt: "integer",
    body: "text",
  },
  timeline: {
    id: "text",
    kioskId: "text",
    at: "integer",
    recordedAt: "integer",
    kind: "text",
    zh: "text",
    en: "text",
    deviceId: "text?",
    refId: "text?",
  },
  quarantine: {
    id: "text",
    receivedAt: "integer",
    kioskId: "text",
    topic: "text",
    reason: "text",
    detail: "text",
    bytes: "integer",
    payload: "bytes",
  },
  command: {
    id: "text",
    kioskId: "text",
    createdAt: "integer",
    body: "json",
    state: "text",
    answeredAt: "integer?",
    detail: "text",
  },
  credential: { kioskId: "text", secretHash: "text", salt: "text", enrolledAt: "integer" },
  enrolmentCode: {
    codeHash: "text",
    kioskId: "text",
    createdAt: "integer",
    expiresAt: "integer",
    usedAt: "integer?",
  },
  meta: { key: "text", value: "text" },
};

const order: { readonly [T in TableName]: number } = {
  meta: 0,
  contract: 1,
  kiosk: 2,
  kioskStatus: 3,
  boot: 4,
  device: 5,
  consumable: 6,
  fault: 7,
  workOrder: 8,
  workOrderEvent: 9,
  report: 10,
  timeline: 11,
  quarantine: 12,
  command: 13,
  credential: 14,
  enrolmentCode: 15,
};

function isTableName(name: string): name is TableName {
  return Object.hasOwn(order, name);
}

/** Every table, in the order rows are written: a row's parents (foreign keys) come before it. */
export const tableNames: readonly TableName[] = Object.keys(order)
  .filter(isTableName)
  .toSorted((a, b) => order[a] - order[b]);
