// A replacement that a person enters at the console or on the phone: the level begins anew here and at the agent.
import type { DeviceId, KioskId } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import { consumableKey } from "../domain/consumable/consumable.ts";
import { countedTargets, type ProfileFactsOf } from "../domain/consumable/counted.ts";
import type { Millis } from "../domain/time.ts";
import { recordReplacement } from "./record-replacement.ts";
import { tell } from "./timeline.ts";
import type { Unit } from "./unit.ts";
import type { IngestRules } from "./uplink.ts";

/** @returns the id of the command to the agent; undefined: the terminal neither tells nor counts such a consumable */
export function enterReplacement(
  unit: Unit,
  rules: IngestRules,
  factsOf: ProfileFactsOf,
  of: {
    readonly by: string;
    readonly kioskId: KioskId;
    readonly entry: { readonly deviceId: DeviceId; readonly consumable: ConsumableKind; readonly part: string };
    /** when it was done; the command is issued now */
    readonly at: Millis;
  },
): string | undefined {
  const { by, kioskId, at } = of;
  const { deviceId, consumable, part } = of.entry;
  const entry = { deviceId, consumable, part };
  const key = consumableKey(entry);
  const isTold = recordReplacement(unit, kioskId, entry, at);
  const kiosk = unit.kiosk(kioskId);
  const isCounted = kiosk && countedTargets(kiosk, factsOf).some((one) => consumableKey(one) === key);
  if (!isTold && !isCounted) return undefined;
  const commandId = rules.newId();
  const command = { v: 1, commandId, issuedAt: at, command: { type: "consumable-replaced", ...entry, by } } as const;
  unit.put("command", {
    id: commandId,
    kioskId,
    createdAt: at,
    body: command,
    state: "waiting",
    answeredAt: null,
    detail: "",
  });
  unit.effects.push({ name: "send-command", kioskId, command });
  const subject = `${consumable}${part === "" ? "" : ` ${part}`}`;
  tell(unit, rules, kioskId, at, {
    kind: "consumable",
    zh: `录入耗材更换：${subject}（${by}）`,
    en: `Replacement entered: ${subject} (${by})`,
    deviceId,
    refId: commandId,
  });
  return commandId;
}
