// The closed word lists of the project. Words follow XFS4IoT (Common, Printer, CardReader, Camera, BarcodeReader,
// Storage status classes) and RFC 3805; `unknown` (could not read) and `not-supported` (this model cannot tell) are
// values, never null. Everybody imports from here; nobody adds a word elsewhere.

/** What a peripheral is for. One class, one row of the device matrix. */
export const deviceClasses = [
  "a4Printer", // 彩色激光打印机
  "bookletPrinter", // 医保制册机
  "endorsementMachine", // 公安签注机
  "receiptPrinter", // 凭条打印机
  "idCardReader", // 二代身份证阅读器
  "sscReader", // 社保卡读卡器
  "codeScanner", // 二维码扫码器
  "documentCamera", // 高拍仪
  "faceCamera", // 人脸摄像头
  "ups", // 不间断电源
  "host", // 主机
  "hub", // USB / 串口集线器: a cause that others hang on
] as const;
export type DeviceClass = (typeof deviceClasses)[number];

/** What people call it: in the title of an order, in a notice. */
export const deviceClassNames: Readonly<Record<DeviceClass, { readonly zh: string; readonly en: string }>> = {
  a4Printer: { zh: "彩色激光打印机", en: "Colour laser printer" },
  bookletPrinter: { zh: "医保制册机", en: "Medical booklet printer" },
  endorsementMachine: { zh: "公安签注机", en: "Endorsement machine" },
  receiptPrinter: { zh: "凭条打印机", en: "Receipt printer" },
  idCardReader: { zh: "二代身份证阅读器", en: "ID card reader" },
  sscReader: { zh: "社保卡读卡器", en: "Social security card reader" },
  codeScanner: { zh: "二维码扫码器", en: "Code scanner" },
  documentCamera: { zh: "高拍仪", en: "Document camera" },
  faceCamera: { zh: "人脸摄像头", en: "Face camera" },
  ups: { zh: "不间断电源", en: "UPS" },
  host: { zh: "主机", en: "Host" },
  hub: { zh: "集线器", en: "Hub" },
};

/** XFS4IoT Common.device, with `unknown` for "could not read". Only `online` and `deviceBusy` are healthy. */
export const deviceStates = [
  "unknown",
  "online",
  "offline",
  "powerOff",
  "noDevice",
  "hardwareError",
  "userError",
  "deviceBusy",
  "starting",
  "potentialFraud",
] as const;
export type DeviceState = (typeof deviceStates)[number];

/** The status words a driver may report, each with its closed list of values (XFS4IoT enum names). */
export const statusWords = {
  device: deviceStates,
  /** Printer.media / CardReader.media */
  media: ["unknown", "not-supported", "present", "notPresent", "jammed", "entering", "retracted", "latched"],
  /** Printer.paper; `part` names the tray */
  paper: ["unknown", "not-supported", "full", "low", "out", "jammed"],
  toner: ["unknown", "not-supported", "full", "low", "out"],
  ink: ["unknown", "not-supported", "full", "low", "out"],
  /** XFS4IoT folds the ribbon into toner; it is a word of its own here because it is another stock item (C6). */
  ribbon: ["unknown", "not-supported", "full", "low", "out"],
  /** Storage / bins: retract, reject, waste, card stores */
  storage: ["unknown", "not-supported", "ok", "low", "empty", "high", "full"],
  camera: ["unknown", "not-supported", "ok", "inoperative"],
  barcode: ["unknown", "not-supported", "on", "off", "inoperative"],
  cover: ["unknown", "not-supported", "closed", "open"],
  /** Cleaning due-state of card printers, from the device's own counter */
  cleaning: ["unknown", "not-supported", "ok", "recommended", "required", "mandatory"],
  /** Power source of a UPS */
  power: ["unknown", "not-supported", "mains", "battery", "batteryLow"],
} as const;
export type StatusWord = keyof typeof statusWords;
export type StatusValue<W extends StatusWord = StatusWord> = (typeof statusWords)[W][number];

