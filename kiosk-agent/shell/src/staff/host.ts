/** Tells the host, where one is there to be told, until when staff may leave these pages; null: no longer. Kiosk clock. */
export function tellHost(until: number | null): void {
  const host: unknown = Reflect.get(globalThis, "kioskHost");
  if (typeof host !== "object" || host === null || !("staff" in host) || typeof host.staff !== "function") return;
  host.staff(until);
}
