// One request for each route that is reached with a right, good enough to come as far as the question who may. The walk over
// all roles (rights.test.ts) fails for a route that has none here.

/** What stands in one contract. */
export interface Places {
  readonly contract: string;
  readonly kiosk: string;
  readonly order: string;
  readonly evidence: string;
  readonly message: string;
  /** of a phone, and needs somebody */
  readonly fieldItem: string;
}

export interface Sample {
  /** values of the path's parameters */
  readonly path?: { readonly [name: string]: string };
  readonly query?: string;
  readonly body?: object;
}

type Asked = (at: Places) => Sample;

/** Nobody has it: what is asked for is not there, and nothing is changed. */
const noUser = "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0a001";
const noDigest = "ab".repeat(32);

const plain: Asked = () => ({});
const user: Asked = () => ({ path: { id: noUser } });
const contract: Asked = (at) => ({ path: { id: at.contract } });
const kiosk: Asked = (at) => ({ path: { id: at.kiosk } });
const order: Asked = (at) => ({ path: { id: at.order } });
const message: Asked = (at) => ({ path: { id: at.message } });
const firm: Asked = (at) => ({ path: { id: at.contract, organisationId: "lujie" } });
const withBody =
  (asked: Asked, body: object): Asked =>
  (at) => ({ ...asked(at), body });

const days = 24 * 60 * 60 * 1000;
const noFaults = [{ id: "no-such-fault", occurrences: 1 }];
const newSeq = { name: "新终端", district: "", street: "", address: "某路1号", macs: [], lon: 121, lat: 31 };
const grades = {
  consumable: "toner",
  deviceClass: null,
  lowPercent: 20,
  criticalPercent: 5,
  owner: "项目经理",
  note: "试",
  seenVersion: 0,
};
const ruleTrial = { code: "ribbon.out", opensOrder: true, severity: "error", settleSeconds: null };

