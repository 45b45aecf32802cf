// What a phone takes along and brings back, at a whole server.
import { FieldBundle, KioskTags } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { Phone, picture } from "./field-phone.ts";
import { TestServer } from "./server-harness.ts";

let server: TestServer;
let technician: SignedIn;
let office: SignedIn;

beforeAll(async () => {
  server = await TestServer.start();
  const people = await server.people();
  technician = await people.person("陈工", [{ role: "technician", contract: "changning" }]);
  office = await people.person("调度", [{ role: "dispatcher", contract: "changning" }]);
});
afterAll(() => server.stop());

describe("what a phone takes along", () => {
  it("is every terminal of the person's contracts, and nothing of another", async () => {
    const bundle = await technician.get("/field/bundle", FieldBundle);
    expect(bundle.kiosks).toHaveLength(46);
    expect(new Set(bundle.kiosks.map((k) => k.contractId))).toEqual(new Set(["changning"]));
  });
});

describe("what a phone brings", () => {
  it("is carried out when its picture is here", async () => {
    const phone = new Phone(technician);
    const bytes = picture(1);
    const photo = phone.photo("cn-014", bytes);
    expect(await phone.sendOne(photo)).toMatchObject({ state: "stored" });
    expect(await phone.upload(photo.photoId, bytes, () => 7000)).toMatchObject({ receivedBytes: bytes.length });
    expect(await phone.sendOne(photo)).toMatchObject({ state: "applied" });
    const { tags } = await office.get("/contracts/changning/kiosk-tags", KioskTags);
    expect(tags).toHaveLength(46);
  });
});
