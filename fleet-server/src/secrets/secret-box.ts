// v1.<key id>.<nonce>.<ciphertext and tag>, the last two base64url.
import { createCipheriv, createDecipheriv } from "node:crypto";
import type { Random } from "../ports.ts";
import { currentKey, derive, type KeyRing } from "./key-ring.ts";
import { type SecretBox, SecretError } from "./secrets.ts";

const version = "v1";
const algorithm = "aes-256-gcm";
/** NIST SP 800-38D 8.2.2: a random nonce of 96 bits, good for 2^32 values under one key */
const nonceBytes = 12;
const tagBytes = 16;

export function createSecretBox(ring: KeyRing, random: Random): SecretBox {
  const keys = new Map(ring.map(({ id, bytes }) => [id, derive(bytes, "secret box")]));
  const current = currentKey(ring);
  const sealingKey = derive(current.bytes, "secret box");
  return {
    seal(plain, purpose) {
      const nonce = random.bytes(nonceBytes);
      const cipher = createCipheriv(algorithm, sealingKey, nonce, { authTagLength: tagBytes });
      cipher.setAAD(associated(current.id, purpose));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return [version, current.id, Buffer.from(nonce).toString("base64url"), body.toString("base64url")].join(".");
    },
    open(sealed, purpose) {
      const [form, id = "", nonceText = "", bodyText = "", ...more] = sealed.split(".");
      const nonce = Buffer.from(nonceText, "base64url");
      const body = Buffer.from(bodyText, "base64url");
      if (form !== version || more.length > 0 || nonce.length !== nonceBytes || body.length < tagBytes) throw damaged();
      const key = keys.get(id);
      if (key === undefined) throw foreign(id);
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(associated(id, purpose));
      decipher.setAuthTag(body.subarray(-tagBytes));
      try {
        return Buffer.concat([decipher.update(body.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
      } catch (error) {
        throw damaged(error);
      }
    },
  };
}

function associated(keyId: string, purpose: string): Buffer {
  return Buffer.from(`${version}.${keyId}.${purpose}`, "utf8");
}

function damaged(cause?: unknown): SecretError {
  return new SecretError(
    "sealed-damaged",
    {
      zh: "数据库中的一项加密内容已被改动，无法解密",
      en: "An encrypted value of the database was changed and cannot be read",
    },
    { cause },
  );
}

function foreign(id: string): SecretError {
  return new SecretError("sealed-foreign", {
    zh: `数据库中的一项加密内容使用了密钥 ${id}，而密钥文件中没有该密钥`,
    en: `An encrypted value of the database needs key ${id}, which the key file does not have`,
  });
}
