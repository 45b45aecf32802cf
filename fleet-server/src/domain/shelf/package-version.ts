// A version of an app or a style on its way onto the shelf: handed in, tested, walked through by somebody else, released.
import type { AppId, PackageManifest, SignedIndex, versionStates, versionSteps } from "@kiosk/contract";
import type { Millis } from "../time.ts";

export type VersionState = (typeof versionStates)[number];
export type VersionStepName = (typeof versionSteps)[number];

/** A package as it was handed in. Its files lie under their digests. */
export interface StoredPackage {
  /** SHA-256 of the index: its name for ever */
  readonly digest: string;
  readonly id: AppId;
  readonly kind: PackageManifest["kind"];
  readonly version: string;
  readonly manifest: PackageManifest;
  readonly signed: SignedIndex;
  readonly state: VersionState;
  readonly files: number;
  readonly bytes: number;
  /** the name that this installation gave the key when the package came */
  readonly signedBy: string;
  readonly uploadedAt: Millis;
  readonly uploadedBy: string;
  /** caller id of whoever handed it in */
  readonly uploader: string;
}

/** One line of a version's record: append-only. */
export interface StoredVersionStep {
  readonly digest: string;
  /** 1, 2, 3 … within the version */
  readonly seq: number;
  readonly step: VersionStepName;
  readonly passed: boolean;
  readonly note: string;
  readonly by: string;
  readonly actor: string;
  readonly at: Millis;
}

/** Whose keys are trusted with handing in. */
export interface StoredPublisher {
  readonly keyId: string;
  readonly name: string;
  /** SPKI, base64 */
  readonly spki: string;
  readonly addedAt: Millis;
  readonly addedBy: string;
  readonly revokedAt: Millis | null;
}

export interface VersionAct {
  readonly step: VersionStepName;
  readonly passed: boolean;
  /** caller id of whoever takes the step */
  readonly actor: string;
}

/** Caller ids of whoever did what comes before. */
export interface VersionPast {
  readonly uploader: string;
  /** of the last test that was passed; null: none was */
  readonly tester: string | null;
}

/**
 * The state after a step, or why it is refused. Whoever handed a version in does not walk through it, and whoever tested it does
 * not release it: two people have looked at what citizens are given. What did not pass begins anew with a test.
 */
export function next(
  state: VersionState,
  { step, passed, actor }: VersionAct,
  past: VersionPast,
): { readonly ok: true; readonly state: VersionState } | { readonly ok: false; readonly detail: string } {
  const refused = { ok: false, detail: `${state}: ${step}` } as const;
  switch (step) {
    case "test":
      if (state !== "uploaded" && state !== "tested") return refused;
      return { ok: true, state: passed ? "tested" : "uploaded" };
    case "walk-through":
      if (state !== "tested") return refused;
      if (actor === past.uploader) return { ok: false, detail: "walk-through: uploader" };
      return { ok: true, state: passed ? "walked" : "uploaded" };
    case "release":
      if (state !== "walked") return refused;
      if (actor === past.tester) return { ok: false, detail: "release: tester" };
      return { ok: true, state: passed ? "released" : "uploaded" };
    case "withdraw":
      if (state === "withdrawn" || !passed) return refused;
      return { ok: true, state: "withdrawn" };
  }
}

/** Of the last test that was passed; null: none was. */
export function testerOf(steps: readonly Pick<StoredVersionStep, "step" | "passed" | "actor">[]): string | null {
  return steps.findLast(({ step, passed }) => step === "test" && passed)?.actor ?? null;
}

/** By number and not by letter: 1.10.0 comes after 1.9.0. Negative, zero or positive. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [one.split(".").map(Number), other.split(".").map(Number)];
  for (const i of [0, 1, 2]) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
