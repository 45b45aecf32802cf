// The probe's words in both languages. Names of devices and faults come from the profiles and the vocabulary.
import type { DeviceState, Quality } from "@kiosk/firmware-profiles";
import type { ProbeResult } from "./probe.ts";

export const languages = ["zh", "en"] as const;
export type Language = (typeof languages)[number];

export interface Words {
  readonly usage: string;
  readonly probing: string;
  readonly sent: string;
  readonly received: string;
  readonly identified: string;
  readonly alike: string;
  readonly unverified: string;
  readonly tried: string;
  readonly noAnswer: string;
  readonly answered: string;
  readonly verdict: Readonly<Record<ProbeResult["verdict"], string>>;
  readonly verdictIs: string;
  readonly timedOut: string;
  readonly stateIs: string;
  readonly state: Readonly<Record<DeviceState, string>>;
  readonly readings: string;
  readonly quality: Readonly<Record<Quality, string>>;
  readonly levelWord: Readonly<Record<"unknown" | "not-supported" | "some", string>>;
  readonly faults: string;
  readonly none: string;
  readonly dropped: string;
  readonly failed: string;
  readonly wrong: Readonly<Record<"usage" | "url" | "profile" | "profiles", string>>;
  readonly urlMissing: string;
  readonly nothingAttached: string;
  /** what a device hangs on */
  readonly bus: Readonly<Record<"serial" | "usb" | "hid" | "pcsc" | "camera" | "keyboard" | "host", string>>;
  readonly unasked: string;
  readonly byIds: string;
  readonly suggestion: string;
}

const zh: Words = {
  usage:
    "用法：npm run probe -- <设备地址> [--profile 型号] [--json] [--timeout 毫秒] [--lang zh|en]\n" +
    "      npm run probe -- --list [--json]                列出本机所接设备，不打开任何设备\n" +
    "      npm run probe -- --scan [设备地址…] [--json]   依次探测（不给地址则为本机所接的全部设备），并给出建议配置\n" +
    "设备地址：\n" +
    "  serial:///dev/serial/by-id/…?baud=9600            串口，也可写 serial:///dev/ttyUSB0\n" +
    "  tcp://主机:端口                                   串口服务器\n" +
    "  usb://0400:c35a?serial=…&interface=0              USB 设备\n" +
    "  hid://051d:0002?serial=…&usagePage=0x84           HID 设备\n" +
    "  pcsc://读卡器名称                                 PC/SC 读卡器\n" +
    "  camera:///dev/v4l/by-id/…、camera://usb/0ac8:3420 摄像头\n" +
    "  wedge:///dev/input/by-id/…-event-kbd              键盘口扫码器\n" +
    "  snmp://主机?community=public、ipp://主机/ipp/print 网络打印机（不会自动查找，须给出地址）\n" +
    "  helper:///程序路径?arg=…                          厂商驱动程序\n" +
    "  host://local                                      本机\n" +
    "不给 --profile 时逐个试探；若端口上可能接着打印机，请给出 --profile。编号表明是别的设备的，一概不问。",
  probing: "探测",
  sent: "发",
  received: "收",
  identified: "识别为",
  alike: "线上无法与之区分",
  unverified: "此型号的状态表未经实机核对",
  tried: "已试",
  noAnswer: "无应答",
  answered: "有应答",
  verdictIs: "结论",
  verdict: { healthy: "正常", problem: "有问题", unidentified: "未能识别" },
  timedOut: "时间已到，未问完",
  stateIs: "状态",
  state: {
    unknown: "无法判断",
    online: "在线",
    offline: "离线",
    powerOff: "已断电",
    noDevice: "无设备",
    hardwareError: "硬件故障",
    userError: "需现场处理",
    deviceBusy: "工作中",
    starting: "启动中",
    potentialFraud: "疑似被破坏",
  },
  readings: "读数",
  quality: { measured: "实测", counted: "计数", inferred: "推断", unknown: "未知" },
  levelWord: { unknown: "未知", "not-supported": "不支持", some: "有剩余" },
  faults: "故障",
  none: "无",
  dropped: "无法归属的字节",
  failed: "读取失败",
  wrong: { usage: "命令有误", url: "设备地址有误", profile: "型号有误", profiles: "型号文件有误" },
  urlMissing: "缺少设备地址，用 --help 查看用法",
  nothingAttached: "除本机外没有接任何可探测的设备",
  bus: {
    serial: "串口",
    usb: "USB",
    hid: "HID",
    pcsc: "读卡器（PC/SC）",
    camera: "摄像头",
    keyboard: "键盘或键盘口扫码器",
    host: "本机",
  },
  unasked: "已接入但未探测（没有型号认得其编号；若知道是什么，用 --profile 探测）",
  byIds: "仅凭编号判断，未向设备发问：",
  suggestion: "可写入 agent.json：",
};

