// A .kpkg as it comes: unpacked within bounds, its signature checked before anything of it is believed, then every file.
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import {
  bannerFlaws,
  type ErrorCode,
  indexFlaws,
  openIndex,
  PackageFile,
  type PackageIndex,
  packageLimits,
  type SignedIndex,
  type TrustedKeys,
} from "@kiosk/contract";
import type { Answer } from "../fleet-api.ts";

/** Base64 takes four characters for three octets; the rest is names, digests and the index. */
const unpackedLimit = Math.ceil((packageLimits.allBytes * 4) / 3) + 1_000_000;
/** Packed it may not be larger than what it holds. */
export const packedLimitBytes = packageLimits.allBytes + 1_000_000;
const unpack = promisify(gunzip);

export interface IncomingPackage {
  readonly digest: string;
  readonly signed: SignedIndex;
  readonly index: PackageIndex;
  readonly files: readonly Uint8Array[];
}

/** @param keys of the publishers trusted now */
export async function readPackage(bytes: Uint8Array, keys: TrustedKeys): Promise<Answer<IncomingPackage>> {
  const unpacked = await unpackedJson(bytes);
  if (!unpacked.ok) return unpacked;
  const { signed } = unpacked.value;
  const opened = await openIndex(signed, keys);
  if (!opened.ok)
    return refuse(opened.error === "malformed" ? "package.malformed" : "package.signature", opened.detail);
  const { index, digest } = opened;
  const [flaw] = indexFlaws(index);
  if (flaw !== undefined) return refuse("package.flawed", `${flaw.field}: ${flaw.zh} / ${flaw.en}`);
  const contents = filesOf(index, unpacked.value.files);
  if (!contents.ok) return contents;
  const { manifest } = index;
  const banner = manifest.kind === "theme" ? manifest.banner : null;
  const at = index.files.findIndex(({ path }) => path === banner);
  const [poor] = banner === null ? [] : bannerFlaws(banner, new TextDecoder().decode(contents.value[at]));
  if (poor !== undefined) return refuse("package.flawed", `${poor.field}: ${poor.zh} / ${poor.en}`);
  return { ok: true, value: { digest, signed, index, files: contents.value } };
}

async function unpackedJson(bytes: Uint8Array): Promise<Answer<PackageFile>> {
  let text: string;
  try {
    // given up at the limit: what would fill the memory never does
    text = (await unpack(bytes, { maxOutputLength: unpackedLimit })).toString("utf8");
  } catch (error) {
    const isTooLarge = error instanceof RangeError;
    return refuse(isTooLarge ? "package.too-large" : "package.malformed", isTooLarge ? "" : "gzip");
  }
  try {
    const parsed = PackageFile.safeParse(JSON.parse(text));
    if (parsed.success) return { ok: true, value: parsed.data };
    const [issue] = parsed.error.issues;
    return refuse("package.malformed", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`.slice(0, 200));
  } catch (error) {
    return refuse("package.malformed", error instanceof Error ? error.message.slice(0, 200) : "");
  }
}

/** In the order of the index; each is what the index says, and nothing else came along. */
function filesOf(index: PackageIndex, files: PackageFile["files"]): Answer<Uint8Array[]> {
  const byDigest = new Map(Object.entries(files).map(([sha256, text]) => [sha256, Buffer.from(text, "base64")]));
  const named = new Set(index.files.map(({ sha256 }) => String(sha256)));
  const foreign = [...byDigest.keys()].find((sha256) => !named.has(sha256));
  if (foreign !== undefined) return refuse("package.flawed", `${foreign}: 索引中没有 / not in the index`);
  const contents: Uint8Array[] = [];
  for (const { path, sha256, bytes } of index.files) {
    const content = byDigest.get(sha256);
    if (content === undefined) return refuse("package.flawed", `${path}: 缺失 / missing`);
    const isRight = content.length === bytes && createHash("sha256").update(content).digest("hex") === sha256;
    if (!isRight) return refuse("package.flawed", `${path}: 与索引不符 / is not what the index says`);
    contents.push(content);
  }
  return { ok: true, value: contents };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
