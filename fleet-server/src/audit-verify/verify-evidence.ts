// Every file that is named as evidence: listed, there, and unaltered.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Kysely } from "kysely";
import { evidencePath } from "../store/evidence-files.ts";
import type { Database } from "../store/schema.ts";
import { asStoreError } from "../store/store-failure.ts";
import type { FindingKind, Findings } from "./finding.ts";

const digestsPerQuery = 500;

export interface NamedEvidence {
  readonly digest: string;
  /** the first line of the log that names it; null: a receipt into stock does */
  readonly logSeq: number | null;
  readonly orderId: string | null;
}

export async function verifyEvidence(
  db: Kysely<Database>,
  dir: string,
  named: readonly NamedEvidence[],
  findings: Findings,
): Promise<void> {
  for (let from = 0; from < named.length; from += digestsPerQuery) {
    const batch = named.slice(from, from + digestsPerQuery);
    const rows = await db
      .selectFrom("evidence")
      .select("digest")
      .where(
        "digest",
        "in",
        batch.map(({ digest }) => digest),
      )
      .execute();
    const listed = new Set(rows.map((row) => row.digest));
    for (const { digest, logSeq, orderId } of batch) {
      if (!listed.has(digest)) findings.add({ logSeq, orderId, kind: "evidence-unlisted", detail: digest });
      const kind = await inspectEvidence(dir, digest);
      if (kind !== undefined) findings.add({ logSeq, orderId, kind, detail: digest });
    }
  }
}

async function inspectEvidence(dir: string, digest: string): Promise<FindingKind | undefined> {
  // nothing else may become part of a path
  if (!/^[0-9a-f]{64}$/.test(digest)) return "evidence-missing";
  const hash = createHash("sm3");
  try {
    // in pieces: what stands there instead may be of any size
    await pipeline(createReadStream(evidencePath(dir, digest)), hash);
  } catch (error) {
    const { code } = asStoreError(error);
    if (code === "ENOENT" || code === "ENOTDIR") return "evidence-missing";
    return code === "EISDIR" ? "evidence-altered" : "evidence-unreadable";
  }
  return hash.digest("hex") === digest ? undefined : "evidence-altered";
}
