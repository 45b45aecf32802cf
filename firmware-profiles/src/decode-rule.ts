// The kinds of decode rule: how one field that a protocol delivers becomes readings, conditions and a device state.
import { z } from "zod";
import { AlertMeaning, BitMeaning, LimitMeaning, Meaning } from "./meaning.ts";
import { counterNames, Part } from "./reading.ts";
import { consumableKinds, units } from "./vocabulary.ts";

const field = z.string().min(1).max(60);

/**
 * One value, one meaning. `keys` says how the value is spelt: its octets in hex, or a signed decimal number. Libraries
 * that use one number for two enumerations (device call, media call) are two fields and so two tables.
 */
export const TableRule = z
  .strictObject({
    field,
    kind: z.literal("table"),
    keys: z.enum(["hex", "number"]),
    table: z.record(z.string(), Meaning),
    /** a value the table does not have; without it such a value is `unknown`, kept raw and shown */
    otherwise: Meaning.optional(),
    /** the device declares that it has no such value */
    absent: Meaning.optional(),
  })
  .superRefine((rule, context) => {
    const spelling = rule.keys === "hex" ? /^(?:[0-9a-f]{2})+$/ : /^-?(?:0|[1-9][0-9]*)$/;
    for (const key of Object.keys(rule.table)) {
      if (!spelling.test(key)) {
        const wanted = rule.keys === "hex" ? "octets in lower-case hex" : "a decimal number";
        context.addIssue({ code: "custom", path: ["table", key], message: `key is not ${wanted}` });
      }
    }
  });

/** Flags of a word. Bits are counted as the octets came: mask `8000` is the first bit of the first octet. */
export const BitsRule = z
  .strictObject({
    field,
    kind: z.literal("bits"),
    octets: z.int().min(1).max(8),
    /** an answer of fewer octets: bits that were not sent are not set, or the answer is no answer */
    short: z.enum(["zero-filled", "unknown"]),
    /** a reply is one only if `(word & mask) == equals`, e.g. ESC/POS DLE EOT `93`/`12` */
    valid: z.strictObject({ mask: z.string(), equals: z.string() }).optional(),
    bits: z.array(BitMeaning).min(1).max(256),
    /** bits that carry no meaning and may have any value */
    ignore: z.string().optional(),
    /** no listed bit holds */
    clear: Meaning.optional(),
    otherwise: Meaning.optional(),
  })
  .superRefine((rule, context) => {
    const wrong = (path: (string | number)[]) =>
      context.addIssue({ code: "custom", path, message: `is not ${rule.octets} octets of lower-case hex` });
    const isWord = (text: string | undefined) =>
      text === undefined || (text.length === rule.octets * 2 && /^[0-9a-f]+$/.test(text));
    rule.bits.forEach((bit, i) => {
      if (!isWord(bit.mask)) wrong(["bits", i, "mask"]);
      if (!isWord(bit.equals)) wrong(["bits", i, "equals"]);
    });
    if (!isWord(rule.ignore)) wrong(["ignore"]);
    if (!isWord(rule.valid?.mask)) wrong(["valid", "mask"]);
    if (!isWord(rule.valid?.equals)) wrong(["valid", "equals"]);
  });

export const TextRule = z.strictObject({
  field,
  kind: z.literal("text"),
  text: z.enum(["serial", "model", "firmware", "description", "note"]),
  /**
   * `utf-8-or-gbk`: UTF-8 where the octets are that, GBK otherwise. `sam-id`: the 16 octets of an SDT module's number.
   * `hex`: octets that are no text, shown as they are
   */
  encoding: z.enum(["ascii", "utf-8-or-gbk", "sam-id", "hex"]),
});

export const CountRule = z.strictObject({
  field,
  kind: z.literal("count"),
  count: z.enum(counterNames),
  unit: z.enum(units),
  quality: z.enum(["measured", "counted", "inferred"]),
  /** every limit that is reached holds; the last one listed is the worst */
  limits: z.array(LimitMeaning).max(8).optional(),
});

/** One amount: what remains, or what was used up of the consumable's life. */
export const LevelRule = z.strictObject({
  field,
  kind: z.literal("level"),
  consumable: z.enum(consumableKinds),
  part: Part,
  reads: z.enum(["remaining", "used"]),
  quality: z.enum(["measured", "counted"]),
});

/** Rows of prtMarkerSuppliesTable (RFC 3805); `types` maps PrtMarkerSuppliesTypeTC to our kinds. */
export const SuppliesRule = z.strictObject({
  field,
  kind: z.literal("supplies"),
  types: z.record(z.string().regex(/^[0-9]+$/), z.enum(consumableKinds)),
});

/** Rows of prtInputTable: one paper status and level per tray. */
export const InputsRule = z.strictObject({ field, kind: z.literal("inputs") });

/** Rows of prtAlertTable. Keys are `code`, or `group/code` where a group changes the meaning. */
export const AlertsRule = z.strictObject({
  field,
  kind: z.literal("alerts"),
  alerts: z.record(z.string().regex(/^(?:[0-9]+\/)?[0-9]+$/), AlertMeaning),
  /** lower-case words of a description that mean power saver, whatever the code */
  sleepWords: z.array(z.string().min(2)).max(8),
});

/**
 * Keywords of printer-state-reasons (RFC 8011 section 5.4.12), without `-report`, `-warning` and `-error`. With `-error`,
 * or without a word, one counts as critical.
 */
export const ReasonsRule = z.strictObject({
  field,
  kind: z.literal("reasons"),
  reasons: z.record(z.string().regex(/^[a-z0-9.-]+$/), AlertMeaning),
});

export const DecodeRule = z.discriminatedUnion("kind", [
  TableRule,
  BitsRule,
  TextRule,
  CountRule,
  LevelRule,
  SuppliesRule,
  InputsRule,
  AlertsRule,
  ReasonsRule,
]);
export type DecodeRule = z.infer<typeof DecodeRule>;
export type TableRule = z.infer<typeof TableRule>;
export type BitsRule = z.infer<typeof BitsRule>;
export type TextRule = z.infer<typeof TextRule>;
export type CountRule = z.infer<typeof CountRule>;
export type LevelRule = z.infer<typeof LevelRule>;
export type SuppliesRule = z.infer<typeof SuppliesRule>;
export type ReasonsRule = z.infer<typeof ReasonsRule>;
export type AlertsRule = z.infer<typeof AlertsRule>;
