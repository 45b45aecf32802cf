// Rules over all profiles at once. They hold authors to what a schema of one file cannot say. Run as a test, and by
// whoever checks a new profile; the list at the end is what there is.
import type { Meaning } from "./meaning.ts";
import { type Profile, profileOrder, type UsbIdentity } from "./profile.ts";
import type { DeviceClass, DeviceState, FaultCode } from "./vocabulary.ts";

/** One file as it is written, and what it means. */
export interface CheckedProfile {
  readonly path: string;
  readonly raw: unknown;
  readonly profile: Profile;
}

/** Fault codes that captures reach, by profile id. */
export type ReachedCodes = ReadonlyMap<string, ReadonlySet<FaultCode>>;

interface Rule {
  readonly name: string;
  /** one sentence per violation */
  check(profile: CheckedProfile, all: readonly CheckedProfile[], reached: ReachedCodes): string[];
}

const healthy: readonly (DeviceState | undefined)[] = ["online", "deviceBusy"];

const folders: Record<DeviceClass, string> = {
  a4Printer: "a4-printer",
  bookletPrinter: "booklet-printer",
  endorsementMachine: "endorsement-machine",
  receiptPrinter: "receipt-printer",
  idCardReader: "id-card-reader",
  sscReader: "ssc-reader",
  codeScanner: "code-scanner",
  documentCamera: "document-camera",
  faceCamera: "face-camera",
  ups: "ups",
  host: "host",
  hub: "hub",
};

/** Every fault code that this profile can raise, whatever the device says or fails to say. */
export function raisableCodes(profile: Profile): ReadonlySet<FaultCode> {
  const codes = new Set<FaultCode>();
  for (const { meaning } of meanings(profile)) if (meaning.fault) codes.add(meaning.fault);
  for (const rule of profile.decode) {
    const table = rule.kind === "alerts" ? rule.alerts : rule.kind === "reasons" ? rule.reasons : {};
    for (const { faultFor, whenWarning } of Object.values(table)) {
      for (const code of [whenWarning, ...Object.values(faultFor ?? {})]) if (code) codes.add(code);
    }
  }
  for (const { faults } of profile.consumables) {
    for (const code of [faults?.low, faults?.out]) if (code) codes.add(code);
  }
  return codes;
}

/** What is wrong with these profiles, one line each; empty where nothing is. */
export function checkProfiles(profiles: readonly CheckedProfile[], reached: ReachedCodes): string[] {
  return profiles.flatMap((one) =>
    rules.flatMap((rule) => rule.check(one, profiles, reached).map((line) => `${one.path}: ${rule.name}: ${line}`)),
  );
}

const idIsPath: Rule = {
  name: "id is path",
  check: ({ path, profile }) => (`${profile.id}.json` === path ? [] : [`id is ${profile.id}`]),
};

const folderIsClass: Rule = {
  name: "folder is class",
  check: ({ path, profile }) =>
    path.startsWith(`${folders[profile.class]}/`)
      ? []
      : [`a ${profile.class} belongs below ${folders[profile.class]}/`],
};

const fixedOrder: Rule = {
  name: "property order",
  check: ({ raw }) => {
    const keys = typeof raw === "object" && raw !== null ? Object.keys(raw) : [];
    const wanted = profileOrder.filter((key) => keys.includes(key));
    const wrong = keys.find((key, i) => key !== wanted[i]);
    return wrong === undefined ? [] : [`"${wrong}" stands out of order, wanted ${wanted.join(", ")}`];
  },
};

const namesInBothLanguages: Rule = {
  name: "names",
  check: ({ profile }) => {
    const named = [profile, ...profile.consumables];
    return named.flatMap(({ names }) => [
      ...(/\p{Script=Han}/u.test(names.zh) ? [] : [`"${names.zh}" is not Chinese`]),
      ...(/\p{Script=Han}/u.test(names.en) ? [`"${names.en}" is not English`] : []),
    ]);
  },
};

const everyCodeSettles: Rule = {
  name: "settle",
  check: ({ profile }) => {
    const codes = raisableCodes(profile);
    const settled = Object.keys(profile.settle);
    return [
      ...[...codes].filter((code) => !settled.includes(code)).map((code) => `${code} has no settle times`),
      ...settled.filter((code) => ![...codes].some((one) => one === code)).map((code) => `${code} is never raised`),
    ];
  },
};

const everyCodeReached: Rule = {
  name: "captures",
  check: ({ profile }, all, reached) => {
    const own = reached.get(profile.id);
    if (!own) return [`has no capture: at least one belongs into fixtures/captures/${profile.id}/`];
    // What the template gives is proven once for all profiles of the protocol.
    const kin = all.filter((other) => other.profile.protocol === profile.protocol);
    const proven = new Set(kin.flatMap((other) => [...(reached.get(other.profile.id) ?? [])]));
    return [...raisableCodes(profile)].filter((code) => !proven.has(code)).map((code) => `no capture reaches ${code}`);
  },
};

