// HID report descriptors (HID 1.11 section 6.2.2): which value stands at which bit of which report. Pure and bounded:
// whatever the octets are, the answer is a sound description or none.

/** `page * 65536 + usage`, e.g. 0x008500d0 for ACPresent. */
export type HidUsage = number;

export function hidPage(usage: HidUsage): number {
  return Math.floor(usage / 0x10000);
}

export type HidReportKind = "input" | "output" | "feature";

/** One value of one report. */
export interface HidValueField {
  readonly kind: HidReportKind;
  /** 0: the device has no report ids */
  readonly reportId: number;
  /** counted from the first octet behind the report id, lowest bit first */
  readonly bitOffset: number;
  readonly bitSize: number;
  readonly usage: HidUsage;
  /** the usages of the collections around it, outermost first */
  readonly path: readonly HidUsage[];
  readonly logicalMin: number;
  readonly logicalMax: number;
  /** both 0: the same as the logical ones */
  readonly physicalMin: number;
  readonly physicalMax: number;
  /** section 6.2.2.7; 0: no unit */
  readonly unit: number;
  readonly unitExponent: number;
}

export interface HidDescriptor {
  /** of the top-level collections: what the device is for */
  readonly collections: readonly HidUsage[];
  readonly fields: readonly HidValueField[];
  /** octets of a report behind its id; undefined where there is none such */
  octets(kind: HidReportKind, reportId: number): number | undefined;
}

/** As the Linux kernel has it; no report descriptor is longer. */
const maxOctets = 4096;
const maxFields = 2048;
const maxReportBits = 65_536;
const maxDepth = 32;
const maxPushed = 16;

const mainItem = { input: 0x80, output: 0x90, feature: 0xb0, collection: 0xa0, endCollection: 0xc0 } as const;
const globalItem = {
  usagePage: 0x04,
  logicalMin: 0x14,
  logicalMax: 0x24,
  physicalMin: 0x34,
  physicalMax: 0x44,
  unitExponent: 0x54,
  unit: 0x64,
  reportSize: 0x74,
  reportId: 0x84,
  reportCount: 0x94,
  push: 0xa4,
  pop: 0xb4,
} as const;
const localItem = { usage: 0x08, usageMin: 0x18, usageMax: 0x28 } as const;
const longItem = 0xfe;

interface Item {
  /** type and tag, the size taken out */
  readonly tag: number;
  readonly octets: number;
  readonly unsigned: number;
  readonly signed: number;
}

interface Globals {
  readonly usagePage: number;
  readonly logicalMin: Item;
  readonly logicalMax: Item;
  readonly physicalMin: Item;
  readonly physicalMax: Item;
  readonly unitExponent: Item;
  readonly unit: number;
  readonly reportSize: number;
  readonly reportCount: number;
  readonly reportId: number;
}

interface UsageRange {
  readonly from: HidUsage;
  readonly to: HidUsage;
}

const zero: Item = { tag: 0, octets: 0, unsigned: 0, signed: 0 };

/** What a report descriptor describes; undefined where it is none or cannot be trusted. */
export function parseHidDescriptor(bytes: Uint8Array): HidDescriptor | undefined {
  if (bytes.length === 0 || bytes.length > maxOctets) return undefined;
  const reader = new DescriptorReader();
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] === longItem) {
      // Section 6.2.2.3: none is defined, so what is in it says nothing to us.
      const data = bytes[at + 1];
      if (data === undefined || at + 3 + data > bytes.length) return undefined;
      at += 3 + data;
      continue;
    }
    const item = itemAt(bytes, at);
    if (item === undefined || !reader.take(item)) return undefined;
    at += 1 + item.octets;
  }
  return reader.result();
}

