// Closed word lists as reports print them.
import type { AlarmLevel, CheckOutcome, InspectionKind, OrderState, PartMovement } from "@kiosk/contract";
import type { ConsumableKind, DeviceClass, OrderClass } from "@kiosk/firmware-profiles";

export const stateWords: { readonly [S in OrderState]: string } = {
  reported: "已报修",
  acknowledged: "已响应",
  diagnosed: "已诊断",
  confirmed: "诊断已确认",
  reopened: "重新打开",
  fixed: "已修复",
  tested: "已测试",
  awaiting_acceptance: "待验收",
  done: "已完成",
  cancelled: "已取消",
};

export const classWords: { readonly [C in OrderClass]: string } = {
  software: "软件",
  hardware_repair: "硬件维修",
  part_replacement: "更换部件",
  consumable: "耗材",
};

export const supplyWords: { readonly [K in ConsumableKind]: string } = {
  toner: "硒鼓（墨粉）",
  ribbon: "色带",
  cleaningKit: "清洁套装",
  wasteToner: "废粉盒",
  drum: "感光鼓",
  fuser: "定影器",
  transferUnit: "转印组件",
  paper: "打印纸",
  booklet: "就医记录册",
  cards: "卡",
  ink: "墨水",
  battery: "电池",
};

export const inspectionWords: { readonly [K in InspectionKind]: { readonly zh: string; readonly en: string } } = {
  hardware: { zh: "硬件巡检", en: "Hardware inspection" },
  system: { zh: "系统巡检", en: "System inspection" },
  app: { zh: "应用巡检", en: "Application inspection" },
  guarantee: { zh: "保障巡检", en: "Guarantee inspection" },
};

export const outcomeWords: { readonly [O in CheckOutcome]: string } = { pass: "正常", fail: "异常", na: "不适用" };

export const movementWords: { readonly [K in PartMovement["kind"]]: string } = {
  received: "入库",
  arrived: "到货",
  allocated: "领用",
  rejected: "退换",
  installed: "安装",
  returned: "退库",
  moved: "调拨",
  used: "装机",
  found: "盘盈",
  lost: "盘亏",
};

export const alarmWords: { readonly [L in AlarmLevel]: { readonly zh: string; readonly en: string } } = {
  warn50: { zh: "已用一半时限", en: "Half the time gone" },
  warn80: { zh: "已用八成时限", en: "Four fifths gone" },
  "D-3": { zh: "到期前三天", en: "Three days before" },
  "D-1": { zh: "到期前一天", en: "One day before" },
  "D-0": { zh: "到期当天", en: "On the day" },
  due: { zh: "到期", en: "Due" },
  breach: { zh: "超期", en: "Breach" },
  "escalate-1": { zh: "一级升级", en: "Escalation 1" },
  "escalate-2": { zh: "二级升级", en: "Escalation 2" },
  "escalate-3": { zh: "三级升级", en: "Escalation 3" },
  due_changed: { zh: "期限变更", en: "Due changed" },
  ageing: { zh: "久未诊断", en: "Ageing" },
};

/** What a citizen cannot do when a device of the class fails. */
export const serviceWords: readonly { readonly by: DeviceClass; readonly zh: string; readonly en: string }[] = [
  { by: "idCardReader", zh: "身份证读取", en: "Identity card" },
  { by: "sscReader", zh: "社保卡读取", en: "Social security card" },
  { by: "a4Printer", zh: "材料打印", en: "Printing" },
  { by: "bookletPrinter", zh: "就医记录册制册", en: "Booklets" },
  { by: "endorsementMachine", zh: "出入境签注", en: "Endorsement" },
  { by: "receiptPrinter", zh: "凭条打印", en: "Receipts" },
  { by: "codeScanner", zh: "扫码", en: "Scanning" },
  { by: "documentCamera", zh: "材料高拍", en: "Document camera" },
  { by: "faceCamera", zh: "人脸核验", en: "Face camera" },
];
