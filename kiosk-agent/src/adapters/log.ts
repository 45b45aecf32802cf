import type { Log } from "../ports.ts";

/** One JSON line an event, to the stream given (stdout in production). `fields` must not hold secrets. */
export function createJsonLog(
  write: (line: string) => void,
  now: () => number,
  base: Readonly<Record<string, unknown>> = {},
): Log {
  function line(level: "info" | "warn", event: string, fields: Record<string, unknown> = {}): void {
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...base, ...fields })}\n`);
  }
  return {
    info: (event, fields) => line("info", event, fields),
    warn: (event, fields) => line("warn", event, fields),
  };
}
