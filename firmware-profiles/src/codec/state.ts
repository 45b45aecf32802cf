import type { DeviceState } from "../vocabulary.ts";

// Worst first. `unknown` stands above the two healthy words: what could not be understood is never healthy. It stands
// below the rest, because a device that plainly says what is wrong is not made better by an octet we do not know.
const worstFirst: readonly DeviceState[] = [
  "potentialFraud",
  "hardwareError",
  "userError",
  "noDevice",
  "powerOff",
  "offline",
  "starting",
  "unknown",
  "deviceBusy",
  "online",
];

/** The one state that several statements about a device amount to; `unknown` where nothing was said. */
export function worstState(states: readonly DeviceState[]): DeviceState {
  return worstFirst.find((state) => states.includes(state)) ?? "unknown";
}
