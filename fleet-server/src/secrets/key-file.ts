// The key file: JSON, the server's user alone may read it, never inside the database and never replaced by itself. It is
// written whole or not at all, and two servers that start at once make one file.
import { randomUUID } from "node:crypto";
import { chmod, link, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { Random } from "../ports.ts";
import { type KeyRing, keyBytes, keyIdPattern, keyOf } from "./key-ring.ts";
import { SecretError } from "./secrets.ts";

const format = "kiosk-fleet-keys-1";
const KeyFile = z.object({
  format: z.literal(format),
  /** oldest first; the last seals */
  keys: z.array(z.object({ id: z.string().regex(keyIdPattern), key: z.base64() })).min(1),
});

/** undefined: there is no such file. @throws SecretError */
export async function readKeyFile(file: string): Promise<KeyRing | undefined> {
  let text: string;
  try {
    const { mode } = await stat(file);
    // Windows has no such bits
    if (process.platform !== "win32" && (mode & 0o077) !== 0) throw exposed(file);
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof SecretError) throw error;
    const code = codeOf(error);
    if (code === "ENOENT") return undefined;
    throw unreadable(file, code, error);
  }
  return parseKeys(file, text);
}

/** Makes the file with one new key; when another process was faster, what that one made. @throws SecretError */
export async function makeKeyFile(file: string, random: Random): Promise<KeyRing> {
  const key = keyOf(random.bytes(keyBytes));
  await writing(file, async (draft) => {
    await writeDraft(draft, [key]);
    try {
      // fails where a file stands already, and leaves that
      await link(draft, file);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  });
  return (await readKeyFile(file)) ?? [key];
}

/** One more key, which seals from the next start on; the keys before it stay for reading. @throws SecretError */
export async function addKey(file: string, random: Random): Promise<KeyRing> {
  const ring: KeyRing = [...((await readKeyFile(file)) ?? []), keyOf(random.bytes(keyBytes))];
  await writing(file, async (draft) => {
    await writeDraft(draft, ring);
    await rename(draft, file);
  });
  return ring;
}

async function writing(file: string, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await write(draft);
    await syncFolder(dirname(file));
  } catch (error) {
    throw new SecretError(
      "key-unwritable",
      {
        zh: `无法写入密钥文件 ${file}（${codeOf(error)}）；请检查该文件夹的权限与剩余空间，或用 --key 指定其他位置`,
        en: `The key file ${file} cannot be written (${codeOf(error)}); check the folder's permissions and space, or give another place with --key`,
      },
      { cause: error },
    );
  } finally {
    // a draft that cannot be removed is none of the next start's business
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function writeDraft(draft: string, ring: KeyRing): Promise<void> {
  const keys = ring.map(({ id, bytes }) => ({ id, key: Buffer.from(bytes).toString("base64") }));
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${JSON.stringify({ format, keys }, null, 2)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  // whatever the umask took away
  await chmod(draft, 0o600);
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function parseKeys(file: string, text: string): KeyRing {
  const parsed = KeyFile.safeParse(jsonOf(text));
  if (!parsed.success) throw damaged(file);
  const keys = parsed.data.keys.map(({ id, key }) => {
    const found = keyOf(Buffer.from(key, "base64"));
    if (found.bytes.length !== keyBytes || found.id !== id) throw damaged(file);
    return found;
  });
  const last = keys.pop();
  if (last === undefined) throw damaged(file);
  return [...keys, last];
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // the parser's sentence quotes the text, which is a secret
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}

function exposed(file: string): SecretError {
  return new SecretError("key-exposed", {
    zh: `密钥文件 ${file} 可被本机其他用户读取或修改，未启动；请执行 chmod 600 ${file}，并考虑用 --new-key 更换密钥`,
    en: `Others on this machine may read or change the key file ${file}; not started. Run chmod 600 ${file}, and consider a new key with --new-key`,
  });
}

function unreadable(file: string, code: string, cause: unknown): SecretError {
  return new SecretError(
    "key-damaged",
    { zh: `无法读取密钥文件 ${file}（${code}）`, en: `The key file ${file} cannot be read (${code})` },
    { cause },
  );
}

function damaged(file: string): SecretError {
  return new SecretError("key-damaged", {
    zh: `密钥文件 ${file} 已损坏，未作任何改动；请从备份恢复该文件`,
    en: `The key file ${file} is damaged and was left as it is; restore it from its backup`,
  });
}
