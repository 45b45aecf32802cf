// What a device model IS, as data. One schema; `templates/<protocol>.json` gives the defaults of a protocol, a profile
// names its model and overrides what differs. The merge is `extendTemplate` in extend.ts.
import { z } from "zod";
import { DecodeRule } from "./decode-rule.ts";
import { FaultName, Meaning } from "./meaning.ts";
import { Protocol, protocolFields } from "./protocol.ts";
import { counterNames, Part } from "./reading.ts";
import { consumableKinds, deviceClasses, type FaultCode, units } from "./vocabulary.ts";

const Names = z.strictObject({ zh: z.string().min(1).max(80), en: z.string().min(1).max(80) });

export const Poll = z.strictObject({
  /** pause between two polls of one device */
  intervalMs: z.int().min(1000).max(600_000),
  /** longest wait for one answer */
  timeoutMs: z.int().min(50).max(10_000),
  /** how often an unanswered or garbled question is asked again */
  retries: z.int().min(0).max(5),
  /** a poll ends after this time whatever the device does */
  budgetMs: z.int().min(100).max(60_000),
  /** longest a machine is at one command before it counts as stuck, where the protocol tells that it is at one */
  longestJobMs: z.int().min(1000).max(3_600_000).optional(),
  /** so many different cards in a row that do not answer are the reader's fault and no citizen's */
  unreadableCards: z.int().min(2).max(20).optional(),
});
export type Poll = z.infer<typeof Poll>;

export const SerialLine = z.strictObject({
  baud: z.union([
    z.literal(1200),
    z.literal(2400),
    z.literal(4800),
    z.literal(9600),
    z.literal(19200),
    z.literal(38400),
    z.literal(57600),
    z.literal(115200),
  ]),
  dataBits: z.union([z.literal(7), z.literal(8)]),
  parity: z.enum(["none", "even", "odd"]),
  stopBits: z.union([z.literal(1), z.literal(2)]),
});
export type SerialLine = z.infer<typeof SerialLine>;

const UsbId = z.string().regex(/^[0-9a-f]{4}$/, "four hexadecimal digits in lower case");

/** USB ids under which a model is known. They name makers and chips, so several models may share one. */
export const UsbIdentity = z.strictObject({
  vendor: UsbId,
  product: UsbId,
  /** bInterfaceNumber, where the device has several and only this one is meant */
  interface: z.int().min(0).max(255).optional(),
});
export type UsbIdentity = z.infer<typeof UsbIdentity>;

/** How text reaches the paper. */
export const Printing = z.strictObject({
  encoding: z.enum(["ascii", "utf-8", "gbk"]),
  /** sent after each line, hex */
  lineEnd: z.string().regex(/^(?:[0-9a-f]{2}){1,4}$/),
});
export type Printing = z.infer<typeof Printing>;

const Percent = z.number().min(0).max(100);

/** `low` at or below lowPercent, `out` at or below outPercent; or limits that the device tells, in the level's unit. */
export const Thresholds = z.union([
  z.strictObject({ lowPercent: Percent, outPercent: Percent }),
  z.strictObject({ lowField: z.string().min(1), outField: z.string().min(1) }),
]);

export const Consumable = z.strictObject({
  kind: z.enum(consumableKinds),
  /** `*` stands for every part that has no entry of its own */
  part: Part,
  names: Names,
  unit: z.enum(units),
  /** the full amount in `unit` where the device does not tell it, and where the figure comes from */
  life: z.strictObject({ amount: z.number().positive(), why: z.string().min(1) }).optional(),
  /** the durable counter of the agent that measures use since the last replacement */
  counter: z.enum(counterNames).optional(),
  /** true: not every machine of this model has it; its absence is no finding */
  optional: z.literal(true).optional(),
  thresholds: Thresholds.optional(),
  faults: z.strictObject({ low: FaultName.optional(), out: FaultName.optional() }).optional(),
});
export type Consumable = z.infer<typeof Consumable>;

export const Settle = z.strictObject({
  /** how long a condition must hold before it counts as a fault */
  raiseMs: z.int().min(0).max(86_400_000),
  /** how long it must be gone before the fault is over */
  clearMs: z.int().min(0).max(86_400_000),
});
export type Settle = z.infer<typeof Settle>;

