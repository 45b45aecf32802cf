// Whose keys packages may be signed with. A key that is revoked opens no further package; what it brought before stays until a
// person withdraws it.
import {
  base64Octets,
  type ErrorCode,
  type NewPublisher,
  type Publisher,
  type PublisherList,
  pemOctets,
  readPublicKey,
  type TrustedKeys,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import type { StoredPublisher } from "../domain/shelf/package-version.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import type { ShelfHistory } from "../shelf-ports.ts";
import { InTurn } from "./in-turn.ts";

export interface PublisherApi {
  list(by: Caller): Promise<PublisherList>;
  add(by: Caller, input: NewPublisher): Promise<Answer<Publisher>>;
  revoke(by: Caller, keyId: string): Promise<Answer<Publisher>>;
}

export class PublisherDesk implements PublisherApi {
  readonly #o: { readonly history: ShelfHistory; readonly commit: GroupCommit; readonly clock: Clock };
  readonly #turns = new InTurn();

  constructor(options: { history: ShelfHistory; commit: GroupCommit; clock: Clock }) {
    this.#o = options;
  }

  async list(_by: Caller): Promise<PublisherList> {
    const publishers = await this.#o.history.publishers();
    return { at: this.#o.clock.now(), publishers: publishers.map(viewOf) };
  }

  add(by: Caller, { name, pem }: NewPublisher): Promise<Answer<Publisher>> {
    return this.#turns.run("publishers", async () => {
      const octets = pemOctets(pem, "PUBLIC KEY");
      const keyId = octets === undefined ? undefined : await keyIdOf(octets);
      if (octets === undefined || keyId === undefined) return refuse("publisher.key-invalid", "");
      const known = await this.#find(keyId);
      if (known !== undefined) return refuse("publisher.known", `${known.name} (${keyId})`);
      const at = this.#o.clock.now();
      const spki = Buffer.from(octets).toString("base64");
      const publisher: StoredPublisher = { keyId, name, spki, addedAt: at, addedBy: by.name, revokedAt: null };
      await this.#o.commit.run((unit) => {
        unit.put("publisher", publisher);
        audit(unit, by, { action: "shelf.trust", target: keyId, after: { name } }, at);
      });
      return { ok: true, value: viewOf(publisher) };
    });
  }

  revoke(by: Caller, keyId: string): Promise<Answer<Publisher>> {
    return this.#turns.run("publishers", async () => {
      const before = await this.#find(keyId);
      if (before === undefined) return refuse("resource.not-found", keyId);
      if (before.revokedAt !== null) return { ok: true, value: viewOf(before) };
      const at = this.#o.clock.now();
      const after = { ...before, revokedAt: at };
      await this.#o.commit.run((unit) => {
        unit.put("publisher", after);
        audit(unit, by, { action: "shelf.trust", target: keyId, after: { revokedAt: at } }, at);
      });
      return { ok: true, value: viewOf(after) };
    });
  }

  /** Those not revoked, and what they are called. */
  async trusted(): Promise<{ readonly keys: TrustedKeys; readonly names: ReadonlyMap<string, string> }> {
    const standing = (await this.#o.history.publishers()).filter(({ revokedAt }) => revokedAt === null);
    const read = await Promise.all(standing.map(({ spki }) => readPublicKey(base64Octets(spki))));
    return {
      keys: new Map(read.map(({ keyId, key }) => [keyId, key])),
      names: new Map(standing.map(({ keyId, name }) => [keyId, name])),
    };
  }

  async #find(keyId: string): Promise<StoredPublisher | undefined> {
    return (await this.#o.history.publishers()).find((one) => one.keyId === keyId);
  }
}

async function keyIdOf(spki: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  try {
    return (await readPublicKey(spki)).keyId;
  } catch {
    // no SPKI, or of another kind of key
    return undefined;
  }
}

function viewOf({ spki: _spki, ...view }: StoredPublisher): Publisher {
  return view;
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
