// What the audit can find wrong, in words for people, and which of its findings is named.

/** The chain itself comes first: whatever else is wrong behind a broken link follows from it. */
export const findingKinds = {
  "event-unreadable": { chain: true, zh: "记录无法读取", en: "the line cannot be read" },
  "event-changed": {
    chain: true,
    zh: "内容与链值不符：该条被改动、调换或插入",
    en: "the line is not the one the chain was made of: changed, moved or put in",
  },
  "event-missing": { chain: true, zh: "记录缺失", en: "the line is missing" },
  "event-twice": { chain: true, zh: "同一序号有两条记录", en: "two lines have this place" },
  "event-added": {
    chain: true,
    zh: "记录在已登记的链尾之后",
    en: "the line stands behind the head the database notes",
  },
  "head-differs": {
    chain: true,
    zh: "链尾与数据库登记的不符",
    en: "the end of the chain is not the head the database notes",
  },
  "given-head-differs": {
    chain: true,
    zh: "链值与给定的链值不符，整条日志可能被重写",
    en: "the link is not the one given with --head: the whole log may have been written anew",
  },
  "audit-unreadable": { chain: true, zh: "审计记录无法读取", en: "the line of the audit log cannot be read" },
  "audit-changed": {
    chain: true,
    zh: "审计记录与链值不符：该条被改动、调换或插入",
    en: "the line of the audit log is not the one the chain was made of: changed, moved or put in",
  },
  "audit-missing": { chain: true, zh: "审计记录缺失", en: "the line of the audit log is missing" },
  "audit-added": {
    chain: true,
    zh: "审计记录在已登记的链尾之后",
    en: "the line stands behind the head of the audit log that the database notes",
  },
  "audit-head-differs": {
    chain: true,
    zh: "审计日志链尾与数据库登记的不符",
    en: "the end of the audit log is not the head the database notes",
  },
  "order-begins": { chain: false, zh: "工单日志不是以报修开始", en: "the order's log does not begin with its report" },
  "order-sequence": { chain: false, zh: "工单内序号不连续", en: "the order's own count has a gap" },
  "order-missing": { chain: false, zh: "日志中的工单不存在", en: "the order of this line does not exist" },
  "order-without-log": { chain: false, zh: "工单没有日志", en: "the order has no log" },
  "order-unreadable": { chain: false, zh: "工单无法由日志重算", en: "the order cannot be folded from its log" },
  "order-state": { chain: false, zh: "工单状态与日志不符", en: "the order's state is not what its log says" },
  "order-class": { chain: false, zh: "工单类别与日志不符", en: "the order's class is not what its log says" },
  "order-vendor": {
    chain: false,
    zh: "工单派给的厂商与日志不符",
    en: "the firm the order is assigned to is not the one its log says",
  },
  "evidence-unlisted": { chain: false, zh: "证据未登记", en: "the evidence is not listed" },
  "evidence-missing": { chain: false, zh: "证据文件缺失", en: "the file of evidence is missing" },
  "evidence-altered": { chain: false, zh: "证据文件被改动", en: "the file of evidence was altered" },
  "evidence-unreadable": { chain: false, zh: "证据文件无法读取", en: "the file of evidence cannot be read" },
  "ledger-missing": {
    chain: false,
    zh: "备件台账缺少该条的出入库记录",
    en: "the parts ledger lacks this line's movement",
  },
  "ledger-differs": {
    chain: false,
    zh: "备件台账与日志不符",
    en: "the movement in the parts ledger is not what the line says",
  },
  "ledger-unfounded": {
    chain: false,
    zh: "备件台账记录在日志中没有依据",
    en: "a movement in the parts ledger has no line in the log",
  },
  "ledger-impossible": {
    chain: false,
    zh: "备件台账不平：出库多于入库或序列号重复",
    en: "the parts ledger does not add up: more went out than came in, or a serial number came twice",
  },
} as const;
export type FindingKind = keyof typeof findingKinds;

export interface Finding {
  /** the place in the log it shows at; null where no line of the log speaks of it */
  readonly logSeq: number | null;
  readonly orderId: string | null;
  /** the place in the audit log, for what is wrong there */
  readonly auditSeq?: number;
  readonly kind: FindingKind;
  readonly detail: string;
}

/** Keeps the finding to be named: of the log of orders' chain, then of the audit log's, before all others, then the earliest in the log, then the first found. */
export class Findings {
  #first: Finding | null = null;

  get first(): Finding | null {
    return this.#first;
  }

  add(finding: Finding): void {
    if (this.#first === null || isBefore(finding, this.#first)) this.#first = finding;
  }
}

function isBefore(a: Finding, b: Finding): boolean {
  const [aChain, bChain] = [findingKinds[a.kind].chain, findingKinds[b.kind].chain];
  if (aChain !== bChain) return aChain;
  return (a.logSeq ?? Number.POSITIVE_INFINITY) < (b.logSeq ?? Number.POSITIVE_INFINITY);
}
