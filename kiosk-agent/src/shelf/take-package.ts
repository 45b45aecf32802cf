// One package onto the disk: its signed index, then each file, nothing taken that is not what was signed.
import {
  type AppId,
  indexFlaws,
  openIndex,
  type PackageIndex,
  packageLimits,
  SignedIndex,
  sha256Hex,
  type TrustedKeys,
} from "@kiosk/contract";
import type { ShelfFiles } from "./shelf-files.ts";
import { type Fetched, failure, type ShelfFailure, type TerminalApi } from "./terminal-api.ts";

/** What the server named: the package has to be this one and no other. */
export interface WantedPackage {
  readonly id: AppId;
  readonly kind: "app" | "theme";
  readonly version: string;
  readonly digest: string;
}

export interface TakeOptions {
  readonly api: TerminalApi;
  readonly files: ShelfFiles;
  readonly keys: TrustedKeys;
  readonly signal: AbortSignal;
}

/** JSON escapes can make the index's 200 000 characters four times as long. */
const maxIndexBytes = 900_000;

/**
 * The index of the package, every file of which is on the disk when this resolves; files that are there already are not
 * fetched again. Rejects with the reason of `signal` alone.
 */
export async function takePackage(wanted: WantedPackage, options: TakeOptions): Promise<Fetched<PackageIndex>> {
  const { files, signal } = options;
  try {
    const here = await placedIndex(wanted.digest, options);
    if (here.ok) {
      return refusal(wanted, here.value) ?? (await takeFiles(wanted.digest, here.value, options)) ?? here;
    }
    const fetched = await fetchIndex(wanted, options);
    if (!fetched.ok) return fetched;
    const { index, octets } = fetched.value;
    const failed = await takeFiles(wanted.digest, index, options);
    if (failed !== undefined) return failed;
    await files.write("packages", wanted.digest, octets);
    return { ok: true, value: index };
  } catch (error) {
    signal.throwIfAborted();
    return failure("disk", error instanceof Error ? error.message : String(error));
  }
}

/** A package as it lies on the disk, checked as if it had just come. Its files are looked at by `isWhole`. */
export async function placedIndex(
  digest: string,
  { files, keys }: Pick<TakeOptions, "files" | "keys">,
): Promise<Fetched<PackageIndex>> {
  const octets = await files.read("packages", digest);
  if (octets === undefined) return failure("digest", "not there");
  return opened(octets, digest, keys);
}

/** Every file is there in its full length; its digest is looked at when it is read. */
export async function isWhole(index: PackageIndex, files: ShelfFiles): Promise<boolean> {
  for (const { sha256, bytes } of index.files) if ((await files.size("files", sha256)) !== bytes) return false;
  return true;
}

async function fetchIndex(
  wanted: WantedPackage,
  { api, keys, signal }: TakeOptions,
): Promise<Fetched<{ index: PackageIndex; octets: Uint8Array }>> {
  const got = await api.get(`/terminal/v1/packages/${wanted.digest}`, maxIndexBytes, signal);
  if (!got.ok) return got;
  const checked = await opened(got.value, wanted.digest, keys);
  if (!checked.ok) return checked;
  return refusal(wanted, checked.value) ?? { ok: true, value: { index: checked.value, octets: got.value } };
}

async function opened(
  octets: Uint8Array<ArrayBuffer>,
  digest: string,
  keys: TrustedKeys,
): Promise<Fetched<PackageIndex>> {
  const signed = SignedIndex.safeParse(parseJson(octets));
  if (!signed.success) return failure("malformed", "this is no signed index");
  const result = await openIndex(signed.data, keys);
  if (!result.ok) return failure(result.error, result.detail);
  if (result.digest !== digest) return failure("digest", `the index is ${result.digest}`);
  return { ok: true, value: result.index };
}

function refusal(wanted: WantedPackage, index: PackageIndex): ShelfFailure | undefined {
  const { kind, id, version } = index.manifest;
  if (kind !== wanted.kind || id !== wanted.id || version !== wanted.version) {
    const detail = `it is ${kind} ${id} ${version}, not ${wanted.kind} ${wanted.id} ${wanted.version}`;
    return failure("malformed", detail);
  }
  if (index.files.reduce((sum, { bytes }) => sum + bytes, 0) > packageLimits.allBytes) {
    return failure("too-large", `more than ${packageLimits.allBytes} bytes`);
  }
  const [flaw] = indexFlaws(index);
  return flaw === undefined ? undefined : failure("malformed", `${flaw.field}: ${flaw.en}`);
}

async function takeFiles(digest: string, index: PackageIndex, options: TakeOptions): Promise<ShelfFailure | undefined> {
  const { files, api, signal } = options;
  for (const { path, sha256, bytes } of index.files) {
    if ((await files.size("files", sha256)) === bytes) continue;
    const got = await api.get(`/terminal/v1/packages/${digest}/files/${sha256}`, bytes, signal);
    if (!got.ok) return failure(got.error, `${path}: ${got.detail}`);
    const found = await sha256Hex(got.value);
    if (found !== sha256) return failure("digest", `${path}: ${got.value.length} bytes that are ${found}`);
    await files.write("files", sha256, got.value);
  }
  return undefined;
}

function parseJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(octets));
  } catch {
    // not UTF-8 or no JSON: the schema then refuses undefined
    return undefined;
  }
}
