// One uplink message on its way through the steps, and what the steps are given besides.
import type {
  AppId,
  KioskBirth,
  KioskDeath,
  KioskEvent,
  KioskHeartbeat,
  KioskId,
  KioskReport,
  Said,
} from "@kiosk/contract";
import type { SettleOf } from "../domain/fault/conditions.ts";
import type { Device } from "../domain/kiosk/kiosk.ts";
import type { Alarm } from "../domain/notice/alarm.ts";
import type { Millis } from "../domain/time.ts";
import type { OrderRule } from "../domain/work-order/rules.ts";
import type { Unit } from "./unit.ts";

export interface UplinkMessage {
  /** the terminal that authenticated, whatever the topic or the payload say */
  readonly kioskId: KioskId;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly receivedAt: Millis;
}

export type ParsedUplink =
  | { readonly leaf: "birth"; readonly body: KioskBirth }
  | { readonly leaf: "report"; readonly body: KioskReport; readonly text: string }
  | { readonly leaf: "event"; readonly body: KioskEvent; readonly text: string }
  | { readonly leaf: "heartbeat"; readonly body: KioskHeartbeat }
  | { readonly leaf: "death"; readonly body: KioskDeath };

export interface Uplink {
  readonly message: UplinkMessage;
  parsed?: ParsedUplink;
  /** devices whose present state this message changed */
  readonly folded: { readonly device: Device; readonly observedAt: Millis }[];
}

export interface IngestRules {
  readonly settleOf: SettleOf;
  readonly orderRules: readonly OrderRule[];
  newId(): string;
  /** what an app is called, as last handed in; undefined: it is not known here */
  appName?(id: AppId): Said | undefined;
  /** Who hears of an alarm by which channel, and not before when. @param escalation groups its step names besides */
  notify(alarm: Alarm, escalation: readonly string[]): readonly NoticeTarget[];
}

export interface NoticeTarget {
  readonly groupId: string;
  readonly channelId: string;
  readonly notBefore: Millis;
}

export interface IngestCounters {
  acceptedReports: number;
  replays: number;
  quarantined: number;
}

/** `done` ends the message's way: it is stored or quarantined, and acknowledged. */
export type StepOutcome = "next" | "done";
export type Step = (uplink: Uplink, unit: Unit, rules: IngestRules, counters: IngestCounters) => StepOutcome;
