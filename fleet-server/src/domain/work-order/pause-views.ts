import { type PauseView, pauseGrounds } from "@kiosk/contract";
import type { OrderEvent } from "./work-order.ts";

/** Every pause of the log, also those that stop no clock. @param events standing events, in log order */
export function pauseViews(events: readonly OrderEvent[]): PauseView[] {
  const resumes = events.filter((e) => e.type === "resume").map((e) => e.at);
  return events
    .filter((e) => e.type === "pause")
    .map((event) => {
      const approvedBy = event.data.approvedBy ?? null;
      const reason = event.data.reason ?? "";
      const ends = resumes.filter((at) => at > event.at);
      return {
        from: event.at,
        to: ends.length === 0 ? null : Math.min(...ends),
        reason,
        approvedBy,
        counts: approvedBy !== null && pauseGrounds.some((ground) => ground === reason),
      };
    });
}
