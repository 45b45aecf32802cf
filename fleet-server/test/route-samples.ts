// One request for each route that is reached with a right, good enough to come as far as the question who may. The walk over
// all roles (rights.test.ts) fails for a route that has none here.

import { shelfSamples } from "./shelf-samples.ts";

/** What stands in one contract. */
export interface Places {
  readonly contract: string;
  readonly kiosk: string;
  readonly order: string;
  readonly evidence: string;
  readonly message: string;
  readonly inspection: string;
  /** of a phone, and needs somebody */
  readonly fieldItem: string;
  readonly guarantee: string;
  readonly problem: string;
  readonly report: string;
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
const inspection: Asked = (at) => ({ path: { id: at.inspection } });
const message: Asked = (at) => ({ path: { id: at.message } });
const report: Asked = (at) => ({ path: { id: at.report } });
const firm: Asked = (at) => ({ path: { id: at.contract, organisationId: "lujie" } });
const withBody =
  (asked: Asked, body: object): Asked =>
  (at) => ({ ...asked(at), body });

const workingDay = {
  ...{ skills: [], startLon: 121, startLat: 31, startName: "驻点", fromMin: 510, toMin: 1050, lunchFromMin: 690 },
  ...{ lunchMinutes: 60, maxOvertimeMin: 60, vanPieces: null, vanPlace: null, active: true, seenVersion: 0 },
};
const ways = {
  ...{ detour: 1.3, speedKmh: 25, onSite: ["hardware"], officeFromMin: 540, officeToMin: 1020, seenVersion: 999 },
  minutes: { hardware: 30, system: 15, app: 15, guarantee: 20, order: 60, replacement: 10, arrival: 5 },
};
/** A day that is over: nothing is changed. */
const routeDay =
  (body: object): Asked =>
  (at) => ({ path: { id: at.contract, date: "2026-01-05" }, body });
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

const noSupply = { deviceId: "none", consumable: "ribbon", part: "" };

/** Over before it begins. */
const guaranteed = {
  ...{ title: "试验", from: "2020-01-02", to: "2020-01-01", kioskIds: null, patrolEveryHours: 4 },
  ...{ patrolFromMin: 480, patrolToMin: 1080, lowPercent: null, changeFreeze: false, declaredBy: "甲方" },
};
const unanalysed = {
  analysis: "",
  remedy: "",
  prevention: "",
  owner: "",
  meeting: null,
  state: "closed",
  seenVersion: 99,
};

/** Keys are `METHOD url` as the server lists them. */
export const samples: { readonly [route: string]: Asked } = {
  "GET /guarantees": plain,
  "GET /guarantees/:id": (at) => ({ path: { id: at.guarantee } }),
  "POST /guarantees": (at) => ({ body: { ...guaranteed, contractId: at.contract } }),
  "POST /guarantees/:id/changes": (at) => ({
    path: { id: at.guarantee },
    body: { act: "sent", date: "2020-01-01", seenVersion: 1 },
  }),
  "GET /problems": plain,
  "GET /problems/:id": (at) => ({ path: { id: at.problem } }),
  "POST /problems": (at) => ({ body: { kioskId: at.kiosk, deviceId: null, orderIds: [at.order] } }),
  "PUT /problems/:id": (at) => ({ path: { id: at.problem }, body: unanalysed }),
  "GET /contracts/:id/drills": contract,
  "POST /contracts/:id/drills": withBody(contract, {
    ...{ id: noUser, at: 8_000_000_000_000_000, scenario: "断网", people: "全员", course: "试", findings: "" },
  }),
  ...shelfSamples,
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
  "PUT /kiosks/:id/duty-phone": withBody(kiosk, { dutyPhone: null }),
  "POST /kiosks/:id/enrolment-codes": kiosk,
  "POST /kiosks/:id/replacements": withBody(kiosk, { deviceId: "none", consumable: "ribbon", part: "" }),
  "GET /kiosks/:id/timeline": kiosk,
  "GET /kiosks/:id/reports": kiosk,
  "GET /supply-forecasts": plain,
  "GET /replacement-tasks": plain,
  "POST /kiosks/:id/replacement-tasks": withBody(kiosk, { id: noUser, ...noSupply, dueAt: 1 }),
  "POST /kiosks/:id/replacement-tasks/:task/withdraw": (at) => ({
    path: { id: at.kiosk, task: "none" },
    body: { reason: "试" },
  }),
  "GET /supply-swaps": plain,
  "POST /supply-swaps": (at) => ({ body: { id: noUser, kioskId: at.kiosk, ...noSupply, from: "no-place" } }),
  "GET /kiosks/:id/supply-days": (at) => ({ ...kiosk(at), query: "deviceId=none&consumable=toner" }),
  "GET /contracts/:id/supply-setting": contract,
  "POST /contracts/:id/supply-setting": withBody(contract, {
    ...{ leadDays: 3, aheadDays: 7, respondHours: 2, replaceWorkingDays: 2, owner: "项目经理", note: "试" },
    seenVersion: 999,
  }),
  "GET /contracts/:id/stock": contract,
  "GET /contracts/:id/stock/movements": contract,
  "POST /contracts/:id/stock/moves": withBody(contract, {
    ...{ id: noUser, item: "无此备件", quantity: 1, from: "main", to: "no-place" },
  }),
  "POST /contracts/:id/stock/counts": withBody(contract, {
    ...{ id: noUser, place: "no-place", item: "无此备件", quantity: 0, seenQuantity: 0, reason: "试" },
  }),
  "POST /contracts/:id/stock/places": withBody(contract, {
    id: "main",
    kind: "depot",
    name: "总库",
    technicianId: null,
  }),
  "PUT /contracts/:id/stock/places/:place": (at) => ({
    path: { id: at.contract, place: "no-place" },
    body: { name: "无", technicianId: null, ended: false },
  }),
  "PUT /contracts/:id/stock/items": withBody(contract, { item: "试", unit: "件", fits: [] }),
  "PUT /contracts/:id/stock/minimums": withBody(contract, { place: "no-place", item: "无", minimum: 1 }),
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
  "GET /inspections": plain,
  "POST /inspections": (at) => ({ body: { id: noUser, kioskId: at.kiosk, kind: "hardware", visitId: null } }),
  "GET /inspections/:id": inspection,
  "POST /inspections/:id/checks": withBody(inspection, {
    entries: [{ checklistId: "none", itemId: "none", deviceId: null, outcome: "pass" }],
  }),
  "POST /inspections/:id/completion": withBody(inspection, {}),
  "POST /inspections/:id/void": withBody(inspection, { why: "试" }),
  "GET /kiosks/:id/inspections": kiosk,
  "GET /contracts/:id/inspection-plan": contract,
  "GET /contracts/:id/inspection-rules": contract,
  "PUT /contracts/:id/inspection-rules": withBody(contract, {
    term: { from: "2026-09-01", to: "2027-05-31" },
    rules: [],
    reportWorkingDays: 5,
    appliesFrom: "2099-01-01",
    note: "试",
    seenVersion: 999,
  }),
  "GET /contracts/:id/inspection-waivers": contract,
  "POST /contracts/:id/inspection-waivers": (at) => ({
    ...contract(at),
    body: {
      kioskId: at.kiosk,
      kind: "hardware",
      from: "2026-11-01",
      to: null,
      reason: "停用",
      approvedBy: "甲方处长",
      evidence: [noDigest],
    },
  }),
  "POST /contracts/:id/inspection-waivers/:waiverId/end": (at) => ({ path: { id: at.contract, waiverId: "none" } }),
  "GET /checklists": plain,
  "POST /checklists": (at) => ({
    body: {
      ...{ id: "own-list", contractId: at.contract, kind: "app", deviceClass: null, eachDevice: false },
      ...{ zh: "试", en: "Try", note: "试", seenVersion: 999 },
      items: [
        {
          ...{ id: "one", zh: "试", en: "Try", howZh: "", howEn: "", measure: null, photo: "never" },
          ...{ evidence: null, failOpens: "software", covers: [] },
        },
      ],
    },
  }),
  "GET /contracts/:id/route-calendar": contract,
  "POST /contracts/:id/route-plans": withBody(contract, { from: "2099-01-05", days: 1 }),
  "GET /contracts/:id/route-plans/:date": (at) => ({ path: { id: at.contract, date: "2026-11-23" } }),
  "POST /contracts/:id/route-plans/:date/plan": routeDay({}),
  "POST /contracts/:id/route-plans/:date/move": routeDay({
    ...{ visitId: "none", technicianId: noUser, position: 0, seenRevision: 0 },
  }),
  "POST /contracts/:id/route-plans/:date/urgent": routeDay({ orderId: "none", seenRevision: 9 }),
  "POST /contracts/:id/route-plans/:date/publish": routeDay({ seenRevision: 9 }),
  "GET /contracts/:id/technicians": contract,
  "PUT /contracts/:id/technicians/:userId": (at) => ({
    path: { id: at.contract, userId: noUser },
    body: workingDay,
  }),
  "GET /contracts/:id/route-settings": contract,
  "PUT /contracts/:id/route-settings": withBody(contract, ways),
  "POST /contracts/:id/travel-matrix": withBody(contract, {}),
  "GET /contracts/:id/route-feeds": contract,
  "POST /contracts/:id/route-feeds": withBody(contract, { technicianId: noUser }),
  "DELETE /contracts/:id/route-feeds/:feedId": (at) => ({ path: { id: at.contract, feedId: "none" } }),
  "GET /reports": plain,
  "GET /reports/owed": plain,
  "POST /reports": (at) => ({ body: { contractId: at.contract, kind: "week", period: "2099-W01" } }),
  "GET /reports/:id": report,
  "POST /reports/:id/drafts": withBody(report, { seenVersion: 999, note: "试" }),
  "PUT /reports/:id/texts": withBody(report, { texts: {}, seenTextVersion: 999 }),
  "POST /reports/:id/acts": withBody(report, { act: "review", seenVersion: 999, seenTextVersion: 999 }),
  "GET /reports/:id/file": (at) => ({ ...report(at), query: "format=pdf&section=none" }),
  "GET /contracts/:id/ledgers/:ledger": (at) => ({
    path: { id: at.contract, ledger: "part" },
    query: "from=2026-11-02&to=2026-11-01",
  }),
  "GET /contracts/:id/ledgers/:ledger/file": (at) => ({
    path: { id: at.contract, ledger: "part" },
    query: "from=2026-11-02&to=2026-11-01&format=xlsx",
  }),
  "GET /contracts/:id/report-templates": contract,
  "POST /contracts/:id/report-templates/:kind": (at) => ({
    path: { id: at.contract, kind: "week" },
    body: {
      body: {
        ...{ titleZh: "试", titleEn: "Try", numberPrefix: null, rowsInDocument: null, signatures: [] },
        sections: [{ id: "overview", on: true, zh: "试", en: "Try", fixed: "" }],
      },
      ...{ note: "试", seenVersion: 999 },
    },
  }),
  "GET /contracts/:id/report-templates/:kind/word": (at) => ({ path: { id: at.contract, kind: "week" } }),
  "PUT /contracts/:id/report-templates/:kind/word": (at) => ({
    path: { id: at.contract, kind: "week" },
    query: "note=1&seenVersion=999",
  }),
  "POST /contracts/:id/report-templates/:kind/word/removal": (at) => ({
    path: { id: at.contract, kind: "week" },
    body: { note: "试", seenVersion: 999 },
  }),
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
