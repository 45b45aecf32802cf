/** A clock statement as the fleet server writes it: what it rests on, the headings, one line. */
export function statementOf(path: string, asOf: string | null): string {
  const contract = path.split("/")[2] ?? "";
  const at = asOf === null ? Date.now() : Number(asOf);
  const local = new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  return `\uFEFF${[`${contract} asOf ${local} log 214 ${"3f".repeat(32)}`, "工单号,终端", "WO-20261122-0001,cn-014"].join("\r\n")}\r\n`;
}
