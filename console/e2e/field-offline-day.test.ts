// A day in basements: one visit online in the morning, then no signal; in the evening a line that breaks again and again, a phone
// whose power goes, a server that is started anew. What was made is at the server, all of it, and once.
import { join } from "node:path";
import { FieldBundle, FieldLog, PhotoUpload } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { TestServer } from "../../fleet-server/test/server-harness.ts";
import { Phone } from "./field-offline-phone.ts";
import { keptPictures, takePictures } from "./field-offline-pictures.ts";
import { Wire } from "./field-offline-wire.ts";

const consoleDir = join(import.meta.dirname, "..", "dist");
const stops = ["cn-001", "cn-002", "cn-003"];
let server: TestServer;
let technician: SignedIn;
let office: SignedIn;
let bundle: FieldBundle;
let wire: Wire;
let phone: Phone;
let taken: Awaited<ReturnType<typeof keptPictures>>;

beforeAll(async () => {
  server = await TestServer.start({ consoleDir });
  const people = await server.people();
  technician = await people.person("陈工", [{ role: "technician", contract: "changning" }]);
  office = await people.person("调度", [{ role: "dispatcher", contract: "changning" }]);
  await technician.signIn();
  bundle = await technician.get("/field/bundle", FieldBundle);
  wire = await Wire.to(server.app.httpUrl);
  phone = await Phone.switchOn(wire.url);
});

afterAll(async () => {
  await phone.throwAway();
  await wire.close();
  await server.stop();
});

function last4(kioskId: string): string {
  const [mac = ""] = bundle.kiosks.find(({ id }) => id === kioskId)?.macs ?? [];
  return mac.replaceAll("-", "").slice(-4);
}

async function logOf(kioskId: string): Promise<FieldLog["entries"]> {
  return (await office.get(`/kiosks/${kioskId}/field-log?limit=200`, FieldLog)).entries;
}

describe("a day without signal", () => {
  it("begins with one visit online, after which the app is on the phone", async () => {
    await phone.show();
    await phone.signIn(technician.account);
    await phone.appKept();
  });

  it("opens without signal, with every terminal of the contract", async () => {
    await phone.airplane(true);
    wire.cut();
    await phone.show("terminals");
    await phone.page.getByText("46 台终端").waitFor();
    await phone.page.getByTestId("banner-offline").waitFor();
  });

  it("takes arrivals, checks, notes and thirty photos, and says of each that it is kept on the phone", async () => {
    const pictures = await takePictures(
      phone.page,
      Array.from({ length: 30 }, (_, n) => (n % 5 === 0 ? 1000 : 200)),
    );
    for (const [n, kioskId] of stops.entries()) {
      await phone.arrive(kioskId, last4(kioskId));
      await phone.note(kioskId, `第${n + 1}站`, pictures.slice(n * 10, n * 10 + 10));
    }
    await phone.show("queue");
    await phone.queueSays("6 条记录、30 张照片未到服务器");
    expect(await phone.marks()).toEqual(Array(36).fill("▣已存手机"));
    taken = await keptPictures(phone.page);
    expect(new Set([...taken.values()].map(({ sm3 }) => sm3)).size).toBe(30);
    const largest = Math.max(...[...taken.values()].map(({ bytes }) => bytes.length));
    expect(largest).toBeGreaterThan(256 * 1024);
  });

  it("goes on after the phone's power went", async () => {
    await phone.kill();
    await phone.switchOnAgain();
    await phone.airplane(true);
    await phone.show("queue");
    await phone.queueSays("6 条记录、30 张照片未到服务器");
  });

  it("comes to the server over a line that breaks in the middle of pictures, through a killed phone and a new server", async () => {
    await phone.airplane(false);
    wire.mend();
    // a browser that starts anew has forgotten its session, and nothing else
    await phone.show("sign-in");
    const first = wire.mendFor(300 * 1024);
    await phone.signIn(technician.account);
    await first;
    for (const kibibytes of [500, 700]) {
      const broken = wire.mendFor(kibibytes * 1024);
      await phone.show("queue");
      await broken;
    }
    const killed = wire.mendFor(600 * 1024);
    await phone.show("queue");
    await killed;
    await phone.kill();
    const { dataDir } = server;
    await server.app.stop();
    server = await TestServer.start({ consoleDir, dataDir });
    for (const person of [technician, office]) person.moveTo(server.app.httpUrl);
    wire.leadTo(server.app.httpUrl);
    wire.mend();
    await phone.switchOnAgain();
    await phone.show("sign-in");
    await phone.signIn(technician.account);
    await phone.show("queue");
    await phone.queueSays("本机内容都已到服务器。");
    expect(phone.failures).toEqual([]);
  });

  it("lost no picture and doubled none: each is at the server with the digest it had on the phone", async () => {
    const atServer = await Promise.all(
      [...taken.keys()].map((photoId) => technician.get(`/field/photos/${photoId}`, PhotoUpload)),
    );
    expect(new Map(atServer.map(({ photoId, digest }) => [photoId, digest]))).toEqual(
      new Map([...taken].map(([photoId, { sm3 }]) => [photoId, sm3])),
    );
    const entries = (await Promise.all(stops.map(logOf))).flat();
    const count = (type: string) => entries.filter((entry) => entry.type === type).length;
    expect([count("arrival"), count("note"), count("photo")]).toEqual([3, 3, 30]);
    expect(new Set(entries.map(({ state }) => state))).toEqual(new Set(["applied"]));
    expect(entries.filter(({ timeDoubtful }) => timeDoubtful)).toEqual([]);
  });
});
