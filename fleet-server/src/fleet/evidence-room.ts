// Files that prove something: taken by their content, kept by their digest.
import type { ErrorCode, EvidenceView } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { evidenceFileName } from "../domain/evidence/file-name.ts";
import { inspectEvidence } from "../domain/evidence/inspect.ts";
import { evidenceLimitBytes } from "../domain/evidence/media-type.ts";
import type { Inflate } from "../domain/evidence/pdf.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { blamesRecord, type Clock, type EvidenceStore, type HistoryStore } from "../ports.ts";

export class EvidenceRoom {
  readonly #o: {
    readonly files: EvidenceStore;
    readonly history: HistoryStore;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly inflate: Inflate;
  };

  constructor(options: {
    files: EvidenceStore;
    history: HistoryStore;
    commit: GroupCommit;
    clock: Clock;
    inflate: Inflate;
  }) {
    this.#o = options;
  }

  /** The same bytes sent twice are one file, under the name they first had. */
  async add(by: Caller, bytes: Uint8Array, name: string): Promise<Answer<EvidenceView>> {
    if (bytes.length > evidenceLimitBytes) return refuse("evidence.too-large", `${bytes.length}`);
    const found = inspectEvidence(bytes, this.#o.inflate);
    if (!found.ok) return refuse(found.code, found.detail === "" ? name : found.detail);
    const { mediaType } = found;
    const digest = await this.#o.files.put(bytes);
    const [known] = await this.#o.history.findEvidence([digest]);
    if (known !== undefined) return await this.#sentAgain(by, known);
    const uploadedAt = this.#o.clock.now();
    const view: EvidenceView = {
      digest,
      name: evidenceFileName(name, mediaType),
      mediaType,
      bytes: bytes.length,
      uploadedAt,
      by: by.name,
    };
    try {
      await this.#o.commit.run((unit) => {
        unit.put("evidence", view);
        unit.put("evidenceUse", { digest, place: `by:${by.id}`, at: uploadedAt });
        audit(unit, by, { action: "evidence.add", target: digest, after: view }, uploadedAt);
      });
      return { ok: true, value: view };
    } catch (error) {
      // the same file came twice at once: whoever was first has named it
      const [first] = blamesRecord(error) ? await this.#o.history.findEvidence([digest]) : [];
      if (first === undefined) throw error;
      return await this.#sentAgain(by, first);
    }
  }

  /** The same file sent by somebody else: they may look at what they sent. */
  async #sentAgain(by: Caller, view: EvidenceView): Promise<Answer<EvidenceView>> {
    const { digest } = view;
    const at = this.#o.clock.now();
    await this.#o.commit.run((unit) => unit.put("evidenceUse", { digest, place: `by:${by.id}`, at }));
    return { ok: true, value: view };
  }

  async read(digest: string): Promise<Answer<{ view: EvidenceView; bytes: Uint8Array }>> {
    const [view] = await this.#o.history.findEvidence([digest]);
    const bytes = view === undefined ? undefined : await this.#o.files.get(digest);
    if (view === undefined || bytes === undefined) return refuse("resource.not-found", digest);
    return { ok: true, value: { view, bytes } };
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
