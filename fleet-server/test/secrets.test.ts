// The key file and what hangs on it, on a real disk.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { addKey, makeKeyFile } from "../src/secrets/key-file.ts";
import { keyRecord, openSecrets } from "../src/secrets/open-secrets.ts";
import { SecretError } from "../src/secrets/secrets.ts";
import { systemRandom as random } from "../src/system.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "secrets-"));
  folders.push(folder);
  return join(folder, "keys", "secrets.key");
}

/** A database's meta table, as far as keys are concerned. */
function database() {
  const rows = new Map<string, string>();
  const view = { meta: (key: string) => rows.get(key) };
  return {
    view,
    remember(keyId: string) {
      const row = keyRecord(view, keyId);
      if (row !== undefined) rows.set(row.key, row.value);
    },
  };
}

async function used(file: string) {
  const db = database();
  const secrets = await openSecrets({ file, random, view: db.view });
  db.remember(secrets.keyId);
  return { db, secrets };
}

async function refusal(promise: Promise<unknown>): Promise<SecretError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof SecretError) return error;
  throw new Error(`not refused: ${String(error)}`);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof SecretError) return error.code;
    throw error;
  }
  return "opened";
}

describe("the key file", () => {
  test("is made at the first start, in a folder of its own, for the server's user alone", async () => {
    const file = newFile();
    await used(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).toBe(0o700);
  });

  test("opens the next day what was sealed the day before", async () => {
    const file = newFile();
    const { db, secrets } = await used(file);
    const sealed = secrets.box.seal("JBSWY3DPEHPK3PXP", "totp:u1");
    const later = await openSecrets({ file, random, view: db.view });
    expect(later.box.open(sealed, "totp:u1")).toBe("JBSWY3DPEHPK3PXP");
    expect(later.keyId).toBe(secrets.keyId);
  });

  test.each([0o640, 0o604, 0o620, 0o660])("that others may reach (%o) is refused with what to do", async (mode) => {
    const file = newFile();
    const { db } = await used(file);
    chmodSync(file, mode);
    const error = await refusal(openSecrets({ file, random, view: db.view }));
    expect(error.code).toBe("key-exposed");
    expect(error.zh).toContain(`chmod 600 ${file}`);
    expect(error.en).toContain(`chmod 600 ${file}`);
  });

  test("that is gone is not replaced where the database was used with it", async () => {
    const file = newFile();
    const { db, secrets } = await used(file);
    rmSync(file);
    const error = await refusal(openSecrets({ file, random, view: db.view }));
    expect(error.code).toBe("key-missing");
    expect(error.message).toContain(secrets.keyId);
    expect(existsSync(file)).toBe(false);
  });

  test("of another installation is refused", async () => {
    const { db } = await used(newFile());
    const other = newFile();
    await used(other);
    expect((await refusal(openSecrets({ file: other, random, view: db.view }))).code).toBe("key-foreign");
  });

  test.each<[string, (text: string) => string]>([
    ["cut short", (text) => text.slice(0, -20)],
    ["emptied", () => ""],
    ["without a key", () => '{"format":"kiosk-fleet-keys-1","keys":[]}'],
    [
      "with one bit of its key turned",
      (text) => text.replace(/("key": ")(.)/, (_, a, b) => a + (b === "A" ? "B" : "A")),
    ],
    ["of a later form", (text) => text.replace("keys-1", "keys-2")],
  ])("%s is refused, left as it is, and its content not told", async (_, spoil) => {
    const file = newFile();
    const { db } = await used(file);
    const good = readFileSync(file, "utf8");
    const secret = /"key": "([^"]+)"/.exec(good)?.[1] ?? "no key";
    const text = spoil(good);
    expect(text).not.toBe(good);
    writeFileSync(file, text);
    const error = await refusal(openSecrets({ file, random, view: db.view }));
    expect(error.code).toBe("key-damaged");
    expect(String(error.stack)).not.toContain(secret.slice(1, 20));
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("that cannot be written says so", async () => {
    const file = newFile();
    mkdirSync(file, { recursive: true, mode: 0o700 });
    const error = await refusal(addKey(join(file, "..", "secrets.key"), random));
    expect(error.code).toBe("key-damaged");
    writeFileSync(join(file, "occupied"), "");
    expect((await refusal(makeKeyFile(join(file, "occupied", "secrets.key"), random))).code).toBe("key-unwritable");
  });

  test("is one file when two servers start at once", async () => {
    const file = newFile();
    const ids = (await Promise.all([1, 2, 3, 4].map(() => makeKeyFile(file, random)))).map((ring) => ring[0]?.id);
    expect(new Set(ids).size).toBe(1);
  });
});

describe("a new key", () => {
  test("seals from then on; what the old one sealed and signed stays good", async () => {
    const file = newFile();
    const { db, secrets: before } = await used(file);
    const sealed = before.box.seal("old", "p");
    const signature = before.linkKey.sign("order 1");
    await addKey(file, random);
    const after = await openSecrets({ file, random, view: db.view });
    db.remember(after.keyId);
    expect(after.keyId).not.toBe(before.keyId);
    expect(after.box.open(sealed, "p")).toBe("old");
    expect(after.linkKey.verify("order 1", signature)).toBe(true);
    expect(after.linkKey.sign("order 1")).not.toBe(signature);
    expect(codeOf(() => before.box.open(after.box.seal("new", "p"), "p"))).toBe("sealed-foreign");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test("is missed in a copy of the file from before", async () => {
    const file = newFile();
    const { db } = await used(file);
    const copy = readFileSync(file, "utf8");
    await addKey(file, random);
    db.remember((await openSecrets({ file, random, view: db.view })).keyId);
    writeFileSync(file, copy);
    expect((await refusal(openSecrets({ file, random, view: db.view }))).code).toBe("key-foreign");
  });
});

describe("what is sealed", () => {
  test("comes back whatever it was", async () => {
    const { secrets } = await used(newFile());
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (plain, purpose) => {
        expect(secrets.box.open(secrets.box.seal(plain, purpose), purpose)).toBe(plain);
      }),
    );
  });

  test("shows nothing, and is never the same twice", async () => {
    const { secrets } = await used(newFile());
    const sealed = secrets.box.seal("13800000000", "phone");
    expect(Buffer.from(sealed.split(".").at(-1) ?? "", "base64url").toString("latin1")).not.toContain("138");
    expect(secrets.box.seal("13800000000", "phone")).not.toBe(sealed);
  });

  test("does not open for another purpose", async () => {
    const { secrets } = await used(newFile());
    const sealed = secrets.box.seal("x", "totp:u1");
    expect(codeOf(() => secrets.box.open(sealed, "totp:u2"))).toBe("sealed-damaged");
  });

  test("does not open with any one character changed, left out or added", async () => {
    const { secrets } = await used(newFile());
    const sealed = secrets.box.seal("JBSWY3DPEHPK3PXP", "p");
    for (let at = 0; at < sealed.length; at++) {
      const other = sealed[at] === "A" ? "B" : "A";
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      // the last character of base64url may carry bits that are no part of the bytes
      const bytesOf = (text: string) => Buffer.from(text.split(".")[3] ?? "", "base64url").toString("hex");
      if (at === sealed.length - 1 && bytesOf(changed) === bytesOf(sealed)) continue;
      expect(
        codeOf(() => secrets.box.open(changed, "p")),
        changed,
      ).toMatch(/^sealed-/);
      expect(codeOf(() => secrets.box.open(sealed.slice(0, at), "p"))).toMatch(/^sealed-/);
    }
    for (const text of ["", ".", "v1...", `${sealed}.x`, `v2${sealed.slice(2)}`]) {
      expect(
        codeOf(() => secrets.box.open(text, "p")),
        text,
      ).toMatch(/^sealed-/);
    }
  });
});

describe("a signature", () => {
  test("is good for its payload and no other, and fits a link", async () => {
    const { secrets } = await used(newFile());
    const signature = secrets.linkKey.sign("工单 1");
    expect(signature).toMatch(/^[\w-]{55}$/);
    expect(secrets.linkKey.verify("工单 1", signature)).toBe(true);
    expect(secrets.linkKey.verify("工单 2", signature)).toBe(false);
  });

  test("with any one character changed, left out or added is none", async () => {
    const { secrets } = await used(newFile());
    const signature = secrets.linkKey.sign("p");
    for (let at = 0; at < signature.length; at++) {
      const other = signature[at] === "A" ? "B" : "A";
      expect(secrets.linkKey.verify("p", signature.slice(0, at) + other + signature.slice(at + 1))).toBe(false);
      expect(secrets.linkKey.verify("p", signature.slice(0, at))).toBe(false);
    }
    for (const text of ["", `${signature}A`, ` ${signature}`, "é".repeat(55)]) {
      expect(secrets.linkKey.verify("p", text)).toBe(false);
    }
  });

  test("of another installation is none", async () => {
    const [{ secrets: a }, { secrets: b }] = await Promise.all([used(newFile()), used(newFile())]);
    expect(b.linkKey.verify("p", a.linkKey.sign("p"))).toBe(false);
  });
});