const why = z.string().min(1);
/** Where a model departs from its protocol. Each quirk changes what code does; a mere remark belongs into `sources`. */
export const Quirk = z.discriminatedUnion("quirk", [
  /** supply levels that are codes and no amounts: code -> percent or level word */
  z.strictObject({
    quirk: z.literal("level-codes"),
    codes: z.record(z.string().regex(/^-?[0-9]+$/), z.union([Percent, z.enum(["unknown", "not-supported", "some"])])),
    why,
  }),
  /** what the level of a waste receptacle means on this model */
  z.strictObject({ quirk: z.literal("waste-level"), reads: z.enum(["unreliable", "space-left"]), why }),
  /** laser printers: the alert table is a list of past messages, of which only the last one is so now */
  z.strictObject({ quirk: z.literal("alert-history"), why }),
  /** USB printers: takes PJL although its device id does not list it */
  z.strictObject({ quirk: z.literal("pjl-unlisted"), why }),
  /** USB printers: PJL variables that this model answers and that are shown as they come */
  z.strictObject({
    quirk: z.literal("pjl-variables"),
    variables: z
      .array(z.string().regex(/^[A-Z0-9]{1,40}$/))
      .min(1)
      .max(8),
    why,
  }),
  /** ESC/POS: answers use bits 0 and 7, which are fixed everywhere else */
  z.strictObject({ quirk: z.literal("wide-status-octets"), why }),
  /** ESC/POS: DLE EOT 4 is never answered on this model and is not asked */
  z.strictObject({ quirk: z.literal("mute-on-paper-status"), why }),
  /** SSI: the message that wakes a sleeping engine is lost; one more repetition before it counts as silent */
  z.strictObject({ quirk: z.literal("first-message-lost"), why }),
  /** GM65: zone 00E2 holds no software version on this model and is not asked for */
  z.strictObject({ quirk: z.literal("no-version-zone"), why }),
  /** MTPL: the global status cannot be asked for on this model; it is known from the first change on */
  z.strictObject({ quirk: z.literal("no-current-status"), why }),
  /** vendor helpers: so many of this answer in a row mean what the table says; from the next one on it counts as none */
  z.strictObject({
    quirk: z.literal("offline-after"),
    field: z.string().min(1),
    value: z.int(),
    answers: z.int().min(1).max(100),
    why,
  }),
  /** UPS over HID: capacities are percent whatever the capacity mode says */
  z.strictObject({ quirk: z.literal("capacity-in-percent"), why }),
  /** UPS over HID: voltages count although they lie outside of the limits that the report descriptor declares */
  z.strictObject({ quirk: z.literal("voltage-range-wrong"), why }),
  /** UPS over HID: the voltage of the battery is scaled differently from unit to unit and is not told */
  z.strictObject({ quirk: z.literal("battery-voltage-unreliable"), why }),
  /** serial: after silence or garble the next poll asks at another of these speeds; the device's own is never changed */
  z.strictObject({ quirk: z.literal("speed-search"), speeds: z.array(SerialLine.shape.baud).min(2).max(8), why }),
]);
export type Quirk = z.infer<typeof Quirk>;

const settleTable = z.partialRecord(FaultName, Settle);
const decode = z.array(DecodeRule).max(40);
/** How a conversation can fail before all was asked; what that means is data of the profile like any other value. */
const failures = z.strictObject({
  noAnswer: Meaning,
  absent: Meaning,
  refused: Meaning,
  busy: Meaning,
  lost: Meaning,
  garbled: Meaning,
  wrongEmulation: Meaning.optional(),
  wrongDevice: Meaning.optional(),
  wrongHelper: Meaning.optional(),
  stuck: Meaning.optional(),
});
export type FailureName = keyof z.infer<typeof failures>;
export const failureNames = failures.keyof().options;

const sources = z.array(z.string().min(1)).min(1);

const identity = {
  id: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "folder/vendor-model in kebab-case"),
  class: z.enum(deviceClasses),
  vendor: z.string().min(1).max(60),
  model: z.string().min(1).max(60),
  names: Names,
  protocol: Protocol,
  /** the scan asks a USB device by this profile only where it has one of these ids */
  usb: z.array(UsbIdentity).min(1).max(64).optional(),
  /** true: the decode tables were checked against a manual or a capture of this very model */
  verified: z.boolean(),
  unverifiedWhy: z.string().min(1).optional(),
};

const behaviour = {
  poll: Poll,
  serial: SerialLine.optional(),
  printing: Printing.optional(),
  decode,
  failures,
  consumables: z.array(Consumable).max(32),
  settle: settleTable,
  quirks: z.array(Quirk).max(16),
};

/** A profile as the rest of the project sees it: template and file merged, nothing left to look up. */
export const Profile = z.strictObject({ ...identity, ...behaviour, sources }).superRefine((profile, context) => {
  const problem = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  if (profile.verified === (profile.unverifiedWhy !== undefined)) {
    problem(["unverifiedWhy"], profile.verified ? "a verified profile has none" : "an unverified profile says why");
  }
  const fields: readonly string[] = protocolFields[profile.protocol];
  profile.decode.forEach((rule, i) => {
    if (!fields.includes(rule.field)) {
      problem(["decode", i, "field"], `"${rule.field}" is no field of ${profile.protocol}`);
    }
  });
  profile.consumables.forEach((consumable, i) => {
    const limits = consumable.thresholds;
    if (limits && "lowPercent" in limits && limits.outPercent >= limits.lowPercent) {
      problem(
        ["consumables", i, "thresholds", "outPercent"],
        `${limits.outPercent} would be low and out at once: out must lie below low (${limits.lowPercent})`,
      );
    }
  });
  const used = profile.poll.timeoutMs * (profile.poll.retries + 1);
  if (used > profile.poll.budgetMs) {
    problem(["poll", "budgetMs"], `${profile.poll.budgetMs} is less than one question may take (${used})`);
  }
});
export type Profile = z.infer<typeof Profile>;

/** What `templates/<protocol>.json` holds. */
export const Template = z.strictObject({ protocol: Protocol, ...behaviour, sources });
export type Template = z.infer<typeof Template>;

/** What `profiles/<class>/<vendor>-<model>.json` holds: who it is, and only what differs from the template. */
export const ProfileFile = z.strictObject({
  ...identity,
  poll: Poll.partial().optional(),
  serial: SerialLine.partial().optional(),
  printing: Printing.partial().optional(),
  decode: decode.optional(),
  failures: failures.partial().optional(),
  consumables: z.array(Consumable).max(32).optional(),
  settle: settleTable.optional(),
  quirks: z.array(Quirk).max(16).optional(),
  sources,
});
export type ProfileFile = z.infer<typeof ProfileFile>;

/** The order in which the fields of a file stand; a rule over all profiles holds authors to it. */
export const profileOrder: readonly string[] = Object.keys(ProfileFile.shape);

/** Settle times of a code that a profile does not know, e.g. one that the agent or the server raises itself. */
const plainSettle: Settle = { raiseMs: 0, clearMs: 0 };

/** How long `code` must hold, and be gone, on a device of this profile. `undefined`: the profile itself is unknown. */
export function settleFor(profile: Profile | undefined, code: FaultCode): Settle {
  return profile?.settle[code] ?? plainSettle;
}