/** Keys are `METHOD url` as the server lists them. */
export const samples: { readonly [route: string]: Asked } = {
  "GET /kiosks/:id/system-evidence": kiosk,
  "POST /kiosks/:id/system-evidence": kiosk,
  "GET /users": plain,
  "POST /users": withBody(plain, { login: "Not A Login", name: "" }),
  "PUT /users/:id": withBody(user, { name: "无人", phone: "", disabled: false, seenVersion: 1 }),
  "PUT /users/:id/grants": withBody(user, { grants: [], seenVersion: 1 }),
  "POST /users/:id/password": user,
  "POST /users/:id/unlock": user,
  "DELETE /users/:id/second-factor": user,
  "GET /users/:id/sessions": user,
  "DELETE /users/:id/sessions/:session": () => ({ path: { id: noUser, session: "none" } }),
  "GET /security-policy": plain,
  "PUT /security-policy": withBody(plain, {}),
  "GET /audit": () => ({ query: "limit=1" }),
  "GET /audit.csv": () => ({ query: "limit=1&to=1" }),
  "GET /audit/verification": plain,
  "GET /rights": plain,
  "GET /overview": plain,
  "POST /contracts": withBody(plain, {}),
  "GET /contracts/:id/terms": contract,
  "POST /contracts/:id/terms": withBody(contract, {
    approvedBy: "甲方处长",
    note: "试",
    bindings: [],
    escalations: [],
    seenVersion: 999,
  }),
  "GET /contracts/:id/parts": contract,
  "POST /contracts/:id/parts/receipts": (at) => ({
    ...contract(at),
    body: { part: "主板", quantity: 1, evidence: [noDigest] },
  }),
  "GET /contracts/:id/clock-statement": contract,
  "GET /kiosks": plain,
  "POST /kiosks": (at) => ({
    body: { ...newSeq, id: at.kiosk, contractId: at.contract, seq: 900, confidence: "low" },
  }),
  "GET /kiosks/:id": kiosk,
  "PUT /kiosks/:id/opening-hours": withBody(kiosk, { openingHours: null }),
  "POST /kiosks/:id/enrolment-codes": kiosk,
  "POST /kiosks/:id/replacements": withBody(kiosk, { deviceId: "none", consumable: "ribbon", part: "" }),
  "GET /kiosks/:id/timeline": kiosk,
  "GET /kiosks/:id/reports": kiosk,
  "GET /kiosks/:id/consumable-rates": kiosk,
  "GET /kiosk-points": plain,
  "GET /work-orders": plain,
  "POST /work-orders": (at) => ({
    body: { kioskId: at.kiosk, deviceId: null, class: "software", title: "试", description: "", reopens: "no-such" },
  }),
  "GET /work-orders/:id": order,
  "POST /work-orders/:id/actions": withBody(order, { type: "note", text: "", seenSeq: 0 }),
  "POST /work-orders/:id/preview": withBody(order, { type: "note", text: "试" }),
  "GET /work-orders/:id/derivation": (at) => ({ ...order(at), query: "policy=CN-KIOSK&milestone=first_response" }),
  "GET /organisations": plain,
  "POST /organisations": withBody(plain, {}),
  "PUT /organisations/:id": () => ({ path: { id: "nobody" }, body: {} }),
  "GET /contracts/:id/organisations": contract,
  "PUT /contracts/:id/organisations/:organisationId": withBody(firm, { deviceClasses: [] }),
  "GET /vendor/orders": plain,
  "GET /vendor/orders/:id/place": order,
  "GET /vendor/parts": plain,
  "GET /vendor/score": () => ({ query: "month=2026-10" }),
  "GET /contracts/:id/organisations/:organisationId/score": (at) => ({ ...firm(at), query: "month=2026-10" }),
  "GET /work-orders/:id/links": order,
  "POST /work-orders/:id/links": withBody(order, { organisationId: "nobody", hours: 1 }),
  "POST /work-orders/:id/links/:linkId/revoke": (at) => ({ path: { id: at.order, linkId: "none" } }),
  "POST /evidence": plain,
  "GET /evidence/:digest": (at) => ({ path: { digest: at.evidence } }),
  "GET /alarms": plain,
  "GET /notify": plain,
  "GET /search": () => ({ query: "q=1" }),
  "GET /calendars": plain,
  "POST /calendars/import": withBody(plain, {}),
  "GET /quarantine": plain,
  "GET /quarantine/:id": message,
  "POST /quarantine/:id/replay": message,
  "POST /quarantine/:id/discard": withBody(message, { reason: "试" }),
  "POST /quarantine/bulk": withBody(plain, { act: "replay", ids: ["none"] }),
  "GET /faults": plain,
  "POST /faults/acknowledgements": withBody(plain, { faults: noFaults, comment: "" }),
  "POST /faults/acknowledgements/undo": withBody(plain, { faults: [{ id: "no-such-fault", at: 0 }] }),
  "GET /suppressions": plain,
  "POST /suppressions": () => ({ body: { faults: noFaults, until: Date.now() + days, reason: "试" } }),
  "POST /suppressions/:id/lift": () => ({ path: { id: "none" } }),
  "GET /wall": plain,
  "GET /wall-tokens": plain,
  "POST /wall-tokens": (at) => ({ body: { contractId: at.contract, name: "大厅", lifetimeMs: days } }),
  "DELETE /wall-tokens/:id": () => ({ path: { id: "none" } }),
  "GET /contracts/:id/thresholds": contract,
  "POST /contracts/:id/thresholds": withBody(contract, grades),
  "GET /contracts/:id/fault-rules": contract,
  "POST /contracts/:id/fault-rules": withBody(contract, {
    ...ruleTrial,
    owner: "项目经理",
    note: "试",
    seenVersion: 999,
  }),
  "POST /contracts/:id/fault-rules/preview": withBody(contract, ruleTrial),
  "GET /contracts/:id/opening-hours": contract,
  "PUT /contracts/:id/opening-hours": (at) => ({
    ...contract(at),
    body: { changes: [{ kioskId: at.kiosk, openingHours: null, seen: { week: [] } }] },
  }),
  "GET /contracts/:id/enrolments": contract,
  "POST /contracts/:id/enrolment-codes": withBody(contract, { kioskIds: ["none"] }),
  "POST /contracts/:id/enrolment-codes/revoke": withBody(contract, { kioskIds: ["none"] }),
  "GET /kiosk-imports/template": plain,
  "POST /kiosk-imports": (at) => ({ query: `contract=${at.contract}` }),
  "POST /kiosk-imports/:digest": (at) => ({
    path: { digest: noDigest },
    query: `contract=${at.contract}`,
    body: { take: "all" },
  }),
  "GET /field/bundle": plain,
  "POST /field/items": withBody(plain, { sentAt: 0, installId: noUser, by: noUser, items: [{}] }),
  "GET /field/photos/:photoId": () => ({ path: { photoId: noUser } }),
  "PUT /field/photos/:photoId": () => ({ path: { photoId: noUser }, query: "offset=0" }),
  "GET /field/attention": plain,
  "POST /field/attention/:id/settle": (at) => ({ path: { id: at.fieldItem }, body: { why: "试" } }),
  "POST /field/attention/:id/retry": (at) => ({ path: { id: at.fieldItem } }),
  "GET /kiosks/:id/field-log": kiosk,
  "GET /kiosk-positions": plain,
  "POST /kiosks/:id/positions/:proposalId": (at) => ({
    path: { id: at.kiosk, proposalId: "none" },
    body: { accept: false },
  }),
  "GET /contracts/:id/kiosk-tags": contract,
  "POST /notify/channels/:id/test": () => ({ path: { id: "none" }, body: { groupId: "none" } }),
};

/** The address and the request of a sample. */
export function requestOf(method: string, url: string, sample: Sample): { path: string; init: RequestInit } {
  const filled = Object.entries(sample.path ?? {}).reduce(
    (path, [name, value]) => path.replace(`:${name}`, value),
    url,
  );
  const path = sample.query === undefined ? filled : `${filled}?${sample.query}`;
  if (sample.body === undefined) return { path, init: { method } };
  return {
    path,
    init: { method, headers: { "content-type": "application/json" }, body: JSON.stringify(sample.body) },
  };
}
