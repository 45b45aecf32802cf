// Many alarms in one text of a channel's size. Cut at whole alarms, and the rest is counted: never silently.

export interface LinesToFit {
  /** stands before the lines, with its line break */
  readonly head: string;
  /** one an alarm, most urgent first */
  readonly lines: readonly string[];
  readonly separator: string;
  /** stands after the lines or after the remark about the rest, with its line break; may be empty */
  readonly tail: string;
  /** `另有 3 条，见控制台`, with its line break */
  readonly more: (left: number) => string;
  readonly maxBytes: number;
}

/** Size in UTF-8. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/**
 * As many lines as fit. When none fits, head, remark and tail alone: the caller keeps those below `maxBytes`.
 */
export function fitLines({ head, lines, separator, tail, more, maxBytes }: LinesToFit): string {
  const frame = utf8Bytes(head) + utf8Bytes(tail);
  const gap = utf8Bytes(separator);
  let bytes = frame;
  let kept = 0;
  for (const [index, line] of lines.entries()) {
    bytes += utf8Bytes(line) + (index > 0 ? gap : 0);
    const left = lines.length - index - 1;
    if (bytes + (left > 0 ? utf8Bytes(more(left)) : 0) <= maxBytes) kept = index + 1;
    if (bytes > maxBytes) break;
  }
  const left = lines.length - kept;
  return `${head}${lines.slice(0, kept).join(separator)}${left > 0 ? more(left) : ""}${tail}`;
}

/** `另有 3 条，见控制台` */
export function moreWords(left: number): string {
  return `另有 ${left} 条，见控制台`;
}
