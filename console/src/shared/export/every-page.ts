export interface Page<R> {
  rows: readonly R[];
  asOf: number;
  /** where the next page begins; null or undefined: this was the last */
  next: string | null | undefined;
  /** rows of the whole filter, where the server counts them */
  total: number | undefined;
}

interface ReadOptions {
  signal: AbortSignal;
  onProgress: (got: number) => void;
}

/** All rows of a list that the server hands out page by page; what it counts and does not hand out is `left`. */
export async function everyPage<R>(
  read: (after: string | undefined, signal: AbortSignal) => Promise<Page<R>>,
  { signal, onProgress }: ReadOptions,
): Promise<{ rows: R[]; asOf: number; left: number }> {
  const rows: R[] = [];
  for (let after: string | undefined; ; ) {
    const page = await read(after, signal);
    rows.push(...page.rows);
    onProgress(rows.length);
    after = page.next ?? undefined;
    if (after === undefined) {
      return { rows, asOf: page.asOf, left: Math.max(0, (page.total ?? rows.length) - rows.length) };
    }
  }
}
