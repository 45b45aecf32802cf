// What a backlog tells of the past: it changes no present state, but people must hear of a fault that came and went while
// the terminal could not be reached.
import type { BootId, DeviceReport } from "@kiosk/contract";
import type { Condition } from "@kiosk/firmware-profiles";
import { faultKey } from "../fault/fault.ts";
import type { Kiosk } from "./kiosk.ts";

/** So many are remembered; beyond it a line may be told twice. */
const rememberedLate = 500;

export interface LateNews {
  readonly kiosk: Kiosk;
  /** conditions that neither stand as a fault now nor were told of this boot before */
  readonly news: readonly Condition[];
}

export function lateNews(kiosk: Kiosk, bootId: BootId, device: DeviceReport): LateNews {
  const told = new Set(kiosk.toldLate.size > rememberedLate ? [] : kiosk.toldLate);
  const news = device.conditions.filter((condition) => {
    const key = faultKey({ deviceId: device.deviceId, code: condition.code, part: condition.part });
    const late = `${bootId}/${key}`;
    const standing = kiosk.faults.get(key);
    if (told.has(late) || (standing !== undefined && standing.state !== "cleared")) return false;
    told.add(late);
    return true;
  });
  return news.length === 0 ? { kiosk, news } : { kiosk: { ...kiosk, toldLate: told }, news };
}
