// The secret by which the server knows this terminal. Made once, on disk before it is ever shown to the server.
import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { isTerminalSecret, KioskId } from "@kiosk/contract";
import { z } from "zod";

export interface Identity {
  readonly kioskId: KioskId;
  /** 32 random bytes, base64url */
  readonly secret: string;
}

/** The identity file is unusable; `message` names it and what to do, in Chinese and English. */
export class IdentityError extends Error {
  override readonly name = "IdentityError";
}

const IdentityFile = z.strictObject({ kioskId: KioskId, secret: z.string().refine(isTerminalSecret) });

/**
 * The identity kept in `dataDir`, or a new one, fsynced when this returns.
 * @throws IdentityError when the file is broken or belongs to another terminal; it is never replaced
 */
export function openIdentity(dataDir: string, kioskId: KioskId): Identity {
  const file = join(dataDir, "identity.json");
  const text = readIfPresent(file);
  if (text === undefined) return createIdentity(dataDir, file, kioskId);
  const parsed = IdentityFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new IdentityError(
      `${file}：内容已损坏，程序不会覆盖它。请从备份恢复，或移走该文件并在控制台重新生成注册码` +
        ` / is damaged and will not be overwritten. Restore it, or move it away and enrol the terminal again`,
    );
  }
  if (parsed.data.kioskId !== kioskId) {
    throw new IdentityError(
      `${file}：属于终端 ${parsed.data.kioskId}，而配置为 ${kioskId}。每个终端须有自己的数据目录` +
        ` / belongs to terminal ${parsed.data.kioskId}, the configuration says ${kioskId}. Every terminal needs a data folder of its own`,
    );
  }
  return parsed.data;
}

function createIdentity(dataDir: string, file: string, kioskId: KioskId): Identity {
  const identity = { kioskId, secret: randomBytes(32).toString("base64url") };
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.new`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeSync(handle, `${JSON.stringify(identity)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  syncFolder(dataDir);
  return identity;
}

/** The rename itself is durable only once the folder is. Windows cannot open one; NTFS journals the rename. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the schema then says what the reader needs to know.
    return undefined;
  }
}
