// Makes a package of a folder's files and seals it: what `npm run shelf:pack` does, and the demo for its own apps.
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { gzipSync } from "node:zlib";
import {
  bannerFlaws,
  indexFlaws,
  type PackageFile,
  type PackageIndex,
  PackageManifest,
  PackagePath,
  packageLimits,
  pemOctets,
  readPublicKey,
  type SignedIndex,
  sealIndex,
} from "@kiosk/contract";
import { describeIssues } from "../config-issue.ts";

/** A package that can be handed in, or why it cannot: one `field: 中文 / English` each. */
export type Packed =
  | {
      readonly ok: true;
      readonly digest: string;
      readonly index: PackageIndex;
      readonly signed: SignedIndex;
      /** the octets of the files by their digests */
      readonly files: ReadonlyMap<string, Uint8Array>;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

export type SigningKey = Awaited<ReturnType<typeof readSigningKey>>;

/** @throws Error for what is no PEM (PKCS#8) of an ECDSA P-256 key */
export async function readSigningKey(pem: string) {
  const octets = pemOctets(pem, "PRIVATE KEY");
  if (octets === undefined) throw new Error("不是 PEM 私钥（PKCS#8） / is not a PEM private key (PKCS#8)");
  const algorithm = { name: "ECDSA", namedCurve: "P-256" } as const;
  try {
    const key = await crypto.subtle.importKey("pkcs8", octets, algorithm, false, ["sign"]);
    const spki = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "der" });
    const { keyId } = await readPublicKey(new Uint8Array(spki));
    return { key, keyId };
  } catch {
    throw new Error("不是 ECDSA P-256 私钥 / is not an ECDSA P-256 private key");
  }
}

/** @param manifest what manifest.json holds @param files by path, without manifest.json */
export async function packFiles(
  manifest: unknown,
  files: ReadonlyMap<string, Uint8Array>,
  { key, keyId }: SigningKey,
): Promise<Packed> {
  const parsed = PackageManifest.safeParse(manifest);
  const problems = describeIssues(PackageManifest, manifest).map((problem) => `manifest.json: ${problem}`);
  problems.push(...pathProblems([...files.keys()]));
  for (const [path, { length }] of files) {
    if (length <= packageLimits.fileBytes) continue;
    const most = packageLimits.fileBytes;
    problems.push(`${path}: 有 ${length} 字节，最多 ${most} / ${length} bytes, at most ${most}`);
  }
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const digests = new Map([...files].map(([path, octets]) => [path, sha256(octets)] as const));
  const index: PackageIndex = {
    v: 1,
    manifest: parsed.data,
    files: [...files]
      .map(([path, { length }]) => ({ path, sha256: digests.get(path) ?? "", bytes: length }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const flaws = [...indexFlaws(index), ...bannerOf(parsed.data, files)];
  if (flaws.length > 0) return { ok: false, problems: flaws.map(({ field, zh, en }) => `${field}: ${zh} / ${en}`) };
  const signed = await sealIndex(index, key, keyId);
  return {
    ok: true,
    digest: sha256(new TextEncoder().encode(signed.index)),
    index,
    signed,
    files: new Map([...files].map(([path, octets]) => [digests.get(path) ?? "", octets])),
  };
}

/** The octets of the `.kpkg`. */
export function packageFile({ signed, files }: Extract<Packed, { ok: true }>): Uint8Array {
  const inText = [...files].map(([digest, octets]) => [digest, Buffer.from(octets).toString("base64")] as const);
  return gzipSync(JSON.stringify({ signed, files: Object.fromEntries(inText) } satisfies PackageFile));
}

function pathProblems(paths: readonly string[]): string[] {
  const problems = paths
    .filter((path) => !PackagePath.safeParse(path).success)
    .map(
      (path) =>
        `${path}: 文件名只允许小写字母、数字、- _ .，最长 120 / names are lower-case letters, digits, - _ . and at most 120 long`,
    );
  const most = packageLimits.files;
  if (paths.length > most) {
    problems.push(`files: 有 ${paths.length} 个文件，最多 ${most} / ${paths.length} files, at most ${most}`);
  }
  return problems;
}

function bannerOf(manifest: PackageManifest, files: ReadonlyMap<string, Uint8Array>) {
  if (manifest.kind === "app" || manifest.banner === null) return [];
  const octets = files.get(manifest.banner);
  return octets === undefined ? [] : bannerFlaws(manifest.banner, new TextDecoder().decode(octets));
}

function sha256(octets: Uint8Array): string {
  return createHash("sha256").update(octets).digest("hex");
}
