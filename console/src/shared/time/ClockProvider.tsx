import { createContext, type ReactNode, use, useState, useSyncExternalStore } from "react";
import { ServerClock } from "./server-clock.ts";

function createClock(): ServerClock {
  return new ServerClock({
    now: Date.now,
    every: (run, ms) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  });
}

const ClockContext = createContext<ServerClock | undefined>(undefined);

export function ClockProvider({ children }: { children: ReactNode }) {
  const [clock] = useState(createClock);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useServerClock(): ServerClock {
  const clock = use(ClockContext);
  if (clock === undefined) throw new Error("no ClockProvider above");
  return clock;
}

/** The server's time, renewed every second. Use it in small components: each use renders once a second. */
export function useNow(): number {
  const clock = useServerClock();
  return useSyncExternalStore(clock.subscribe, clock.snapshot);
}
