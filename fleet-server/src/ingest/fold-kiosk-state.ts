// What a message means for the state of its terminal: presence, boot, devices.
import type { DeviceReport, KioskBirth, KioskEvent, KioskReport } from "@kiosk/contract";
import { faultCodeInfo } from "@kiosk/firmware-profiles";
import { clearUndeclared } from "../domain/fault/conditions.ts";
import { foldDevice, isCurrent, serverTime } from "../domain/kiosk/fold.ts";
import { findBoot, type Kiosk, withEntry } from "../domain/kiosk/kiosk.ts";
import { lateNews } from "../domain/kiosk/late.ts";
import {
  applyBirth,
  applyDeath,
  applyHeartbeat,
  applySign,
  type PresenceChange,
  skewNoticeMs,
} from "../domain/kiosk/presence.ts";
import type { Millis } from "../domain/time.ts";
import { applyFaultChanges } from "./fault-changes.ts";
import { foldCitizenEvent } from "./fold-citizen-events.ts";
import { recordReplacement } from "./record-replacement.ts";
import { tell } from "./timeline.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules, Step, Uplink } from "./uplink.ts";

export const foldKioskState: Step = (uplink, unit, rules) => {
  const { parsed, message } = uplink;
  const kiosk = unit.kiosk(message.kioskId);
  if (parsed === undefined || kiosk === undefined) return "done";
  const at = message.receivedAt;
  switch (parsed.leaf) {
    case "birth":
      foldBirth(kiosk, parsed.body, at, unit, rules);
      return "next";
    case "heartbeat":
      foldPresence(kiosk, applyHeartbeat(kiosk, parsed.body, at), at, true, unit, rules, true);
      return "next";
    case "death":
      foldPresence(kiosk, applyDeath(kiosk, parsed.body, at), at, true, unit, rules);
      return "next";
    case "report":
      foldPresence(kiosk, applySign(kiosk, parsed.body, at), at, false, unit, rules);
      foldReport(uplink, parsed.body, at, unit, rules);
      return "next";
    case "event":
      foldPresence(kiosk, applySign(kiosk, parsed.body, at), at, false, unit, rules);
      foldEvent(parsed.body, at, unit, rules);
      return "next";
  }
};

/**
 * Sets the kiosk; its status row is written when it matters after a restart, not for every report.
 * @param sign a sign of life: with ten thousand terminals these are most messages, and no news
 */
function foldPresence(
  before: Kiosk,
  change: PresenceChange,
  at: Millis,
  keepStatus: boolean,
  unit: Unit,
  rules: IngestRules,
  sign = false,
): void {
  const { kiosk, boot, went } = change;
  const sameTrouble = before.status.outbox?.trouble === kiosk.status.outbox?.trouble;
  if (sign && went === null && sameTrouble) unit.hearKiosk(kiosk);
  else unit.setKiosk(kiosk);
  if (boot !== null) unit.put("boot", boot);
  if (keepStatus || went !== null) unit.put("kioskStatus", kiosk.status);
  if (went === "online")
    tell(unit, rules, kiosk.master.id, at, {
      ...{ kind: "presence", zh: "终端上线", en: "Terminal online", refId: "online" },
    });
  if (went === "offline") {
    const clean = boot?.deathReason === "shutdown";
    const zh = clean ? "终端正常关机" : "终端离线（连接中断）";
    tell(unit, rules, kiosk.master.id, at, {
      kind: "presence",
      zh,
      en: clean ? "Terminal shut down" : "Terminal offline (connection lost)",
      refId: "offline",
    });
  }
  const was = Math.abs(before.status.skewMs ?? 0) > skewNoticeMs;
  const is = Math.abs(kiosk.status.skewMs ?? 0) > skewNoticeMs;
  if (was === is) return;
  const seconds = Math.round((kiosk.status.skewMs ?? 0) / 1000);
  const zh = is ? `终端时钟偏差 ${seconds} 秒` : "终端时钟恢复正常";
  tell(unit, rules, kiosk.master.id, at, {
    kind: "clock",
    zh,
    en: is ? `Clock is off by ${seconds} s` : "Clock is right again",
  });
}

