// Packages of apps and styles through a whole server: handed in, checked, tested, walked through, released.
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { KioskId, PackageList, PackageVersion, PublisherList } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestTerminal } from "./server-harness.ts";
import { appManifest, codeOf, type Kpkg, newSigner, packed, ShelfStage, themeManifest } from "./shelf-stage.ts";

let stage: ShelfStage;
let terminal: TestTerminal;
beforeAll(async () => {
  stage = await ShelfStage.open();
  terminal = await stage.terminal(KioskId.parse("cn-001"));
});
afterAll(() => stage.desk.close());

describe("a package", () => {
  it("goes from hand to hand: handed in, tested, walked through by another, released by a third", async () => {
    const made = await packed(appManifest("guide", "1.0.0"), stage.signer);
    const sent = await stage.send(made.bytes);
    expect(sent).toMatchObject({ status: 201, body: { state: "uploaded", signedBy: "区医保中心", files: 1 } });
    const { digest } = PackageVersion.parse(sent.body);
    expect(codeOf(await stage.step(stage.reviewer, digest, "walk-through"))).toBe("package.step-refused");
    expect((await stage.step(stage.tester, digest, "test")).body).toMatchObject({ state: "tested" });
    // who handed it in does not walk through it, whatever their role
    expect(codeOf(await stage.step(stage.uploader, digest, "walk-through"))).toBe("package.step-refused");
    expect((await stage.step(stage.reviewer, digest, "walk-through")).body).toMatchObject({ state: "walked" });
    expect(codeOf(await stage.step(stage.tester, digest, "release"))).toBe("access.denied");
    const released = await stage.step(stage.reviewer, digest, "release");
    expect(released.body).toMatchObject({ state: "released" });
    expect(PackageVersion.parse(released.body).steps.map(({ step, by }) => `${step} ${by}`)).toEqual([
      "test 李工",
      "walk-through 甲方张",
      "release 甲方张",
    ]);
  });

  it("takes a test only as a test, and anything else only as a review", async () => {
    const { digest } = await stage.released(appManifest("endorse", "1.0.0"));
    const path = `/shelf/packages/${digest}`;
    const as = (step: string) => ({ step, passed: true, note: "逐项核对无误" });
    expect(codeOf(await stage.reviewer.post(`${path}/steps`, as("test")))).toBe("package.step-refused");
    expect(codeOf(await stage.tester.post(`${path}/tests`, as("withdraw")))).toBe("package.step-refused");
  });

  it("comes once, and then only in a higher version and of the same kind", async () => {
    const made = await packed(appManifest("guide", "1.0.0"), stage.signer, { content: "other" });
    expect(await stage.send(made.bytes)).toMatchObject({ status: 409, body: { code: "package.version" } });
    const older = await packed(appManifest("guide", "0.9.9"), stage.signer);
    expect(codeOf(await stage.send(older.bytes))).toBe("package.version");
    const style = await packed(themeManifest("guide", "2.0.0"), stage.signer);
    expect(codeOf(await stage.send(style.bytes))).toBe("package.version");
  });

  it("is believed only with the signature of a publisher who is trusted", async () => {
    const stranger = await newSigner();
    const manifest = appManifest("foreign", "1.0.0");
    const unsigned = await packed(manifest, stranger);
    expect(await stage.send(unsigned.bytes)).toMatchObject({ status: 400, body: { code: "package.signature" } });
    const tampered = await packed(manifest, stage.signer, {
      alter: ({ signed, files }: Kpkg) => ({
        files,
        signed: { ...signed, index: signed.index.replace("62001234", "62009999") },
      }),
    });
    expect(codeOf(await stage.send(tampered.bytes))).toBe("package.signature");
    await stage.security.post("/shelf/publishers", { name: "另一家", pem: stranger.pem });
    expect((await stage.send(unsigned.bytes)).status).toBe(201);
    expect((await stage.security.post(`/shelf/publishers/${stranger.keyId}/revoke`)).status).toBe(200);
    const next = await packed(appManifest("foreign", "1.1.0"), stranger);
    expect(codeOf(await stage.send(next.bytes))).toBe("package.signature");
    const { publishers } = await stage.security.get("/shelf/publishers", PublisherList);
    expect(Object.fromEntries(publishers.map(({ name, revokedAt }) => [name, revokedAt !== null]))).toEqual({
      区医保中心: false,
      另一家: true,
    });
  });

  it("is what its index says, file by file, and nothing else", async () => {
    const manifest = appManifest("altered", "1.0.0");
    const swapped = (files: Kpkg["files"]) => Object.fromEntries(Object.keys(files).map((sha) => [sha, "QUJD"]));
    for (const alter of [
      ({ signed, files }: Kpkg) => ({ signed, files: swapped(files) }),
      ({ signed }: Kpkg) => ({ signed, files: {} }),
      ({ signed, files }: Kpkg) => ({ signed, files: { ...files, ["ab".repeat(32)]: "QUJD" } }),
    ]) {
      const made = await packed(manifest, stage.signer, { alter });
      expect(codeOf(await stage.send(made.bytes))).toBe("package.flawed");
    }
    const noPage = await packed(
      appManifest("altered", "1.0.0", { start: { kind: "bundle", page: "home.html" } }),
      stage.signer,
    );
    expect(codeOf(await stage.send(noPage.bytes))).toBe("package.flawed");
  });

  it("is refused where its style cannot be read", async () => {
    const pale = await packed(themeManifest("pale", "1.0.0", { onPage: "#dddddd" }), stage.signer);
    expect(codeOf(await stage.send(pale.bytes))).toBe("package.flawed");
  });

  it("is refused where it is none, and is not unpacked beyond what a package may hold", async () => {
    expect(codeOf(await stage.send(Buffer.from("not gzip")))).toBe("package.malformed");
    expect(codeOf(await stage.send(gzipSync("[]")))).toBe("package.malformed");
    const bomb = gzipSync(Buffer.alloc(60_000_000));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await stage.send(bomb)).toMatchObject({ status: 413, body: { code: "package.too-large" } });
  });

  it("keeps a file of the largest size there may be, octet by octet", async () => {
    const content = "长".repeat(1_333_000);
    const { digest } = await stage.released(appManifest("large", "1.0.0"), content);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const answer = await stage.fetchAs(terminal, `/packages/${digest}/files/${sha256}`);
    expect(Buffer.from(await answer.arrayBuffer()).toString()).toBe(content);
    const { packages } = await stage.server.get("/shelf/packages", PackageList);
    expect(packages.find((one) => one.digest === digest)).toMatchObject({ bytes: Buffer.byteLength(content) });
  });
});