const nothingTwice: Rule = {
  name: "nothing twice",
  check: ({ profile }) => [
    ...twice(profile.decode.map((rule) => `${rule.kind} of ${rule.field}`)),
    ...twice(profile.consumables.map((entry) => `${entry.kind} "${entry.part}"`)),
    ...twice(profile.decode.flatMap((rule) => (rule.kind === "bits" ? rule.bits.map(bitKey(rule.field)) : []))),
  ],
};

const emptySlotIsNormal: Rule = {
  name: "empty slot",
  check: ({ profile }) =>
    meanings(profile)
      .filter(({ meaning }) => meaning.status?.media === "notPresent")
      .filter(({ meaning }) => meaning.fault || !(meaning.state === undefined || healthy.includes(meaning.state)))
      .map(({ where }) => `${where}: no medium in the slot is no fault`),
};

const unknownIsNotHealthy: Rule = {
  name: "unknown is not healthy",
  check: ({ profile }) => {
    const doubtful = [
      ...profile.decode.flatMap((rule) => ("otherwise" in rule && rule.otherwise ? [rule.otherwise] : [])),
      ...failureMeanings(profile).map(({ meaning }) => meaning),
    ];
    return doubtful
      .filter((meaning) => meaning.state === undefined || healthy.includes(meaning.state))
      .map((meaning) => `"${meaning.says}" needs a state that is not healthy`);
  },
};

const usbIdsMeanOneClass: Rule = {
  name: "usb ids",
  check: ({ profile }, all) => {
    const own = profile.usb ?? [];
    // An id that stands for two classes would have the scan ask one device the other's questions.
    const foreign = all.filter(({ profile: other }) => other.class !== profile.class);
    const taken = foreign.flatMap(({ profile: { id, usb = [] } }) =>
      own.filter((one) => usb.some((other) => areOne(one, other))).map((one) => ({ one, id })),
    );
    return [
      ...twice(own.map(usbText)),
      ...taken.map(({ one, id }) => `${usbText(one)} is also that of ${id}, another class`),
    ];
  },
};

const rules: readonly Rule[] = [
  idIsPath,
  folderIsClass,
  fixedOrder,
  namesInBothLanguages,
  everyCodeSettles,
  everyCodeReached,
  nothingTwice,
  emptySlotIsNormal,
  unknownIsNotHealthy,
  usbIdsMeanOneClass,
];

function meanings(profile: Profile): { where: string; meaning: Meaning }[] {
  const found = failureMeanings(profile);
  for (const rule of profile.decode) {
    const add = (what: string, meaning: Meaning) => found.push({ where: `${rule.field} ${what}`, meaning });
    if (rule.kind === "table") for (const [key, meaning] of Object.entries(rule.table)) add(key, meaning);
    if (rule.kind === "alerts") for (const [key, meaning] of Object.entries(rule.alerts)) add(key, meaning);
    if (rule.kind === "reasons") for (const [key, meaning] of Object.entries(rule.reasons)) add(key, meaning);
    if (rule.kind === "bits") for (const meaning of rule.bits) add(meaning.mask, meaning);
    if (rule.kind === "bits" && rule.clear) add("clear", rule.clear);
    if (rule.kind === "count") for (const meaning of rule.limits ?? []) add("limit", meaning);
    if ("otherwise" in rule && rule.otherwise) add("otherwise", rule.otherwise);
    if (rule.kind === "table" && rule.absent) add("absent", rule.absent);
  }
  return found;
}

function failureMeanings(profile: Profile): { where: string; meaning: Meaning }[] {
  return Object.entries(profile.failures).flatMap(([name, meaning]) =>
    meaning ? [{ where: `failures.${name}`, meaning }] : [],
  );
}

function usbText({ vendor, product, interface: number }: UsbIdentity): string {
  return `${vendor}:${product}${number === undefined ? "" : ` interface ${number}`}`;
}

function areOne(a: UsbIdentity, b: UsbIdentity): boolean {
  if (a.vendor !== b.vendor || a.product !== b.product) return false;
  return a.interface === undefined || b.interface === undefined || a.interface === b.interface;
}

function bitKey(field: string) {
  return (bit: { mask: string; equals?: string | undefined }) =>
    `bit ${bit.mask}=${bit.equals ?? bit.mask} of ${field}`;
}

function twice(keys: readonly string[]): string[] {
  return keys.filter((key, i) => keys.indexOf(key) < i).map((key) => `${key} stands there twice`);
}
