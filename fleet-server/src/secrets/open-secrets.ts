// Opens the key file and holds it against what the database knows: which keys it was used with (`recordKey`). A database
// without its key is refused, never given a new one: everything encrypted would be lost, every link void.
import { z } from "zod";
import type { Random } from "../ports.ts";
import type { MetaRow } from "../tables.ts";
import { makeKeyFile, readKeyFile } from "./key-file.ts";
import { currentKey, keyIdPattern } from "./key-ring.ts";
import { createLinkKey } from "./link-key.ts";
import { createSecretBox } from "./secret-box.ts";
import { SecretError, type Secrets } from "./secrets.ts";

/** meta: ids of the keys this database was used with; ids are no secrets */
const recordKeyName = "secretKeys";
const KeyIds = z.array(z.string().regex(keyIdPattern));

interface MetaView {
  meta(key: string): string | undefined;
}

export interface SecretsOptions {
  readonly file: string;
  readonly random: Random;
  /** of the database, as it was loaded */
  readonly view: MetaView;
}

/** @throws SecretError, and nothing was changed; without file and without record the file is made */
export async function openSecrets({ file, random, view }: SecretsOptions): Promise<Secrets> {
  const recorded = recordedKeys(view);
  const found = await readKeyFile(file);
  if (found === undefined && recorded.length > 0) throw missing(file, recorded);
  const ring = found ?? (await makeKeyFile(file, random));
  const absent = recorded.filter((id) => !ring.some((key) => key.id === id));
  if (absent.length > 0) throw foreign(file, absent);
  return { box: createSecretBox(ring, random), linkKey: createLinkKey(ring), keyId: currentKey(ring).id };
}

/** The row that makes the database remember the key; undefined when it does already. */
export function keyRecord(view: MetaView, keyId: string): MetaRow | undefined {
  const recorded = recordedKeys(view);
  if (recorded.includes(keyId)) return undefined;
  return { key: recordKeyName, value: JSON.stringify([...recorded, keyId]) };
}

function recordedKeys(view: MetaView): readonly string[] {
  const text = view.meta(recordKeyName);
  return text === undefined ? [] : KeyIds.parse(JSON.parse(text));
}

function missing(file: string, ids: readonly string[]): SecretError {
  return new SecretError("key-missing", {
    zh: `未找到密钥文件 ${file}，而该数据库使用过密钥 ${ids.join("、")}；请从备份恢复该文件（备用服务器须与主用服务器使用同一文件），或用 --key 指明其位置`,
    en: `The key file ${file} is not there, but this database was used with key ${ids.join(", ")}; restore the file from its backup (a standby needs the same file as the server it stands by for), or say where it is with --key`,
  });
}

function foreign(file: string, ids: readonly string[]): SecretError {
  return new SecretError("key-foreign", {
    zh: `密钥文件 ${file} 不含该数据库使用过的密钥 ${ids.join("、")}；同一数据库的各台服务器须使用同一密钥文件`,
    en: `The key file ${file} does not have key ${ids.join(", ")}, which this database was used with; all servers of one database need the same key file`,
  });
}
