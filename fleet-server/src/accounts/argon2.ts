// Passwords as Argon2id in the PHC string format. Node's own implementation (OpenSSL): no native package to build.
import { type Argon2Parameters, argon2, timingSafeEqual } from "node:crypto";
import type { PasswordHasher, Random } from "../ports.ts";

export interface Argon2Cost {
  readonly memoryKib: number;
  readonly passes: number;
}

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. */
export const productCost: Argon2Cost = { memoryKib: 19_456, passes: 2 };
const tagBytes = 32;
const saltBytes = 16;

function derive(password: string, salt: Uint8Array, cost: Argon2Cost): Promise<Buffer> {
  const parameters: Argon2Parameters = {
    // the same characters typed on another keyboard are the same password
    message: Buffer.from(password.normalize("NFKC")),
    nonce: salt,
    parallelism: 1,
    tagLength: tagBytes,
    memory: cost.memoryKib,
    passes: cost.passes,
  };
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64").replace(/=+$/, "");
}

export function createArgon2(random: Random, cost: Argon2Cost): PasswordHasher {
  return {
    async hash(password) {
      const salt = random.bytes(saltBytes);
      const key = await derive(password, salt, cost);
      return `$argon2id$v=19$m=${cost.memoryKib},t=${cost.passes},p=1$${base64(salt)}$${base64(key)}`;
    },
    async verify(password, stored) {
      const [, memory, passes, salt, tag] =
        /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(stored) ?? [];
      if (memory === undefined || passes === undefined || salt === undefined || tag === undefined) return false;
      const wanted = Buffer.from(tag, "base64");
      const given = await derive(password, Buffer.from(salt, "base64"), {
        memoryKib: Number(memory),
        passes: Number(passes),
      });
      return wanted.length === given.length && timingSafeEqual(wanted, given);
    },
  };
}
