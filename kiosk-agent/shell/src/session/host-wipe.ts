// The parts that only a host can wipe and look at, where one is there; in the system browser there is none.
import { WipePart } from "@kiosk/contract";
import { z } from "zod";

type Call = (...given: readonly unknown[]) => unknown;

function hostCall(name: "wipe" | "renew"): Call | null {
  const host: unknown = Reflect.get(globalThis, "kioskHost");
  const call: unknown = typeof host === "object" && host !== null ? Reflect.get(host, name) : undefined;
  return typeof call === "function" ? (...given) => Reflect.apply(call, host, given) : null;
}

/** A host that takes longer has no proof to give. */
const limitMs = 1000;

/** Never rejects; empty where there is no host, or it does not say. */
export async function wipeHost(): Promise<readonly WipePart[]> {
  const call = hostCall("wipe");
  if (call === null) return [];
  const late = new Promise<unknown>((resolve) => setTimeout(() => resolve([]), limitMs));
  try {
    const parts = z.array(WipePart).safeParse(await Promise.race([call(), late]));
    return parts.success ? parts.data : [];
  } catch (error) {
    console.warn("host wipe:", error);
    return [];
  }
}

/** A new page in a new partition, where a host can give one. */
export function renewHost(): void {
  hostCall("renew")?.();
}

/** Each part once: what one of the two could read back is known, and of two that could, the worse. */
export function mergeParts(pages: readonly WipePart[], host: readonly WipePart[]): WipePart[] {
  const merged = new Map<WipePart["part"], number | null>();
  for (const { part, left } of [...pages, ...host]) {
    const before = merged.get(part) ?? null;
    merged.set(part, before === null || left === null ? (before ?? left) : Math.max(before, left));
  }
  return [...merged].map(([part, left]) => ({ part, left }));
}
