// A device that is lent to the citizen's own session is left alone by monitoring and told as busy, without its words. It was fine
// when it was lent; what was last heard of it stands until it comes back, else every tile would fall while it is used.
import type { DeviceReport } from "@kiosk/contract";
import type { SeenDevice } from "./capability-check.ts";

/**
 * What counts of each device. `before`: the answer of the last call. `lending`: a session is under way or has just given its
 * devices back. `now` in ms, kiosk clock.
 */
export function steadyDevices(
  before: readonly SeenDevice[],
  reports: readonly DeviceReport[],
  lending: boolean,
  now: number,
): readonly SeenDevice[] {
  return reports.map((report) => {
    const kept = before.find((b) => b.report.deviceId === report.deviceId);
    const silent = kept !== undefined && report.answeredAt === kept.report.answeredAt;
    // A printer that answers that it is busy speaks for itself.
    if (lending && report.state === "deviceBusy" && silent && kept.report.state !== "deviceBusy") return kept;
    if (lending && holdsCitizensBooklet(report) && kept !== undefined) return kept;
    return { report, at: now };
  });
}

/**
 * With a booklet in it a PR2 answers a document status whose meaning is in no public record, and so is `unknown`. While somebody
 * is here it is their booklet, and no news; left in, it is unknown again when the use is over.
 */
function holdsCitizensBooklet({ deviceClass, state, conditions }: DeviceReport): boolean {
  return deviceClass === "bookletPrinter" && state === "unknown" && conditions.length === 0;
}
