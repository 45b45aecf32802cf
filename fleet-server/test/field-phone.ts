// A technician's phone, as far as the server sees it: makes items and pictures, sends them in pieces, and again.
import { createHash, randomUUID } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { FieldAnswer, PhotoUpload, Problem } from "@kiosk/contract";
import type { SignedIn } from "../../fixtures/people.ts";

export type Item = Readonly<Record<string, unknown>> & { readonly id: string };
export type Told = FieldAnswer["items"][number];

export class Phone {
  readonly installId = randomUUID();
  readonly person: SignedIn;
  /** phone clock minus ours */
  readonly #offMs: number;
  readonly #now: () => number;

  constructor(person: SignedIn, now: () => number = Date.now, offMs = 0) {
    this.person = person;
    this.#now = now;
    this.#offMs = offMs;
  }

  get now(): number {
    return this.#now() + this.#offMs;
  }

  item(type: string, kioskId: string, fields: object = {}): Item {
    return { id: randomUUID(), visitId: null, kioskId, at: this.now, type, ...fields };
  }

  /** @throws when the upload as a whole is refused */
  async send(items: readonly unknown[], fields: object = {}): Promise<FieldAnswer> {
    const { userId: by } = this.person.account;
    const upload = { sentAt: this.now, installId: this.installId, by, items, ...fields };
    const { status, body } = await this.person.post("/field/items", upload);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    return FieldAnswer.parse(body);
  }

  /** What one item was answered. */
  async sendOne(item: unknown, fields: object = {}): Promise<Told> {
    const { items } = await this.send([item], fields);
    const [told] = items;
    if (told === undefined) throw new Error("no answer");
    return told;
  }

  photo(kioskId: string, bytes: Uint8Array, fields: object = {}): Item & { readonly photoId: string } {
    const photoId = randomUUID();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const what = { photoId, bytes: bytes.length, sha256, mediaType: "image/png", what: "check" };
    return { ...this.item("photo", kioskId, { ...what, ...fields }), photoId };
  }

  async put(photoId: string, offset: number, bytes: Uint8Array): Promise<PhotoUpload | Problem> {
    const response = await this.person.fetch(`/field/photos/${photoId}?offset=${offset}`, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: new Uint8Array(bytes),
    });
    const body: unknown = await response.json();
    return response.ok ? PhotoUpload.parse(body) : Problem.parse(body);
  }

  /** @throws when it is refused */
  async piece(photoId: string, offset: number, bytes: Uint8Array): Promise<PhotoUpload> {
    const answer = await this.put(photoId, offset, bytes);
    if ("code" in answer) throw new Error(JSON.stringify(answer));
    return answer;
  }

  standing(photoId: string): Promise<PhotoUpload> {
    return this.person.get(`/field/photos/${photoId}`, PhotoUpload);
  }

  /** Goes on from where the server is until the picture is there. @param next length of the next piece */
  async upload(photoId: string, bytes: Uint8Array, next: () => number = () => bytes.length): Promise<PhotoUpload> {
    let standing = await this.standing(photoId);
    // whole, and not evidence: its item is not there
    while (standing.digest === null && standing.receivedBytes < bytes.length) {
      const from = standing.receivedBytes;
      standing = await this.piece(photoId, from, bytes.subarray(from, from + next()));
    }
    return standing;
  }
}

/** A picture that no other is: some kilobytes of noise in a PNG. */
export function picture(seed: number, kilobytes = 20): Uint8Array {
  const noise = Buffer.alloc(kilobytes * 1024);
  let state = seed + 1;
  for (let n = 0; n < noise.length; n++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    noise[n] = state % 251;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(1, 0);
  header.writeUInt32BE(1, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("teXt", noise),
    chunk("IDAT", deflateSync(new Uint8Array(4))),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const out = Buffer.alloc(4);
  out.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([out, body, sum]);
}