/** What is used up and replaced. Contract clause C6 names the first three; the list there is open (等). */
export const consumableKinds = [
  "toner", // 彩色硒鼓
  "ribbon", // 医保制册机色带
  "cleaningKit", // 公安签注机清洁套装
  "wasteToner", // 废粉盒
  "drum", // 感光鼓 (opc)
  "fuser", // 定影器
  "transferUnit", // 转印组件
  "paper", // 打印纸
  "booklet", // 就医记录册
  "cards", // 卡
  "ink",
  "battery",
] as const;
export type ConsumableKind = (typeof consumableKinds)[number];

/** Units follow PrtMarkerSuppliesSupplyUnitTC where one fits. */
export const units = [
  "state",
  "percent",
  "sheets",
  "items",
  "impressions",
  "characters",
  "cards",
  "passes",
  "celsius",
  "volts",
  "bytes",
  "seconds",
  "text",
] as const;
export type Unit = (typeof units)[number];

/**
 * How a value came to be. `measured`: a sensor of the device said so. `counted`: derived from a counter against an
 * assumed life. `inferred`: follows from something else (for example an alert). `unknown`: nobody can say.
 */
export const qualities = ["measured", "counted", "inferred", "unknown"] as const;
export type Quality = (typeof qualities)[number];

/** XFS4IoT ErrorEvent.action: what helps, hence who is sent. */
export type FaultAction = "reset" | "softwareError" | "configuration" | "clear" | "maintenance" | "suspend";

/** Who is to deal with it first: 值守 on the spot, 运维, 厂商; `none`: it passes by itself. */
export const routes = ["duty", "operations", "vendor", "none"] as const;
export type Route = (typeof routes)[number];

/** Where the device itself does not say whom it wants (RFC 3805 prtAlertTrainingLevel), what helps decides. */
export const routeOfAction: Readonly<Record<FaultAction, Route>> = {
  reset: "operations",
  softwareError: "operations",
  configuration: "operations",
  clear: "duty",
  maintenance: "vendor",
  suspend: "none",
};

/** Contract fault classes (clauses C12, C14, C15) and the consumable service (C6). */
export const orderClasses = ["software", "hardware_repair", "part_replacement", "consumable"] as const;
export type OrderClass = (typeof orderClasses)[number];
export function isOrderClass(text: string): text is OrderClass {
  return orderClasses.some((c) => c === text);
}

export const severities = ["info", "warning", "error", "critical"] as const;
export type Severity = (typeof severities)[number];

export interface FaultCodeInfo {
  readonly severity: Severity;
  readonly action: FaultAction;
  readonly zh: string;
  readonly en: string;
  /** True where the code only says that we could not talk to the device: a lost hub explains all of these at once. */
  readonly commLoss?: boolean;
}

