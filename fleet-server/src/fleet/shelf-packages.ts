// Packages of apps and styles: handed in, tested, walked through, released, withdrawn.
import type { ErrorCode, NewVersionStep, PackageList, PackageVersion } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import {
  compareVersions,
  next,
  type StoredPackage,
  type StoredVersionStep,
  testerOf,
} from "../domain/shelf/package-version.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, EvidenceStore } from "../ports.ts";
import type { ShelfHistory } from "../shelf-ports.ts";
import { InTurn } from "./in-turn.ts";
import { readPackage } from "./shelf-intake.ts";
import type { PublisherDesk } from "./shelf-publishers.ts";

export interface PackageApi {
  list(by: Caller): Promise<PackageList>;
  /** @param bytes of a .kpkg */
  upload(by: Caller, bytes: Uint8Array): Promise<Answer<PackageVersion>>;
  /** @param as the right that is used: tests are recorded with one, everything else is done with the other */
  step(
    by: Caller,
    digest: string,
    input: NewVersionStep,
    as: "shelf.publish" | "shelf.review",
  ): Promise<Answer<PackageVersion>>;
}

export class PackageDesk implements PackageApi {
  readonly #o: {
    readonly history: ShelfHistory;
    readonly files: EvidenceStore;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly publishers: PublisherDesk;
  };
  readonly #turns = new InTurn();

  constructor(options: {
    history: ShelfHistory;
    files: EvidenceStore;
    commit: GroupCommit;
    clock: Clock;
    publishers: PublisherDesk;
  }) {
    this.#o = options;
  }

  async list(_by: Caller): Promise<PackageList> {
    const packages = await this.#o.history.packages();
    const steps = await this.#o.history.steps(packages.map(({ digest }) => digest));
    const byDigest = Map.groupBy(steps, ({ digest }) => digest);
    const views = packages.map((one) => viewOf(one, byDigest.get(one.digest) ?? []));
    return { at: this.#o.clock.now(), packages: views };
  }

  upload(by: Caller, bytes: Uint8Array): Promise<Answer<PackageVersion>> {
    return this.#turns.run("packages", async () => {
      const { history, files, commit, clock, publishers } = this.#o;
      const { keys, names } = await publishers.trusted();
      const read = await readPackage(bytes, keys);
      if (!read.ok) return read;
      const { digest, signed, index } = read.value;
      const { manifest } = index;
      const clash = clashOf(await history.packages(), manifest);
      if (clash !== undefined) return refuse("package.version", clash);
      // the files first: a package that is listed can be fetched
      for (const content of read.value.files) await files.put(content);
      const at = clock.now();
      const { id, kind, version } = manifest;
      const fresh: StoredPackage = {
        ...{ digest, id, kind, version, manifest, signed, state: "uploaded", files: index.files.length },
        bytes: index.files.reduce((sum, file) => sum + file.bytes, 0),
        signedBy: names.get(signed.keyId) ?? signed.keyId,
        ...{ uploadedAt: at, uploadedBy: by.name, uploader: by.id },
      };
      await commit.run((unit) => {
        unit.put("package", fresh);
        audit(unit, by, { action: "shelf.publish", target: digest, after: { id, version, keyId: signed.keyId } }, at);
      });
      return { ok: true, value: viewOf(fresh, []) };
    });
  }

  step(
    by: Caller,
    digest: string,
    input: NewVersionStep,
    as: "shelf.publish" | "shelf.review",
  ): Promise<Answer<PackageVersion>> {
    return this.#turns.run("packages", async () => {
      const { history, commit, clock } = this.#o;
      const { step, passed, note } = input;
      if ((step === "test") !== (as === "shelf.publish")) return refuse("package.step-refused", `${as}: ${step}`);
      const before = await history.package(digest);
      if (before === undefined) return refuse("resource.not-found", digest);
      const steps = await history.steps([digest]);
      const past = { uploader: before.uploader, tester: testerOf(steps) };
      const outcome = next(before.state, { step, passed, actor: by.id }, past);
      if (!outcome.ok) return refuse("package.step-refused", outcome.detail);
      const at = clock.now();
      const after = { ...before, state: outcome.state };
      const line: StoredVersionStep = {
        ...{ digest, seq: steps.length + 1, step, passed, note, by: by.name, actor: by.id, at },
      };
      await commit.run((unit) => {
        unit.put("package", after);
        unit.put("versionStep", line);
        const { id, version } = before;
        const facts = {
          before: { state: before.state },
          after: { id, version, state: after.state, step, passed, note },
        };
        audit(unit, by, { action: as, target: digest, ...facts }, at);
      });
      return { ok: true, value: viewOf(after, [...steps, line]) };
    });
  }
}

/** Why a version cannot be handed in beside those there are; undefined: it can. */
function clashOf(
  known: readonly StoredPackage[],
  { id, kind, version }: StoredPackage["manifest"],
): string | undefined {
  const own = known.filter((one) => one.id === id);
  const other = own.find((one) => one.kind !== kind);
  if (other !== undefined) return `${id}: ${other.kind}`;
  const newer = own.find((one) => compareVersions(one.version, version) >= 0);
  return newer === undefined ? undefined : `${id} ${newer.version}`;
}

function viewOf(one: StoredPackage, steps: readonly StoredVersionStep[]): PackageVersion {
  const { digest, manifest, state, files, bytes, signedBy, uploadedAt, uploadedBy } = one;
  return {
    ...{ digest, manifest, state, files, bytes, signedBy, uploadedAt, uploadedBy },
    steps: steps.map(({ step, passed, note, by, at }) => ({ step, passed, note, by, at })),
  };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
