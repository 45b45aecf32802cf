import type { UsbEndpoint } from "../ports.ts";

export interface BulkPipes {
  /** bEndpointAddress; undefined where the interface has none, as that of a one-way printer */
  readonly in?: number;
  readonly out?: number;
}

/** The first bulk endpoint of each direction. */
export function bulkPipes(endpoints: readonly UsbEndpoint[]): BulkPipes {
  const bulk = endpoints.filter(({ type }) => type === "bulk").map(({ address }) => address);
  const inward = bulk.find((address) => (address & 0x80) !== 0);
  const outward = bulk.find((address) => (address & 0x80) === 0);
  return { ...(inward === undefined ? {} : { in: inward }), ...(outward === undefined ? {} : { out: outward }) };
}
