// The first line of a clock statement says what it rests on: `changning asOf 2026-11-22 10:32:00 log 214 3f9a…`.
export interface StatementHead {
  contractId: string;
  /** Shanghai time as written */
  asOf: string;
  /** place of the last event in the log of all orders, and the link of the chain there */
  logSeq: number;
  hash: string;
}

/** undefined where the text does not begin as a statement does. */
export function statementHead(text: string): StatementHead | undefined {
  const line = text.replace(/^\uFEFF/, "").split("\r\n", 1)[0] ?? "";
  const match = /^([a-z0-9-]+) asOf (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) log (\d+) ([0-9a-f]*)$/.exec(line);
  if (match === null) return undefined;
  const [, contractId = "", asOf = "", logSeq = "", hash = ""] = match;
  return { contractId, asOf, logSeq: Number(logSeq), hash };
}
