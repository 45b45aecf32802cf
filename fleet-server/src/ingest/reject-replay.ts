import { findBoot, newBoot, withBoot } from "../domain/kiosk/kiosk.ts";
import { addSeen, hasSeen } from "../domain/kiosk/seen.ts";
import type { Step } from "./uplink.ts";

/** A durable message that is stored already is acknowledged again and changes nothing. */
export const rejectReplay: Step = (uplink, unit, _rules, counters) => {
  const { parsed, message } = uplink;
  if (parsed === undefined || (parsed.leaf !== "report" && parsed.leaf !== "event")) return "next";
  const kiosk = unit.kiosk(message.kioskId);
  if (kiosk === undefined) return "done";
  const { bootId, seq } = parsed.body;
  const known = findBoot(kiosk, bootId);
  if (known !== undefined && hasSeen(known.seen, seq)) {
    counters.replays += 1;
    return "done";
  }
  const boot = known ?? newBoot(kiosk.master.id, bootId, message.receivedAt);
  const seen = { ...boot, seen: addSeen(boot.seen, seq) };
  unit.setKiosk(withBoot(kiosk, seen));
  unit.put("boot", seen);
  return "next";
};
