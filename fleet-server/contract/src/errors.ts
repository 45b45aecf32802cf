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
