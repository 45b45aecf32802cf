// What the shelf does not take: from a server that lies, breaks off, fails or is another, and from whom it does not trust.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KioskId } from "@kiosk/contract";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { loadServerTls } from "../../fleet-server/src/broker/certificates.ts";
import { Publisher, type SealedPackage, type ShelfPeer } from "./shelf-peer.ts";
import { publisher, shelfSite, text, version } from "./shelf-site.ts";

let first: SealedPackage;
let second: SealedPackage;
let other: SealedPackage;

beforeAll(async () => {
  first = await publisher.app("guide", "1.0.0", { "index.html": "<p>one</p>", "app.js": "let one" });
  second = await publisher.app("guide", "1.1.0", { "index.html": "<p>two</p>", "app.js": "let two" });
  other = await publisher.app("booklet", "2.0.0", { "index.html": "<p>booklet</p>" });
});

const wrong: [name: string, error: string, meddle: (peer: ShelfPeer) => void][] = [
  [
    "one octet of a file is another",
    "digest",
    (peer) => {
      const [digest = ""] = second.files.keys();
      const octets = Uint8Array.from(second.files.get(digest) ?? []);
      octets[0] = (octets[0] ?? 0) ^ 1;
      peer.octets.set(`/terminal/v1/packages/${second.digest}/files/${digest}`, octets);
    },
  ],
  [
    "one character of the index is another",
    "signature",
    (peer) => {
      const signed = { ...second.signed, index: second.signed.index.replace("1.1.0", "1.1.1") };
      peer.octets.set(`/terminal/v1/packages/${second.digest}`, Buffer.from(JSON.stringify(signed)));
    },
  ],
  [
    "the index is another one, rightly signed",
    "digest",
    (peer) => {
      peer.octets.set(`/terminal/v1/packages/${second.digest}`, Buffer.from(JSON.stringify(first.signed)));
    },
  ],
  [
    "the index is no JSON",
    "malformed",
    (peer) => {
      peer.octets.set(`/terminal/v1/packages/${second.digest}`, Buffer.from("<html>"));
    },
  ],
  [
    "a file is larger than it was said to be",
    "too-large",
    (peer) => {
      const [digest = ""] = second.files.keys();
      peer.octets.set(`/terminal/v1/packages/${second.digest}/files/${digest}`, new Uint8Array(5_000));
    },
  ],
  [
    "a file grows without end",
    "too-large",
    (peer) => {
      peer.meddle = (path, response) => {
        if (!path.includes("/files/")) return false;
        const more = () => {
          while (!response.destroyed && response.write(new Uint8Array(65_536)));
        };
        response.on("drain", more);
        more();
        return true;
      };
    },
  ],
  [
    "a file breaks off",
    "not-reachable",
    (peer) => {
      peer.meddle = (path, response) => {
        if (!path.includes("/files/")) return false;
        response.writeHead(200, { "content-length": "7" });
        response.write("let");
        setImmediate(() => response.destroy());
        return true;
      };
    },
  ],
  [
    "the server fails",
    "not-reachable",
    (peer) => {
      peer.meddle = (path, response) => {
        if (!path.includes("/packages/")) return false;
        response.writeHead(500).end("oops");
        return true;
      };
    },
  ],
  [
    "the server sends us elsewhere",
    "not-reachable",
    (peer) => {
      peer.meddle = (path, response) => {
        if (!path.includes("/files/")) return false;
        response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
        return true;
      };
    },
  ],
];

test.each(wrong)("%s: %s, the old one stays and the others go on", async (_, error, meddle) => {
  const { peer, open, told } = await shelfSite();
  peer.place(first);
  const shelf = await open();
  await shelf.refresh();
  peer.place(other);
  await shelf.refresh();
  peer.place(first);
  await shelf.refresh();
  peer.place(second, other);
  meddle(peer);
  await shelf.refresh();
  expect(told.at(-1)).toMatchObject({
    revision: 4,
    complete: false,
    places: [
      { id: "guide", wanted: "1.1.0", inPlace: "1.0.0", error, detail: expect.stringMatching(/./) },
      // its files are still here
      { id: "booklet", inPlace: "2.0.0", error: null },
    ],
  });
  expect(version(shelf)).toBe("1.0.0");
  expect(await text(shelf, first.digest, "index.html")).toBe("<p>one</p>");
  peer.meddle = () => false;
  peer.place(second, other);
  await shelf.refresh();
  expect(version(shelf)).toBe("1.1.0");
});

test("a package of another publisher is not taken, and one that was taken goes when its publisher is not trusted any more", async () => {
  const { peer, open, told } = await shelfSite();
  const stranger = new Publisher();
  peer.place(await stranger.app("guide", "9.0.0", { "index.html": "<p>mine</p>" }));
  const shelf = await open();
  await shelf.refresh();
  expect(told[0]?.places).toEqual([expect.objectContaining({ inPlace: null, error: "unknown-key" })]);
  await shelf.stop();
  const trusting = await open([publisher.publicPem, stranger.publicPem]);
  await trusting.refresh();
  expect(version(trusting)).toBe("9.0.0");
  await trusting.stop();
  expect(version(await open())).toBeUndefined();
});

test("what the package says of itself has to be what the server asked for", async () => {
  const { peer, open, told } = await shelfSite();
  peer.place(first);
  const { places } = peer.shelf;
  peer.shelf = { ...peer.shelf, places: places.map((place) => ({ ...place, version: "3.0.0" })) };
  await (await open()).refresh();
  expect(told[0]?.places[0]).toMatchObject({ error: "malformed", detail: expect.stringContaining("3.0.0") });
});

test("the shelf of another terminal is not taken", async () => {
  const { peer, open, told } = await shelfSite();
  peer.place(first);
  peer.shelf = { ...peer.shelf, kioskId: KioskId.parse("cn-002") };
  const shelf = await open();
  await shelf.refresh();
  expect([shelf.snapshot().shelf, told]).toEqual([null, []]);
});

test("over TLS only a server with a certificate of the terminal's own authority is believed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "shelf-tls-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const right = await loadServerTls(join(folder, "a"), new Date());
  const foreign = await loadServerTls(join(folder, "b"), new Date());
  const ca = readFileSync(right.caFile, "utf8");
  for (const [tls, expected] of [
    [right, "1.0.0"],
    [foreign, undefined],
  ] as const) {
    const { peer, open } = await shelfSite({ key: tls.key, cert: tls.cert, ca });
    peer.place(first);
    const shelf = await open();
    await shelf.refresh();
    expect(version(shelf)).toBe(expected);
  }
});
