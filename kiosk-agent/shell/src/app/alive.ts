// Tells the agent that these pages really paint: the watchdog is fed by the renderer and by nobody else.
import { useEffect } from "react";
import { z } from "zod";
import { shell } from "./client.ts";

export const everyMs = 2000;

/** Chromium's own measure, absent elsewhere. */
const Memory = z.object({ usedJSHeapSize: z.int().min(0) });

export function heapBytes(of: Performance): number | null {
  const memory = Memory.safeParse(Reflect.get(of, "memory"));
  return memory.success ? memory.data.usedJSHeapSize : null;
}

export function useAlive(): void {
  useEffect(() => {
    let paints = 0;
    const timer = setInterval(() => {
      requestAnimationFrame(() => {
        paints += 1;
        // Whether the agent is away is seen by its stream; a beat that is lost is lost.
        shell.alive({ paints, heapBytes: heapBytes(performance) }).catch(() => undefined);
      });
    }, everyMs);
    return () => clearInterval(timer);
  }, []);
}
