// `npm run shelf:pack -- <folder> --key private.pem --out file.kpkg` makes a package of a folder with a manifest.json;
// `npm run shelf:pack -- --new-key DIR` makes the pair of keys it is sealed and checked with. Exit code 1: not done.
import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseArgs } from "node:util";
import { type Packed, packageFile, packFiles, readSigningKey } from "./pack.ts";

const usage =
  "用法 / usage: npm run shelf:pack -- <folder> --key private.pem --out file.kpkg\n" +
  "             npm run shelf:pack -- --new-key DIR";

/** What is wrong, one line each: file or field, Chinese / English. */
class NotDone extends Error {}

function commandLine() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { key: { type: "string" }, out: { type: "string" }, "new-key": { type: "string" } },
    });
  } catch (error) {
    throw new NotDone(`${messageOf(error)}\n${usage}`);
  }
}

function newKey(folder: string): void {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const files = { private: join(folder, "private.pem"), public: join(folder, "public.pem") };
  named(folder, () => mkdirSync(folder, { recursive: true }));
  // never over a key that is there: what it has sealed could not be continued
  const fresh = { flag: "wx" } as const;
  const secret = privateKey.export({ type: "pkcs8", format: "pem" });
  named(files.private, () => writeFileSync(files.private, secret, { ...fresh, mode: 0o600 }));
  named(files.public, () => writeFileSync(files.public, publicKey.export({ type: "spki", format: "pem" }), fresh));
  say(
    `${files.private}: 私钥，请妥善保管，不要放到终端上 / the private key: keep it safe, never on a terminal`,
    `${files.public}: 公钥，写入各终端配置的 shell.publishers / the public key: for shell.publishers of the terminals`,
  );
}

async function pack(folder: string, keyFile: string, out: string): Promise<void> {
  const pem = named(keyFile, () => readFileSync(keyFile, "utf8"));
  const key = await readSigningKey(pem).catch((error: unknown) => {
    throw new NotDone(`${keyFile}: ${messageOf(error)}`);
  });
  const manifestFile = join(folder, "manifest.json");
  const manifest: unknown = named(manifestFile, () => JSON.parse(readFileSync(manifestFile, "utf8")));
  const packed: Packed = await packFiles(manifest, filesOf(folder), key);
  if (!packed.ok) throw new NotDone(packed.problems.map((problem) => `${folder}: ${problem}`).join("\n"));
  const octets = packageFile(packed);
  named(out, () => writeFileSync(out, octets));
  const { id, version } = packed.index.manifest;
  say(`${out}: ${id} ${version}, ${packed.index.files.length} 个文件 / files, ${octets.length} B, ${packed.digest}`);
}

/** Hidden files are not left out: what does not belong there is refused by its name. */
function filesOf(folder: string): Map<string, Uint8Array> {
  const entries = named(folder, () => readdirSync(folder, { recursive: true, withFileTypes: true }));
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  const paths = files
    .map((file) => relative(folder, file).split(sep).join("/"))
    .filter((path) => path !== "manifest.json");
  return new Map(paths.map((path) => [path, named(path, () => readFileSync(join(folder, path)))]));
}

function named<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new NotDone(`${name}: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "没有该文件或文件夹 / there is no such file or folder";
  if (code === "EEXIST") return "已存在，不会覆盖 / exists and is not overwritten";
  if (error instanceof SyntaxError) return `不是 JSON / not JSON (${error.message})`;
  return error.message;
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join("\n")}\n`);
}

try {
  const { values, positionals } = commandLine();
  const [folder, ...more] = positionals;
  const { key, out } = values;
  if (values["new-key"] !== undefined && folder === undefined) newKey(values["new-key"]);
  else if (folder !== undefined && more.length === 0 && key !== undefined && out !== undefined)
    await pack(folder, key, out);
  else throw new NotDone(usage);
} catch (error) {
  if (!(error instanceof NotDone)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