/** Every fault code there is. `<subject>.<what>`; the subject is the part a technician would point at. */
export const faultCodes = {
  "comm.no-answer": {
    severity: "error",
    action: "reset",
    zh: "设备无应答",
    en: "Device does not answer",
    commLoss: true,
  },
  "comm.garbled": { severity: "warning", action: "reset", zh: "通信数据错误", en: "Garbled communication" },
  "comm.refused": {
    severity: "error",
    action: "configuration",
    zh: "无法打开设备端口",
    en: "Port cannot be opened",
    commLoss: true,
  },
  "device.not-present": {
    severity: "error",
    action: "maintenance",
    zh: "设备不存在或已拔出",
    en: "Device absent or unplugged",
    commLoss: true,
  },
  "device.offline": { severity: "warning", action: "clear", zh: "设备离线", en: "Device offline" },
  "device.hardware": { severity: "critical", action: "maintenance", zh: "设备硬件故障", en: "Device hardware error" },
  "device.self-test-failed": { severity: "critical", action: "maintenance", zh: "自检失败", en: "Self-test failed" },
  "device.power-lost": { severity: "error", action: "clear", zh: "设备掉电", en: "Device lost power" },
  "device.service-requested": {
    severity: "warning",
    action: "maintenance",
    zh: "设备请求维修",
    en: "Service requested",
  },
  "device.tampered": { severity: "critical", action: "maintenance", zh: "疑似被破坏", en: "Possible tampering" },
  "hub.lost": { severity: "critical", action: "maintenance", zh: "集线器失联", en: "Hub lost" },
  "config.wrong-emulation": { severity: "error", action: "configuration", zh: "仿真模式不符", en: "Wrong emulation" },
  "config.wrong-device": {
    severity: "error",
    action: "configuration",
    zh: "接入的不是配置的设备",
    en: "Another device than configured",
  },
  "config.wrong-helper": {
    severity: "error",
    action: "configuration",
    zh: "厂商助手程序不符",
    en: "Wrong vendor helper",
  },
  "config.bad-command": {
    severity: "warning",
    action: "softwareError",
    zh: "设备拒绝指令",
    en: "Device rejected a command",
  },
  "config.component-missing": {
    severity: "error",
    action: "configuration",
    zh: "缺少系统组件",
    en: "System component missing",
  },
  "auth.sam-not-authorised": {
    severity: "error",
    action: "maintenance",
    zh: "SAM 模块未授权",
    en: "SAM not authorised",
  },
  "service.stopped": { severity: "error", action: "reset", zh: "系统服务未运行", en: "System service stopped" },
  "card.read-failures": {
    severity: "warning",
    action: "maintenance",
    zh: "连续多张卡读取失败",
    en: "Several cards in a row failed to read",
  },
  "cover.open": { severity: "warning", action: "clear", zh: "机盖打开", en: "Cover open" },
  "interlock.open": { severity: "warning", action: "clear", zh: "联锁打开", en: "Interlock open" },
  "media.jam": { severity: "error", action: "clear", zh: "卡纸或卡卡", en: "Media jam" },
  "media.not-taken": { severity: "info", action: "suspend", zh: "证件或凭条未取走", en: "Media not taken" },
  "paper.low": { severity: "warning", action: "clear", zh: "纸张不足", en: "Paper low" },
  "paper.out": { severity: "error", action: "clear", zh: "缺纸", en: "Paper out" },
  "tray.missing": { severity: "error", action: "clear", zh: "纸盒未装", en: "Paper tray missing" },
  "output.near-full": { severity: "warning", action: "clear", zh: "出纸盒将满", en: "Output bin nearly full" },
  "output.full": { severity: "error", action: "clear", zh: "出纸盒已满", en: "Output bin full" },
  "toner.low": { severity: "warning", action: "maintenance", zh: "硒鼓余量低", en: "Toner low" },
  "toner.out": { severity: "error", action: "maintenance", zh: "硒鼓用尽", en: "Toner out" },
  "ink.low": { severity: "warning", action: "maintenance", zh: "墨量低", en: "Ink low" },
  "ink.out": { severity: "error", action: "maintenance", zh: "墨用尽", en: "Ink out" },
  "ribbon.low": { severity: "warning", action: "maintenance", zh: "色带将尽", en: "Ribbon low" },
  "ribbon.out": { severity: "error", action: "maintenance", zh: "色带用尽", en: "Ribbon out" },
  "ribbon.missing": { severity: "error", action: "maintenance", zh: "未装色带", en: "Ribbon missing" },
  "supply.missing": { severity: "error", action: "maintenance", zh: "耗材未装", en: "Supply missing" },
  "waste.near-full": { severity: "warning", action: "maintenance", zh: "废粉盒将满", en: "Waste nearly full" },
  "waste.full": { severity: "error", action: "maintenance", zh: "废粉盒已满", en: "Waste full" },
  "drum.life-almost-over": {
    severity: "warning",
    action: "maintenance",
    zh: "感光鼓寿命将尽",
    en: "Drum life almost over",
  },
  "drum.life-over": { severity: "error", action: "maintenance", zh: "感光鼓寿命已尽", en: "Drum life over" },
  "part.life-almost-over": {
    severity: "warning",
    action: "maintenance",
    zh: "部件寿命将尽",
    en: "Part life almost over",
  },
  "part.life-over": { severity: "error", action: "maintenance", zh: "部件寿命已尽", en: "Part life over" },
  "fuser.temperature": { severity: "error", action: "maintenance", zh: "定影温度异常", en: "Fuser temperature" },
  "head.temperature": { severity: "warning", action: "suspend", zh: "打印头过热", en: "Print head too hot" },
  "head.failure": { severity: "critical", action: "maintenance", zh: "打印头故障", en: "Print head failure" },
  "cutter.failure": { severity: "error", action: "maintenance", zh: "切刀故障", en: "Cutter failure" },
  "motor.failure": { severity: "critical", action: "maintenance", zh: "电机故障", en: "Motor failure" },
  "maintenance.overdue": {
    severity: "warning",
    action: "maintenance",
    zh: "保养逾期",
    en: "Preventive maintenance overdue",
  },
  "cleaning.recommended": { severity: "info", action: "maintenance", zh: "建议清洁", en: "Cleaning recommended" },
  "cleaning.required": { severity: "warning", action: "maintenance", zh: "需要清洁", en: "Cleaning required" },
  "cleaning.mandatory": { severity: "error", action: "maintenance", zh: "必须清洁后使用", en: "Cleaning mandatory" },
  "cards.low": { severity: "warning", action: "clear", zh: "卡量不足", en: "Cards low" },
  "cards.empty": { severity: "error", action: "clear", zh: "卡仓空", en: "Card feeder empty" },
  "bin.full": { severity: "error", action: "clear", zh: "回收箱已满", en: "Reject bin full" },
  "camera.inoperative": { severity: "error", action: "maintenance", zh: "摄像头不可用", en: "Camera inoperative" },
  "scanner.inoperative": { severity: "error", action: "maintenance", zh: "扫码器不可用", en: "Scanner inoperative" },
  "power.on-battery": { severity: "warning", action: "clear", zh: "市电中断，电池供电", en: "On battery" },
  "power.battery-low": { severity: "critical", action: "maintenance", zh: "电池电量低", en: "Battery low" },
  "power.battery-replace": {
    severity: "warning",
    action: "maintenance",
    zh: "电池需更换",
    en: "Battery needs replacing",
  },
  "power.battery-missing": { severity: "error", action: "maintenance", zh: "未接电池", en: "Battery missing" },
  "power.overload": { severity: "error", action: "clear", zh: "不间断电源过载", en: "UPS overloaded" },
  "host.disk-low": { severity: "warning", action: "softwareError", zh: "磁盘空间不足", en: "Disk space low" },
  "host.clock-skew": { severity: "warning", action: "configuration", zh: "终端时钟偏差", en: "Clock skew" },
  "host.temperature": { severity: "warning", action: "maintenance", zh: "主机过热", en: "Host too hot" },
  "host.memory-low": { severity: "warning", action: "softwareError", zh: "内存不足", en: "Memory low" },
  "host.clock-unsynchronised": {
    severity: "warning",
    action: "configuration",
    zh: "终端时钟未同步",
    en: "Clock not synchronised",
  },
  "host.no-network": { severity: "warning", action: "configuration", zh: "主机无网络通路", en: "No network path" },
  "host.screen-missing": { severity: "error", action: "maintenance", zh: "未检测到显示屏", en: "Screen missing" },
  "host.touch-missing": { severity: "error", action: "maintenance", zh: "未检测到触摸屏", en: "Touch screen missing" },
} as const satisfies Record<string, FaultCodeInfo>;
export type FaultCode = keyof typeof faultCodes;

const codeNames = Object.keys(faultCodes);
/** Narrows any text to a fault code of the register. */
export function isFaultCode(text: string): text is FaultCode {
  return codeNames.includes(text);
}

/** The record of one fault code, widened so that optional fields can be read. */
export function faultCodeInfo(code: FaultCode): FaultCodeInfo {
  return faultCodes[code];
}
