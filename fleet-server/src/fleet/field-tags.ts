// The codes on terminals: signed once with a key of this installation, checked by phones that have its public half.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { ContractId, KioskTags } from "@kiosk/contract";
import { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { macLast4, type Tag, tagPayload } from "../domain/field/tag.ts";
import type { KioskMaster } from "../domain/kiosk/kiosk.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import type { SecretBox } from "../secrets/secrets.ts";

/** meta: {sealed: PKCS #8 DER in base64, sealed; spki: DER in base64} */
const keyRow = "kioskTagKey";
const purpose = "kiosk-tag-key";
const StoredKey = z.object({ sealed: z.string(), spki: z.string() });

/** IEEE P1363: r and s, 32 bytes each, as WebCrypto has it */
const encoding = "ieee-p1363";

export class TagKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;
  /** SPKI, base64 */
  readonly spki: string;

  private constructor(pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject }) {
    this.#private = pair.privateKey;
    this.#public = pair.publicKey;
    this.spki = pair.publicKey.export({ type: "spki", format: "der" }).toString("base64");
  }

  /** The installation's key; made when first asked for. @throws SecretError, StoreError */
  static async open(state: FleetState, commit: GroupCommit, box: SecretBox): Promise<TagKey> {
    const made = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const der = made.privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
    const spki = made.publicKey.export({ type: "spki", format: "der" }).toString("base64");
    const text =
      state.meta(keyRow) ??
      (await commit.run((unit) => {
        const known = unit.meta(keyRow);
        if (known !== undefined) return known;
        const value = JSON.stringify({ sealed: box.seal(der, purpose), spki });
        unit.put("meta", { key: keyRow, value });
        return value;
      }));
    const stored = StoredKey.parse(JSON.parse(text));
    const privateKey = createPrivateKey({
      key: Buffer.from(box.open(stored.sealed, purpose), "base64"),
      format: "der",
      type: "pkcs8",
    });
    return new TagKey({ privateKey, publicKey: createPublicKey(privateKey) });
  }

  /** The text of a terminal's code. Signatures differ from time to time; each is good. */
  textFor(master: Pick<KioskMaster, "id" | "macs">): string {
    const payload = tagPayload(master.id, master.macs);
    const signature = sign("sha256", Buffer.from(payload), { key: this.#private, dsaEncoding: encoding });
    return `${payload}.${signature.toString("base64url")}`;
  }

  isSigned({ payload, signature }: Tag): boolean {
    const bytes = Buffer.from(signature, "base64url");
    return verify("sha256", Buffer.from(payload), { key: this.#public, dsaEncoding: encoding }, bytes);
  }
}

/** What is printed for the terminals of a contract. */
export class TagDesk {
  readonly #o: { readonly state: FleetState; readonly clock: Clock; readonly key: TagKey };

  constructor(options: { state: FleetState; clock: Clock; key: TagKey }) {
    this.#o = options;
  }

  tags(_by: Caller, contractId: ContractId): Answer<KioskTags> {
    const { state, clock, key } = this.#o;
    if (state.contract(contractId) === undefined) return { ok: false, code: "resource.not-found", detail: contractId };
    const tags = [...state.kiosks]
      .filter(({ master }) => master.contractId === contractId)
      .sort((a, b) => a.master.seq - b.master.seq)
      .map(({ master }) => ({
        kioskId: master.id,
        seq: master.seq,
        name: master.name,
        macLast4: macLast4(master.macs),
        text: key.textFor(master),
      }));
    return { ok: true, value: { at: clock.now(), tags } };
  }
}
