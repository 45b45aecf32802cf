// Screen and touch screen: whether they are plugged in.
import { join } from "node:path";
import { type HostRoots, namesIn, textOf } from "./host-files.ts";

/** How many display connectors have a screen; `none` where there is no connector at all. */
export async function screensFact({ sys }: HostRoots): Promise<number | "none" | undefined> {
  const folder = join(sys, "class/drm");
  const names = await namesIn(folder, /^card\d+-/);
  // A writeback connector leads back into memory.
  const connectors = names?.filter((name) => !name.includes("Writeback"));
  if (connectors === undefined) return undefined;
  if (connectors.length === 0) return "none";
  const states = await Promise.all(connectors.map((name) => textOf(folder, name, "status")));
  const connected = states.filter((state) => state === "connected").length;
  const isSure = states.every((state) => state === "connected" || state === "disconnected");
  return connected > 0 || isSure ? connected : undefined;
}

/** Bits of input-event-codes.h. */
const propPointer = 0n;
const propDirect = 1n;
const keyTouch = 0x14an;
const absX = 0n;
const absY = 1n;

/** How many touch screens the kernel has; undefined where it does not tell its input devices. */
export async function touchscreensFact({ proc }: HostRoots): Promise<number | undefined> {
  const text = await textOf(proc, "bus/input/devices");
  return text === undefined || text === "" ? undefined : text.split("\n\n").filter(isTouchscreen).length;
}

/** A direct device, or an old one that tells a touch and a place and is no touch pad. */
function isTouchscreen(block: string): boolean {
  const prop = mask(block, "PROP");
  if (has(prop, propDirect)) return true;
  const abs = mask(block, "ABS");
  return has(mask(block, "KEY"), keyTouch) && has(abs, absX) && has(abs, absY) && !has(prop, propPointer);
}

function has(word: bigint, bit: bigint): boolean {
  return ((word >> bit) & 1n) === 1n;
}

/** Words of 64 bits, the highest first, without leading zeros. */
function mask(block: string, name: string): bigint {
  const words = new RegExp(`^B: ${name}=([0-9a-f ]+)$`, "m").exec(block)?.[1];
  if (words === undefined) return 0n;
  return words
    .trim()
    .split(/\s+/)
    .reduce((sum, word) => (sum << 64n) + BigInt(`0x${word}`), 0n);
}
