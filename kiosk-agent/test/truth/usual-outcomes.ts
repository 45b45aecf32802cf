// What an agent may tell of the troubles that every medium has.
import type { TruthCase } from "./truth-rules.ts";

type Outcome<B> = Omit<TruthCase<B>, "harm">;
type Name =
  | "silent"
  | "garbled"
  /** what is not heard in time may be heard in part */
  | "disturbed"
  | "overcome"
  | "refused"
  | "absent"
  /** gone at a moment when it was either asked or looked for */
  | "pulled";

/** @param heal what ends the trouble */
export function usualOutcomes<B>(heal: TruthCase<B>["heal"]): Readonly<Record<Name, Outcome<B>>> {
  return {
    silent: { states: ["offline"], codes: ["comm.no-answer"], heal },
    garbled: { states: ["unknown"], codes: ["comm.garbled"], heal },
    disturbed: { states: ["offline", "unknown"], codes: ["comm.no-answer", "comm.garbled"], heal },
    overcome: { states: ["online"], codes: [], heal },
    refused: { states: ["unknown"], codes: ["comm.refused"], heal },
    absent: { states: ["noDevice"], codes: ["device.not-present"], heal },
    pulled: { states: ["offline", "noDevice"], codes: ["comm.no-answer", "device.not-present"], heal },
  };
}