const en: Words = {
  usage:
    "usage: npm run probe -- <device url> [--profile id] [--json] [--timeout ms] [--lang zh|en]\n" +
    "       npm run probe -- --list [--json]                  what is attached to this machine; opens no device\n" +
    "       npm run probe -- --scan [device url ...] [--json] asks each in turn (without urls all that is attached) and suggests the configuration\n" +
    "device url:\n" +
    "  serial:///dev/serial/by-id/...?baud=9600            serial port, also serial:///dev/ttyUSB0\n" +
    "  tcp://host:port                                     serial device server\n" +
    "  usb://0400:c35a?serial=...&interface=0              USB device\n" +
    "  hid://051d:0002?serial=...&usagePage=0x84           HID device\n" +
    "  pcsc://reader name                                  PC/SC reader\n" +
    "  camera:///dev/v4l/by-id/..., camera://usb/0ac8:3420 camera\n" +
    "  wedge:///dev/input/by-id/...-event-kbd              scanner that types\n" +
    "  snmp://host?community=public, ipp://host/ipp/print  network printer; none is looked for, give the address\n" +
    "  helper:///path/of/program?arg=...                   vendor's driver\n" +
    "  host://local                                        this machine\n" +
    "Without --profile the known protocols are tried one by one; give it where a printer may hang on the port. What its ids say is something else is never asked.",
  probing: "probing",
  sent: "sent",
  received: "got ",
  identified: "identified as",
  alike: "looks the same on the wire",
  unverified: "the status tables of this model were never checked against one",
  tried: "tried",
  noAnswer: "no answer",
  answered: "answered",
  verdictIs: "verdict",
  verdict: { healthy: "healthy", problem: "has a problem", unidentified: "not identified" },
  timedOut: "the time was over before all was asked",
  stateIs: "state",
  state: {
    unknown: "cannot be told",
    online: "online",
    offline: "offline",
    powerOff: "powered off",
    noDevice: "no device",
    hardwareError: "hardware error",
    userError: "needs a hand on site",
    deviceBusy: "busy",
    starting: "starting",
    potentialFraud: "possible tampering",
  },
  readings: "readings",
  quality: { measured: "measured", counted: "counted", inferred: "inferred", unknown: "unknown" },
  levelWord: { unknown: "unknown", "not-supported": "not supported", some: "some left" },
  faults: "faults",
  none: "none",
  dropped: "bytes that belong to nothing",
  failed: "could not be listed",
  wrong: { usage: "wrong command", url: "wrong device url", profile: "wrong profile", profiles: "broken profile file" },
  urlMissing: "the device url is missing, --help shows how",
  nothingAttached: "nothing that can be asked is attached but this machine itself",
  bus: {
    serial: "serial",
    usb: "USB",
    hid: "HID",
    pcsc: "PC/SC",
    camera: "cameras",
    keyboard: "keyboards, or scanners that type",
    host: "this machine",
  },
  unasked: "attached and not asked (no profile knows the ids; where you know what it is, probe it with --profile)",
  byIds: "by their ids alone, nothing was asked:",
  suggestion: "for agent.json:",
};

export const words: Readonly<Record<Language, Words>> = { zh, en };
