// Which fault opens a work order, after how long, of which class. Data: a contract may bring its own list.
import { type FaultCode, faultCodes, type OrderClass } from "@kiosk/firmware-profiles";
import { type Fault, isOpen } from "../fault/fault.ts";
import { hourMs, type Millis, minuteMs } from "../time.ts";

export interface OrderRule {
  readonly codes: readonly FaultCode[];
  /** how long after it was raised; people on site are given time to close a cover or load paper themselves */
  readonly afterMs: number;
  readonly class: OrderClass;
  readonly why: { readonly zh: string; readonly en: string };
}

export const orderRules: readonly OrderRule[] = [
  {
    codes: [
      "ribbon.out",
      "ribbon.missing",
      "toner.out",
      "ink.out",
      "waste.full",
      "supply.missing",
      "cleaning.mandatory",
    ],
    afterMs: 0,
    class: "consumable",
    why: {
      zh: "更换耗材之前无法服务群众（条款 C6）",
      en: "the citizen cannot be served until the supply is changed (clause C6)",
    },
  },
  {
    codes: ["ribbon.low", "toner.low", "ink.low", "waste.near-full", "cleaning.required"],
    afterMs: 10 * minuteMs,
    class: "consumable",
    why: {
      zh: "须在影响服务前更换；等十分钟，避免晃动硒鼓造成误报",
      en: "to be changed before it stops the service; ten minutes let a shaken cartridge settle",
    },
  },
  {
    codes: [
      "device.hardware",
      "device.self-test-failed",
      "device.tampered",
      "motor.failure",
      "head.failure",
      "cutter.failure",
      "fuser.temperature",
      "camera.inoperative",
      "scanner.inoperative",
      "auth.sam-not-authorised",
      "hub.lost",
      "power.battery-low",
      "power.battery-missing",
    ],
    afterMs: 0,
    class: "hardware_repair",
    why: {
      zh: "现场人员无法修复",
      en: "nobody on site can mend it",
    },
  },
  {
    codes: [
      "comm.no-answer",
      "device.not-present",
      "comm.refused",
      "device.offline",
      "device.power-lost",
      "host.screen-missing",
      "host.touch-missing",
    ],
    afterMs: minuteMs,
    class: "hardware_repair",
    why: {
      zh: "等一分钟，以便识别为集线器失联一个原因",
      en: "a minute lets a lost hub be recognised as the one cause",
    },
  },
  {
    codes: [
      "config.wrong-emulation",
      "config.wrong-device",
      "config.wrong-helper",
      "config.bad-command",
      "config.component-missing",
      "service.stopped",
      "comm.garbled",
      "host.disk-low",
      "host.memory-low",
      "host.clock-skew",
      "host.clock-unsynchronised",
      "host.no-network",
    ],
    afterMs: 5 * minuteMs,
    class: "software",
    why: {
      zh: "设置和服务可远程恢复（条款 C12）",
      en: "settings and services are put right remotely (clause C12)",
    },
  },
  {
    codes: ["drum.life-over", "part.life-over", "power.battery-replace"],
    afterMs: 0,
    class: "part_replacement",
    why: {
      zh: "磨损部件须采购（条款 C15）",
      en: "a worn part must be ordered (clause C15)",
    },
  },
  {
    codes: [
      "paper.out",
      "media.jam",
      "cover.open",
      "interlock.open",
      "tray.missing",
      "output.full",
      "bin.full",
      "cards.empty",
      "power.overload",
    ],
    afterMs: hourMs,
    class: "hardware_repair",
    why: {
      zh: "先由现场值守处理，一小时后转运维",
      en: "first the person on duty at the site; after an hour it is ours",
    },
  },
  {
    codes: ["drum.life-almost-over", "part.life-almost-over", "maintenance.overdue"],
    afterMs: hourMs,
    class: "part_replacement",
    why: {
      zh: "随下次上门一并安排",
      en: "planned with the next visit",
    },
  },
];

/** The rule of a code, or undefined: such faults are shown but open no order by themselves. */
export function ruleFor(rules: readonly OrderRule[], code: FaultCode): OrderRule | undefined {
  return rules.find((rule) => rule.codes.includes(code));
}

/** When this fault will open an order; null when it will not (no rule, explained by a cause, not raised). */
export function orderDueAt(rules: readonly OrderRule[], fault: Fault): Millis | null {
  if (!isOpen(fault) || fault.raisedAt === null || fault.causeId !== null) return null;
  const rule = ruleFor(rules, fault.code);
  if (rule === undefined) return null;
  // a fault that is clearing waits: if it stays away no order is needed
  return fault.state === "raised" ? fault.stateAt + rule.afterMs : null;
}

/** Codes without a rule, for the test that the list is complete on purpose. */
export function codesWithoutRule(rules: readonly OrderRule[]): string[] {
  const ruled = new Set<string>(rules.flatMap((r) => r.codes));
  return Object.keys(faultCodes).filter((code) => !ruled.has(code));
}
