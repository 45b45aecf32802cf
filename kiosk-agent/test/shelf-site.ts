// A terminal's shelf over a scripted server, on a clock that stands until a test advances it.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppId, KioskId, type ShelfAppliedEvent } from "@kiosk/contract";
import { onTestFinished } from "vitest";
import { FakeClock } from "../../fixtures/sim/fake-clock.ts";
import { openShelf, type RunningShelf } from "../src/shelf/shelf.ts";
import { Publisher, ShelfPeer } from "./shelf-peer.ts";

const guide = AppId.parse("guide");

/** Whose packages the terminals of the tests take. */
export const publisher = new Publisher();

export interface ShelfSite {
  readonly peer: ShelfPeer;
  readonly clock: FakeClock;
  readonly dataDir: string;
  readonly told: ShelfAppliedEvent[];
  /** as at a start of the agent, with what is on the disk */
  open(publishers?: readonly string[]): Promise<RunningShelf>;
}

export async function shelfSite(tls?: { key: string; cert: string; ca: string }): Promise<ShelfSite> {
  const peer = new ShelfPeer(KioskId.parse("cn-001"), tls);
  await peer.start();
  onTestFinished(() => peer.stop());
  const dataDir = mkdtempSync(join(tmpdir(), "shelf-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const clock = new FakeClock();
  const told: ShelfAppliedEvent[] = [];
  return {
    peer,
    clock,
    dataDir,
    told,
    open: async (publishers = [publisher.publicPem]) => {
      const shelf = await openShelf({
        dataDir,
        kioskId: peer.kioskId,
        secret: peer.secret,
        api: peer.url,
        ca: tls?.ca,
        servername: undefined,
        publishers,
        clock,
        random: () => 0.5,
        log: { info() {}, warn() {} },
        tell: async (event) => {
          told.push(event);
        },
      });
      onTestFinished(() => shelf.stop());
      return shelf;
    },
  };
}

/** of the app `guide`, in place */
export const version = (shelf: RunningShelf) => shelf.snapshot().apps.get(guide)?.manifest.version;
export const text = async (shelf: RunningShelf, digest: string, path: string) => {
  const octets = await shelf.read(digest, path);
  return octets === undefined ? undefined : new TextDecoder().decode(octets);
};
export const namesIn = (dataDir: string, kind: "files" | "packages") => readdirSync(join(dataDir, "shelf", kind));
