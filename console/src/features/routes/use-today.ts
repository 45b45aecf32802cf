import { useSyncExternalStore } from "react";
import { formatDate } from "../../shared/format/time.ts";
import { useServerClock } from "../../shared/time/ClockProvider.tsx";

/** The day at the server; whoever asks is drawn anew at midnight, not each second. */
export function useToday(): string {
  const clock = useServerClock();
  return useSyncExternalStore(clock.subscribe, () => formatDate(clock.snapshot()));
}
