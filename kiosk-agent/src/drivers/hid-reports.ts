// The sizes of a HID device's reports, from its report descriptor (HID 1.11 section 6.2.2).

export interface HidReports {
  /** reports begin with their id */
  readonly hasIds: boolean;
  /** octets of each report without its id, by id; 0 where the device has no ids */
  readonly inputs: ReadonlyMap<number, number>;
  readonly outputs: ReadonlyMap<number, number>;
}

// bTag and bType of an item's prefix (sections 6.2.2.4 and 6.2.2.7)
const input = 0x80;
const output = 0x90;
const reportSize = 0x74;
const reportId = 0x84;
const reportCount = 0x94;
const push = 0xa4;
const pop = 0xb4;
const longItem = 0xfe;

interface Globals {
  readonly size: number;
  readonly count: number;
  readonly id: number;
}

/** Reads on where a descriptor is cut or contradicts itself: what it said until there stands. */
export function hidReports(descriptor: Uint8Array): HidReports {
  const inputBits = new Map<number, number>();
  const outputBits = new Map<number, number>();
  const stack: Globals[] = [];
  let globals: Globals = { size: 0, count: 0, id: 0 };
  let hasIds = false;
  for (let at = 0; at < descriptor.length; ) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === longItem) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const octets = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = littleEndian(descriptor.subarray(at + 1, at + 1 + octets));
    at += 1 + octets;
    switch (prefix & 0xfc) {
      case input:
        grow(inputBits, globals);
        break;
      case output:
        grow(outputBits, globals);
        break;
      case reportSize:
        globals = { ...globals, size: value };
        break;
      case reportCount:
        globals = { ...globals, count: value };
        break;
      case reportId:
        globals = { ...globals, id: value & 0xff };
        hasIds = true;
        break;
      case push:
        stack.push(globals);
        break;
      case pop:
        globals = stack.pop() ?? globals;
        break;
    }
  }
  return { hasIds, inputs: inOctets(inputBits), outputs: inOctets(outputBits) };
}

function grow(bits: Map<number, number>, { size, count, id }: Globals): void {
  bits.set(id, (bits.get(id) ?? 0) + size * count);
}

function inOctets(bits: ReadonlyMap<number, number>): Map<number, number> {
  return new Map([...bits].map(([id, n]) => [id, Math.ceil(n / 8)]));
}

function littleEndian(octets: Uint8Array): number {
  return octets.reduce((sum, octet, i) => sum + octet * 256 ** i, 0);
}
