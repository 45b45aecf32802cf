// The job operations of IPP (RFC 8011 section 4.2.1, 4.2.6, 4.3.3, 4.3.4) as a citizen's session needs them. A job is named by
// a number and belongs to `kiosk`: printers show both on their panel, in their log and to everybody who asks.
import type { IppAttribute, IppMessage } from "./ipp.ts";

const operations = {
  printJob: 0x0002,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;
const tags = {
  operationGroup: 0x01,
  jobGroup: 0x02,
  end: 0x03,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeType: 0x49,
} as const;
const jobOwner = "kiosk";
/** status-codes up to here say that the request was carried out (RFC 8011 appendix B.1.2) */
const lastSuccess = 0x00ff;
const notFound = 0x0406;
const notPossible = 0x0404;

export interface IppJobTicket {
  /** all the name that the job has */
  readonly number: number;
  readonly copies: number;
  readonly colour: boolean;
}

export type IppJobRequest =
  | { readonly ask: "print"; readonly ticket: IppJobTicket; readonly document: Uint8Array }
  | { readonly ask: "cancel" | "job"; readonly jobId: number }
  /** the printer's state and what keeps it from printing */
  | { readonly ask: "printer" }
  /** our own that are not over yet */
  | { readonly ask: "unfinished" };

/** @param requestId 1 to 2^31 - 1, new for each request */
export function ippJobRequest(request: IppJobRequest, requestId: number, printerUri: string): Uint8Array {
  const head = [
    ...attribute(tags.charset, "attributes-charset", "utf-8"),
    ...attribute(tags.naturalLanguage, "attributes-natural-language", "en"),
    ...attribute(tags.uri, "printer-uri", printerUri),
  ];
  const owner = attribute(tags.name, "requesting-user-name", jobOwner);
  switch (request.ask) {
    case "print": {
      const { number, copies, colour } = request.ticket;
      const octets = message(operations.printJob, requestId, [
        ...head,
        ...owner,
        ...attribute(tags.name, "job-name", String(number)),
        ...attribute(tags.mimeType, "document-format", "application/pdf"),
        tags.jobGroup,
        ...attribute(tags.integer, "copies", copies),
        ...attribute(tags.keyword, "print-color-mode", colour ? "color" : "monochrome"),
      ]);
      const whole = new Uint8Array(octets.length + request.document.length);
      whole.set(octets);
      whole.set(request.document, octets.length);
      return whole;
    }
    case "cancel": {
      const job = attribute(tags.integer, "job-id", request.jobId);
      return message(operations.cancelJob, requestId, [...head, ...job, ...owner]);
    }
    case "job": {
      const job = attribute(tags.integer, "job-id", request.jobId);
      const asked = keywords(["job-id", "job-state", "job-state-reasons", ...sheetCounts]);
      return message(operations.getJobAttributes, requestId, [...head, ...job, ...owner, ...asked]);
    }
    case "printer": {
      const asked = keywords(["printer-state", "printer-state-reasons"]);
      return message(operations.getPrinterAttributes, requestId, [...head, ...owner, ...asked]);
    }
    case "unfinished":
      return message(operations.getJobs, requestId, [
        ...head,
        ...owner,
        ...attribute(tags.keyword, "which-jobs", "not-completed"),
        ...attribute(tags.boolean, "my-jobs", true),
        ...keywords(["job-id", "job-state"]),
      ]);
  }
}

/** RFC 8011 section 5.3.7 */
export const ippJobStates = {
  3: "pending",
  4: "held",
  5: "processing",
  6: "stopped",
  7: "canceled",
  8: "aborted",
  9: "completed",
} as const;
export type IppJobState = (typeof ippJobStates)[keyof typeof ippJobStates];

export interface IppJob {
  readonly jobId: number;
  /** undefined: the printer did not say */
  readonly state: IppJobState | undefined;
  /** keywords, without `none` */
  readonly reasons: readonly string[];
  /** sides or sheets, whichever it counts; undefined: neither */
  readonly printed: number | undefined;
}

export type IppJobAnswer =
  | { readonly name: "ok"; readonly jobs: readonly IppJob[] }
  | { readonly name: "not-found" }
  /** too late: the job is over already */
  | { readonly name: "not-possible" }
  | { readonly name: "refused"; readonly status: number };

const jobGroup = 0x02;
const printerGroup = 0x04;
const sheetCounts = ["job-impressions-completed", "job-media-sheets-completed"] as const;

/** What an answer says of jobs: none, one, or one a job where they were asked for. */
export function ippJobAnswer({ code, attributes }: IppMessage): IppJobAnswer {
  if (code === notFound) return { name: "not-found" };
  if (code === notPossible) return { name: "not-possible" };
  if (code > lastSuccess) return { name: "refused", status: code };
  const groups: IppAttribute[][] = [];
  for (const attribute of attributes) {
    if (attribute.group !== jobGroup) continue;
    // Each job has a group of its own, and each of those says its job-id once.
    const last = groups.at(-1);
    if (last === undefined || last.some(({ name }) => name === attribute.name)) groups.push([attribute]);
    else last.push(attribute);
  }
  return { name: "ok", jobs: groups.map(jobOf) };
}

/** Why the printer stands; empty where it does not. */
export function ippStandstill({ code, attributes }: IppMessage): readonly string[] {
  if (code > lastSuccess) return [];
  const own = attributes.filter(({ group }) => group === printerGroup);
  const state = numberOf(own, "printer-state");
  if (state !== 5) return []; // RFC 8011 section 5.4.11: stopped
  const reasons = wordsOf(own, "printer-state-reasons").map((word) => word.replace(/-(?:error|warning|report)$/, ""));
  return reasons.length > 0 ? reasons : ["stopped"];
}

function jobOf(attributes: readonly IppAttribute[]): IppJob {
  const state = numberOf(attributes, "job-state");
  const known = Object.entries(ippJobStates).find(([number]) => Number(number) === state);
  const counted = sheetCounts
    .map((name) => numberOf(attributes, name))
    .find((count) => count !== undefined && count > 0);
  return {
    jobId: numberOf(attributes, "job-id") ?? 0,
    state: known?.[1],
    reasons: wordsOf(attributes, "job-state-reasons"),
    printed: counted,
  };
}

function numberOf(attributes: readonly IppAttribute[], name: string): number | undefined {
  const value = attributes.find((attribute) => attribute.name === name)?.values[0];
  if (value === undefined || (value.tag !== tags.integer && value.tag !== tags.enum)) return undefined;
  const { raw } = value;
  if (raw.length !== 4) return undefined;
  return new DataView(raw.buffer, raw.byteOffset, 4).getInt32(0);
}

/** Keywords alone: free text may quote what somebody printed. */
function wordsOf(attributes: readonly IppAttribute[], name: string): string[] {
  const values = attributes.find((attribute) => attribute.name === name)?.values ?? [];
  const words = values
    .filter(({ tag }) => tag === tags.keyword)
    .map(({ raw }) => new TextDecoder("latin1").decode(raw));
  return words.filter((word) => word !== "none" && /^[a-z0-9][a-z0-9.-]{0,59}$/.test(word));
}

/** Version 1.1, see `ippRequest`. */
function message(operation: number, requestId: number, attributes: readonly number[]): Uint8Array {
  const head = [1, 1, operation >> 8, operation & 0xff, ...int32(requestId), tags.operationGroup];
  return Uint8Array.from([...head, ...attributes, tags.end]);
}

function keywords(words: readonly string[]): number[] {
  return words.flatMap((word, i) => attribute(tags.keyword, i === 0 ? "requested-attributes" : "", word));
}

function attribute(tag: number, name: string, value: string | number | boolean): number[] {
  return [tag, ...counted(new TextEncoder().encode(name)), ...counted(octetsOf(value))];
}

function octetsOf(value: string | number | boolean): Uint8Array {
  if (typeof value === "string") return new TextEncoder().encode(value);
  return typeof value === "boolean" ? Uint8Array.of(value ? 1 : 0) : Uint8Array.from(int32(value));
}

function counted(octets: Uint8Array): number[] {
  return [octets.length >> 8, octets.length & 0xff, ...octets];
}

function int32(value: number): number[] {
  return [(value >>> 24) & 0xff, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
