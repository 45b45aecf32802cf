// The register of error codes that cross a border: HTTP bodies, quarantine reasons, refused connections. Nobody matches
// on text; every code has a sentence in both languages.
export const errorCodes = {
  "request.invalid": { http: 400, zh: "请求内容有误", en: "The request is not valid" },
  "request.not-loopback": {
    http: 403,
    zh: "账户功能启用前仅允许本机访问",
    en: "Until accounts exist only this machine may connect",
  },
  "resource.not-found": { http: 404, zh: "未找到", en: "Not found" },
  "kiosk.exists": { http: 409, zh: "终端编号或 MAC 已存在", en: "The terminal id or MAC already exists" },
  "contract.exists": { http: 409, zh: "合同编号已存在", en: "The contract id already exists" },
  "order.refused": { http: 409, zh: "工单当前状态不允许该操作", en: "The work order does not allow this now" },
  "order.not-permitted": {
    http: 403,
    zh: "该操作不属于所选角色的权限",
    en: "This action is not for the role it was sent as",
  },
  "order.stale": {
    http: 409,
    zh: "工单已有新的记录，请查看后再提交",
    en: "The work order has gone on since; look at it before sending again",
  },
  "order.needs-approval": {
    http: 409,
    zh: "该操作会改变时限，须由他人批准",
    en: "This changes a deadline and needs another person's approval",
  },
  "order.needs-evidence": {
    http: 409,
    zh: "该操作须附证据（照片、PDF 或到货单）",
    en: "This needs evidence (photo, PDF or delivery note)",
  },
  "order.evidence-unknown": {
    http: 409,
    zh: "证据文件不存在，请重新上传",
    en: "The evidence is not stored; upload it again",
  },
  "order.time-refused": {
    http: 409,
    zh: "发生时间不合理（晚于现在或早于报修）",
    en: "The time is after now or before the report",
  },
  "order.part-refused": {
    http: 409,
    zh: "备件状态不允许该操作",
    en: "The part is not in a state that allows this",
  },
  "parts.shortage": { http: 409, zh: "库存不足或序列号不在库", en: "Not in stock, or that serial number is not" },
  "parts.serial-taken": { http: 409, zh: "序列号已登记", en: "The serial number is registered already" },
  "terms.stale": { http: 409, zh: "条款已有新版本，请查看后再提交", en: "There is a newer version of the terms" },
  "terms.unknown-policy": { http: 400, zh: "没有该策略版本", en: "No such policy version" },
  "calendar.refused": {
    http: 400,
    zh: "日历未通过检查，未导入",
    en: "The calendar failed its checks; nothing was imported",
  },
  "evidence.type": {
    http: 415,
    zh: "仅接受 JPEG、PNG 照片和 PDF 文件",
    en: "Only JPEG, PNG and PDF files are taken",
  },
  "evidence.too-large": { http: 413, zh: "文件超过 20 MB", en: "The file is larger than 20 MB" },
  "order.duplicate": { http: 409, zh: "同一原因已有未结工单", en: "An order for the same cause is already open" },
  "store.unavailable": {
    http: 503,
    zh: "数据库暂不可写，请求未保存",
    en: "The database cannot be written; nothing was saved",
  },
  "server.internal": { http: 500, zh: "服务器内部错误", en: "Internal error" },
  "wire.topic-unknown": { http: 400, zh: "未知主题", en: "Unknown topic" },
  "wire.too-large": { http: 413, zh: "消息过大", en: "Message too large" },
  "wire.not-utf8": { http: 400, zh: "不是 UTF-8 文本", en: "Not UTF-8" },
  "wire.not-json": { http: 400, zh: "不是 JSON", en: "Not JSON" },
  "wire.schema": { http: 400, zh: "字段不符合约定", en: "A field breaks the contract" },
  "wire.foreign-kiosk": {
    http: 400,
    zh: "消息内的终端与主题不符",
    en: "The message names another terminal than its topic",
  },
  "wire.processing": { http: 500, zh: "消息处理出错，已保留待查", en: "Processing failed; the message is kept" },
  "auth.unknown-kiosk": { http: 401, zh: "未登记的终端", en: "Unknown terminal" },
  "auth.bad-secret": { http: 401, zh: "终端密钥错误", en: "Wrong terminal secret" },
  "auth.bad-code": { http: 401, zh: "注册码错误、已使用或已过期", en: "Enrolment code wrong, used or expired" },
  "auth.foreign-topic": { http: 403, zh: "终端越权访问主题", en: "A terminal reached for a topic that is not its own" },
} as const satisfies Record<string, { http: number; zh: string; en: string }>;
export type ErrorCode = keyof typeof errorCodes;