class DescriptorReader {
  readonly #collections: HidUsage[] = [];
  readonly #fields: HidValueField[] = [];
  /** bits so far, by kind and report id */
  readonly #bits = new Map<string, number>();
  readonly #path: HidUsage[] = [];
  readonly #pushed: Globals[] = [];
  #globals: Globals = {
    usagePage: 0,
    logicalMin: zero,
    logicalMax: zero,
    physicalMin: zero,
    physicalMax: zero,
    unitExponent: zero,
    unit: 0,
    reportSize: 0,
    reportCount: 0,
    reportId: 0,
  };
  #usages: UsageRange[] = [];
  #usageMin: HidUsage | undefined;

  /** false: no descriptor says this */
  take(item: Item): boolean {
    switch (item.tag & 0x0c) {
      case 0x00:
        return this.#main(item);
      case 0x04:
        return this.#global(item);
      case 0x08:
        this.#local(item);
        return true;
      default:
        return false; // reserved
    }
  }

  result(): HidDescriptor | undefined {
    if (this.#path.length > 0) return undefined;
    const bits = this.#bits;
    return {
      collections: this.#collections,
      fields: this.#fields,
      octets: (kind, reportId) => {
        const found = bits.get(`${kind} ${reportId}`);
        return found === undefined ? undefined : Math.ceil(found / 8);
      },
    };
  }

  #main(item: Item): boolean {
    const isSound = this.#mainItem(item);
    this.#usages = [];
    this.#usageMin = undefined;
    return isSound;
  }

  #mainItem(item: Item): boolean {
    if (item.tag === mainItem.collection) {
      const usage = this.#usages[0]?.from ?? this.#globals.usagePage * 0x10000;
      if (this.#path.length === 0) this.#collections.push(usage);
      this.#path.push(usage);
      return this.#path.length <= maxDepth;
    }
    if (item.tag === mainItem.endCollection) return this.#path.pop() !== undefined;
    const kind = kindOf(item.tag);
    return kind === undefined || this.#report(kind, item.unsigned);
  }

  #report(kind: HidReportKind, flags: number): boolean {
    const { reportSize, reportCount, reportId } = this.#globals;
    const key = `${kind} ${reportId}`;
    const start = this.#bits.get(key) ?? 0;
    const end = start + reportSize * reportCount;
    if (end > maxReportBits) return false;
    this.#bits.set(key, end);
    // An array (bit 1 clear) lists which usages hold and is no value of one; without a usage it is padding.
    if ((flags & 0x02) === 0 || this.#usages.length === 0 || reportSize === 0) return true;
    if (this.#fields.length + reportCount > maxFields) return false;
    const common = { kind, reportId, bitSize: reportSize, path: [...this.#path], ...limits(this.#globals) };
    for (let n = 0; n < reportCount; n += 1) {
      this.#fields.push({ ...common, bitOffset: start + n * reportSize, usage: this.#usage(n) });
    }
    return true;
  }

  /** Section 6.2.2.8: of fewer usages than values the last one stands for the rest. */
  #usage(n: number): HidUsage {
    let before = 0;
    for (const { from, to } of this.#usages) {
      if (n - before <= to - from) return from + (n - before);
      before += to - from + 1;
    }
    return this.#usages.at(-1)?.to ?? 0;
  }

  #global(item: Item): boolean {
    const { unsigned } = item;
    const globals = this.#globals;
    switch (item.tag) {
      case globalItem.usagePage:
        this.#globals = { ...globals, usagePage: unsigned & 0xffff };
        return true;
      case globalItem.logicalMin:
        this.#globals = { ...globals, logicalMin: item };
        return true;
      case globalItem.logicalMax:
        this.#globals = { ...globals, logicalMax: item };
        return true;
      case globalItem.physicalMin:
        this.#globals = { ...globals, physicalMin: item };
        return true;
      case globalItem.physicalMax:
        this.#globals = { ...globals, physicalMax: item };
        return true;
      case globalItem.unitExponent:
        this.#globals = { ...globals, unitExponent: item };
        return true;
      case globalItem.unit:
        this.#globals = { ...globals, unit: unsigned };
        return true;
      case globalItem.reportSize:
        this.#globals = { ...globals, reportSize: unsigned };
        return unsigned <= maxReportBits;
      case globalItem.reportCount:
        this.#globals = { ...globals, reportCount: unsigned };
        return unsigned <= maxReportBits;
      case globalItem.reportId:
        this.#globals = { ...globals, reportId: unsigned };
        return unsigned >= 1 && unsigned <= 255; // 0 is reserved
      case globalItem.push:
        this.#pushed.push(globals);
        return this.#pushed.length <= maxPushed;
      case globalItem.pop: {
        const before = this.#pushed.pop();
        this.#globals = before ?? globals;
        return before !== undefined;
      }
      default:
        return false; // reserved
    }
  }

  #local(item: Item): void {
    // Section 6.2.2.8: four octets hold page and usage, fewer a usage of the page that is set.
    const usage = item.octets === 4 ? item.unsigned : this.#globals.usagePage * 0x10000 + item.unsigned;
    if (item.tag === localItem.usage && this.#usages.length < maxFields) this.#usages.push({ from: usage, to: usage });
    if (item.tag === localItem.usageMin) this.#usageMin = usage;
    if (item.tag === localItem.usageMax && this.#usageMin !== undefined && usage >= this.#usageMin) {
      if (this.#usages.length < maxFields) this.#usages.push({ from: this.#usageMin, to: usage });
      this.#usageMin = undefined;
    }
  }
}

function itemAt(bytes: Uint8Array, at: number): Item | undefined {
  const prefix = bytes[at] ?? 0;
  const octets = [0, 1, 2, 4][prefix & 3] ?? 0;
  if (at + 1 + octets > bytes.length) return undefined;
  let unsigned = 0;
  for (let i = 0; i < octets; i += 1) unsigned += (bytes[at + 1 + i] ?? 0) * 256 ** i;
  const half = 256 ** octets / 2;
  return {
    tag: prefix & 0xfc,
    octets,
    unsigned,
    signed: octets > 0 && unsigned >= half ? unsigned - half * 2 : unsigned,
  };
}

function kindOf(tag: number): HidReportKind | undefined {
  if (tag === mainItem.input) return "input";
  if (tag === mainItem.output) return "output";
  return tag === mainItem.feature ? "feature" : undefined;
}

/**
 * Limits are signed numbers, but makers write 255 as `ff`: where the lower limit is not negative the upper one is not
 * either. The exponent is four bits (section 6.2.2.7, table of codes), and some write a whole negative octet.
 */
function limits(globals: Globals) {
  const { logicalMin, logicalMax, physicalMin, physicalMax, unitExponent, unit } = globals;
  const upper = (lower: Item, item: Item) => (lower.signed < 0 ? item.signed : item.unsigned);
  const code = unitExponent.unsigned;
  const exponent = code <= 0x0f ? (code > 7 ? code - 16 : code) : unitExponent.signed;
  return {
    logicalMin: logicalMin.signed,
    logicalMax: upper(logicalMin, logicalMax),
    physicalMin: physicalMin.signed,
    physicalMax: upper(physicalMin, physicalMax),
    unit,
    unitExponent: Math.max(-20, Math.min(20, exponent)),
  };
}
