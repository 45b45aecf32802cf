// What a protocol delivers to the decode rules, before anybody knows what it means.

/** One value as its octets; `number` where the protocol has numbers and not octets (SNMP integers, counters). */
export interface ValueField {
  readonly shape: "value";
  readonly name: string;
  readonly part: string;
  readonly raw: Uint8Array;
  readonly number?: number;
  /** `absent`: the device declares that it has no such value; `unreadable`: it has one, and this is not it */
  readonly lacks?: "absent" | "unreadable";
  /** the row it came from, where alerts may point at it */
  readonly index?: string;
}

/** One row of a table; columns that the device left out are missing here too. */
export interface RowField {
  readonly shape: "row";
  readonly name: string;
  /** the row's index without the device index, e.g. `3` */
  readonly index: string;
  readonly columns: Readonly<Record<string, Cell>>;
}

export interface Cell {
  readonly raw: Uint8Array;
  readonly number?: number;
}

export type Field = ValueField | RowField;
