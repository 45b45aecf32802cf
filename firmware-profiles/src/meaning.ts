// What one value of one protocol field means: the cell of every decode table. Data only, so that a profile stays JSON.
import { z } from "zod";
import { Part } from "./reading.ts";
import {
  consumableKinds,
  deviceStates,
  type FaultCode,
  faultCodes,
  isFaultCode,
  type StatusWord,
  statusWords,
} from "./vocabulary.ts";

const wordLists: Record<StatusWord, readonly string[]> = statusWords;

/** A fault code of the register; the message names the offender, because the loader prints it as it is. */
export const FaultName = z
  .custom<FaultCode>((value) => typeof value === "string" && isFaultCode(value), {
    error: (issue) => `${JSON.stringify(issue.input)} is not a fault code`,
  })
  .meta({ type: "string", enum: Object.keys(faultCodes) });

const statusFields = {
  media: z.enum(statusWords.media).optional(),
  paper: z.enum(statusWords.paper).optional(),
  toner: z.enum(statusWords.toner).optional(),
  ink: z.enum(statusWords.ink).optional(),
  ribbon: z.enum(statusWords.ribbon).optional(),
  storage: z.enum(statusWords.storage).optional(),
  camera: z.enum(statusWords.camera).optional(),
  barcode: z.enum(statusWords.barcode).optional(),
  cover: z.enum(statusWords.cover).optional(),
  cleaning: z.enum(statusWords.cleaning).optional(),
  power: z.enum(statusWords.power).optional(),
};

const meaningFields = {
  /** in plain English, what the manual calls this value; becomes the detail of a condition */
  says: z.string().min(1).max(160),
  /** what this value alone proves about the device; absent: it says nothing about it */
  state: z.enum(deviceStates).optional(),
  /** status words this value settles */
  status: z.strictObject(statusFields).optional(),
  fault: FaultName.optional(),
  /** the part meant by `status` and `fault`, where the field itself does not name it */
  part: Part.optional(),
  /** the fault holds only where nothing else explains the trouble (Printer-MIB `down` beside `jammed`) */
  unlessExplained: z.literal(true).optional(),
  /** the other values were taken before the device went to sleep: they are no longer measured */
  stale: z.literal(true).optional(),
};

export const Meaning = z.strictObject(meaningFields);
export type Meaning = z.infer<typeof Meaning>;

/** A bit or bit group of a word: it holds where `(word & mask) == equals`; `equals` is the mask itself if absent. */
export const BitMeaning = z.strictObject({
  mask: z.string().regex(/^(?:[0-9a-f]{2})+$/, "whole octets in lower-case hex"),
  equals: z
    .string()
    .regex(/^(?:[0-9a-f]{2})+$/, "whole octets in lower-case hex")
    .optional(),
  ...meaningFields,
});
export type BitMeaning = z.infer<typeof BitMeaning>;

/** A limit of a counter: a number, or the name of the field in which the device itself tells its limit. */
export const LimitMeaning = z.strictObject({
  atLeast: z.union([z.number(), z.strictObject({ field: z.string().min(1) })]),
  ...meaningFields,
});
export type LimitMeaning = z.infer<typeof LimitMeaning>;

/** An alert code; `faultFor` replaces `fault` where the alert points at a supply of that kind. */
export const AlertMeaning = z.strictObject({
  ...meaningFields,
  faultFor: z.partialRecord(z.enum(consumableKinds), FaultName).optional(),
  /** the fault where the alert is no critical one: one tray of several is empty, printing goes on */
  whenWarning: FaultName.optional(),
  /** the state of the device where the alert is a critical one, that is, where it stopped the printer */
  whenCritical: z.enum(deviceStates).optional(),
});
export type AlertMeaning = z.infer<typeof AlertMeaning>;

/** The words of a status as a plain list, for code that walks over them. */
export function statusClaims(meaning: Meaning): { name: StatusWord; value: string }[] {
  const claims: { name: StatusWord; value: string }[] = [];
  const status: Partial<Record<StatusWord, string | undefined>> = meaning.status ?? {};
  for (const name of statusWordNames) {
    const value = status[name];
    if (value !== undefined && wordLists[name].includes(value)) claims.push({ name, value });
  }
  return claims;
}

const statusWordNames: readonly Exclude<StatusWord, "device">[] = [
  "media",
  "paper",
  "toner",
  "ink",
  "ribbon",
  "storage",
  "camera",
  "barcode",
  "cover",
  "cleaning",
  "power",
];
