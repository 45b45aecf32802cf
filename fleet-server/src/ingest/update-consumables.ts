import { foldLevels } from "../domain/consumable/levels.ts";
import { tell } from "./timeline.ts";
import type { Step } from "./uplink.ts";

export const updateConsumables: Step = (uplink, unit, rules) => {
  const { kioskId, receivedAt } = uplink.message;
  for (const { device, observedAt } of uplink.folded) {
    const kiosk = unit.kiosk(kioskId);
    if (kiosk === undefined) return "done";
    const changes = foldLevels(kiosk.consumables, kioskId, device, observedAt, receivedAt);
    if (changes.length === 0) continue;
    const consumables = new Map(kiosk.consumables);
    for (const { key, after, replaced } of changes) {
      consumables.set(key, after);
      unit.put("consumable", after);
      if (!replaced) continue;
      tell(unit, rules, kioskId, receivedAt, {
        kind: "consumable",
        zh: `检测到耗材更换：${after.consumable} ${after.part}`,
        en: `Replacement detected: ${after.consumable} ${after.part}`,
        at: observedAt,
        deviceId: device.deviceId,
      });
    }
    unit.setKiosk({ ...kiosk, consumables });
  }
  return "next";
};