function foldBirth(before: Kiosk, birth: KioskBirth, at: Millis, unit: Unit, rules: IngestRules): void {
  const change = applyBirth(before, birth, at);
  foldPresence(before, change, at, true, unit, rules);
  if (change.newBoot) {
    const zh = `终端程序启动（${birth.agentVersion}）`;
    tell(unit, rules, before.master.id, at, {
      kind: "boot",
      zh,
      en: `Agent started (${birth.agentVersion})`,
      refId: birth.bootId,
    });
  }
  applyFaultChanges(unit, rules, before.master.id, clearUndeclared(change.kiosk, at), at);
  unit.effects.push({ name: "resend-commands", kioskId: before.master.id });
}

function foldReport(uplink: Uplink, report: KioskReport, at: Millis, unit: Unit, rules: IngestRules): void {
  const kiosk = unit.kiosk(report.kioskId);
  if (kiosk === undefined) return;
  if (!isCurrent(kiosk, report)) {
    // never born to us: the birth was lost or could not be understood, so ask for it; a known old boot is only backlog
    const unborn = (findBoot(kiosk, report.bootId)?.bornAt ?? null) === null;
    if (unborn && kiosk.status.bootId === null) unit.effects.push({ name: "ask-rebirth", kioskId: report.kioskId });
    for (const device of report.devices) tellLate(report, device, at, unit, rules);
    return;
  }
  let devices = kiosk.devices;
  for (const reported of report.devices) {
    const device = foldDevice(kiosk, report, reported, at);
    if (device === null) {
      tellLate(report, reported, at, unit, rules);
      continue;
    }
    devices = withEntry(devices, device.deviceId, device);
    uplink.folded.push({ device, observedAt: device.observedAt });
    unit.put("device", device);
  }
  unit.setKiosk({ ...(unit.kiosk(report.kioskId) ?? kiosk), devices });
}

function tellLate(report: KioskReport, device: DeviceReport, at: Millis, unit: Unit, rules: IngestRules): void {
  const before = unit.kiosk(report.kioskId);
  if (before === undefined || device.conditions.length === 0) return;
  const { kiosk, news } = lateNews(before, report.bootId, device);
  if (news.length === 0) return;
  unit.setKiosk(kiosk);
  for (const { code, part } of news) {
    const info = faultCodeInfo(code);
    const subject = part === "" ? device.deviceId : `${device.deviceId} ${part}`;
    tell(unit, rules, report.kioskId, at, {
      kind: "fault",
      zh: `补报：失联期间出现 ${info.zh}（${subject}）`,
      en: `Reported late: ${info.en} (${subject}) while out of reach`,
      at: serverTime(report.at, report.sentAt, at),
      deviceId: device.deviceId,
    });
  }
}

function foldEvent(message: KioskEvent, at: Millis, unit: Unit, rules: IngestRules): void {
  const { event, kioskId } = message;
  const when = serverTime(message.at, message.sentAt, at);
  switch (event.type) {
    case "consumable-replaced": {
      const zh = `现场录入耗材更换：${event.consumable} ${event.part}（${event.by}）`;
      const en = `Replacement entered at the terminal: ${event.consumable} ${event.part} (${event.by})`;
      tell(unit, rules, kioskId, at, { kind: "consumable", zh, en, at: when, deviceId: event.deviceId });
      recordReplacement(unit, kioskId, event, when);
      return;
    }
    case "command-result": {
      const command = unit.command(event.commandId);
      if (command === undefined || command.kioskId !== kioskId) return;
      unit.put("command", { ...command, state: event.ok ? "done" : "refused", answeredAt: at, detail: event.detail });
      const zh = event.ok ? "终端已执行指令" : `终端拒绝指令：${event.detail}`;
      const en = event.ok ? "Command carried out" : `Command refused: ${event.detail}`;
      tell(unit, rules, kioskId, at, { kind: "command", zh, en, refId: event.commandId });
      return;
    }
    case "self-inspection":
      unit.put("selfInspection", { kioskId, at: when, receivedAt: at, items: event.items });
      return;
    case "outbox-dropped": {
      const zh = `终端离线队列已满，丢弃 ${event.count} 条例行读数`;
      tell(unit, rules, kioskId, at, {
        kind: "outbox",
        zh,
        en: `Outbox full: ${event.count} routine readings dropped`,
        at: when,
      });
      return;
    }
    default:
      foldCitizenEvent({ ...message, event }, { at, when }, unit, rules);
  }
}
