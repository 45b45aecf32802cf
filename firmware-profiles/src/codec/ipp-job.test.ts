import { describe, expect, test } from "vitest";
import { type IppMessage, parseIpp } from "./ipp.ts";
import { ippJobAnswer, ippJobRequest, ippStandstill } from "./ipp-job.ts";

const uri = "ipp://127.0.0.1:631/ipp/print";

/** Attributes of a request or an answer as text, integers as numbers. */
function told(message: IppMessage | undefined): Record<string, readonly (string | number)[]> {
  const entries = (message?.attributes ?? []).map(({ group, name, values }) => {
    const texts = values.map(({ tag, raw }) =>
      tag < 0x24 ? Buffer.from(raw).readIntBE(0, raw.length) : String(Buffer.from(raw)),
    );
    return [`${group}/${name}`, texts] as const;
  });
  return Object.fromEntries(entries);
}

test("a job is named by its number, belongs to kiosk, and its document stands behind it", () => {
  const document = Buffer.from("%PDF-1.4 of a citizen");
  const ticket = { number: 7, copies: 2, colour: true };
  const octets = ippJobRequest({ ask: "print", ticket, document }, 5, uri);
  const message = parseIpp(octets);
  expect(message).toMatchObject({ code: 0x0002, requestId: 5, isWhole: true });
  expect(told(message)).toEqual({
    "1/attributes-charset": ["utf-8"],
    "1/attributes-natural-language": ["en"],
    "1/printer-uri": [uri],
    "1/requesting-user-name": ["kiosk"],
    "1/job-name": ["7"],
    "1/document-format": ["application/pdf"],
    "2/copies": [2],
    "2/print-color-mode": ["color"],
  });
  expect(Buffer.from(octets.subarray(-document.length))).toEqual(document);
  expect(octets.at(-document.length - 1)).toBe(0x03);
});

test.each([
  ["cancel", 0x0008],
  ["job", 0x0009],
] as const)("%s names the job", (ask, code) => {
  const message = parseIpp(ippJobRequest({ ask, jobId: 70_000 }, 1, uri));
  expect(message?.code).toBe(code);
  expect(told(message)["1/job-id"]).toEqual([70_000]);
});

test("only our own jobs that are not over are asked for", () => {
  const message = parseIpp(ippJobRequest({ ask: "unfinished" }, 1, uri));
  expect(message?.code).toBe(0x000a);
  expect(told(message)).toMatchObject({
    "1/requesting-user-name": ["kiosk"],
    "1/which-jobs": ["not-completed"],
    "1/my-jobs": [1],
  });
});

const integer = (value: number) => ({ tag: 0x21, raw: Uint8Array.of(value >> 24, value >> 16, value >> 8, value) });
const enumeration = (value: number) => ({ ...integer(value), tag: 0x23 });
const keyword = (text: string) => ({ tag: 0x44, raw: Uint8Array.from(Buffer.from(text)) });
const answer = (code: number, ...attributes: IppMessage["attributes"]): IppMessage => ({
  code,
  requestId: 1,
  attributes,
  isWhole: true,
});

describe("an answer of jobs", () => {
  test("tells each job apart, in what state it is and why", () => {
    const message = answer(
      0,
      { group: 1, name: "attributes-charset", values: [] },
      { group: 2, name: "job-id", values: [integer(3)] },
      { group: 2, name: "job-state", values: [enumeration(6)] },
      { group: 2, name: "job-state-reasons", values: [keyword("printer-stopped"), keyword("none")] },
      { group: 2, name: "job-id", values: [integer(300)] },
      { group: 2, name: "job-state", values: [enumeration(9)] },
      { group: 2, name: "job-impressions-completed", values: [integer(4)] },
    );
    expect(ippJobAnswer(message)).toEqual({
      name: "ok",
      jobs: [
        { jobId: 3, state: "stopped", reasons: ["printer-stopped"], printed: undefined },
        { jobId: 300, state: "completed", reasons: [], printed: 4 },
      ],
    });
  });

  test.each([
    [0x0406, { name: "not-found" }],
    [0x0404, { name: "not-possible" }],
    [0x040a, { name: "refused", status: 0x040a }],
    [0x0001, { name: "ok", jobs: [] }],
  ])("status %i", (code, expected) => {
    expect(ippJobAnswer(answer(code))).toEqual(expected);
  });

  test("a state that nobody knows is none, and a reason that is free text is left out", () => {
    const message = answer(
      0,
      { group: 2, name: "job-id", values: [integer(1)] },
      { group: 2, name: "job-state", values: [enumeration(12)] },
      { group: 2, name: "job-state-reasons", values: [keyword("Letter of Mr. X"), { ...keyword("held"), tag: 0x41 }] },
    );
    expect(ippJobAnswer(message)).toEqual({
      name: "ok",
      jobs: [{ jobId: 1, state: undefined, reasons: [], printed: undefined }],
    });
  });
});

describe("a printer that stands", () => {
  const printer = (state: number, ...reasons: readonly string[]) =>
    answer(
      0,
      { group: 4, name: "printer-state", values: [enumeration(state)] },
      { group: 4, name: "printer-state-reasons", values: reasons.map(keyword) },
    );

  test("says why, without how bad it is", () => {
    expect(ippStandstill(printer(5, "media-empty-error", "media-needed"))).toEqual(["media-empty", "media-needed"]);
  });

  test("and says nothing, stands all the same", () => {
    expect(ippStandstill(printer(5, "none"))).toEqual(["stopped"]);
  });

  test("is not one that prints with a warning, nor one that refuses to say", () => {
    expect(ippStandstill(printer(4, "toner-low-warning"))).toEqual([]);
    expect(ippStandstill(answer(0x0507))).toEqual([]);
  });
});
