// What a terminal may send, what it may not, and that everything it sends is acknowledged and kept.

import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { connect as tlsConnect } from "node:tls";
import { downTopic, maxUplinkBytes, upTopic } from "@kiosk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { badBytes, badMessages, goodMessages } from "../../fixtures/wire/golden.ts";
import { bootA, bootB, condition, deviceReport, kioskId, otherKioskId } from "./sample.ts";
import { eventually, newSecret, TestServer, type TestTerminal } from "./server-harness.ts";

let server: TestServer;
let terminal: TestTerminal;

beforeAll(async () => {
  server = await TestServer.start();
  terminal = await server.terminal();
});
afterAll(() => server.stop());

describe("golden messages", () => {
  it.each(goodMessages())("$name is accepted", async ({ message }) => {
    const before = await server.quarantine();
    await terminal.raw(message.topic, Buffer.from(JSON.stringify(message.payload)));
    expect((await server.quarantine()).total).toBe(before.total);
  });

  it.each(badMessages())(
    "$name is acknowledged, kept with its bytes, and the reason names what is wrong",
    async ({ message }) => {
      const before = await server.quarantine();
      const bytes = badBytes(message);
      await terminal.raw(message.topic, bytes);
      const after = await server.quarantine();
      expect(after.total).toBe(before.total + 1);
      const [row] = after.rows;
      expect(row).toMatchObject({ reason: message.code, kioskId, topic: message.topic, bytes: bytes.length });
      expect(row?.detail).toContain(message.names);
      const kept = await (await server.allRound()).fetch(`/quarantine/${row?.id}`);
      expect(await kept.json()).toMatchObject({ hex: bytes.toString("hex"), truncated: false });
    },
  );

  it("leave the connection open: the terminal is not thrown into a loop of reconnecting", () => {
    expect(terminal.client.connected).toBe(true);
  });
});

describe("a replay", () => {
  it("is acknowledged again, stored once and changes nothing", async () => {
    const own = await server.terminal(otherKioskId, { bootId: bootB });
    const message = {
      ...own.envelope(),
      type: "diff",
      devices: [deviceReport({ conditions: [condition("device.self-test-failed")] })],
    };
    for (let i = 0; i < 3; i++) await own.send("report", message);
    const { faults } = await server.detail(otherKioskId);
    expect(faults.map((f) => [f.code, f.occurrences])).toEqual([["device.self-test-failed", 1]]);
    expect((await server.orders(`?kiosk=${otherKioskId}`)).total).toBe(1);
    expect((await server.health()).mqtt.replays).toBe(2);
  });
});

describe("a terminal is confined to itself", () => {
  it("what it publishes in another's name changes nothing there and is shown", async () => {
    const before = await server.detail(otherKioskId);
    const forged = {
      ...terminal.envelope(),
      kioskId: otherKioskId,
      bootId: bootB,
      seq: 900,
      type: "diff",
      devices: [deviceReport({ state: "offline" })],
    };
    await terminal.raw(upTopic(otherKioskId, "report"), Buffer.from(JSON.stringify(forged)));
    const after = await server.detail(otherKioskId);
    expect(after.devices).toEqual(before.devices);
    expect((await server.quarantine()).rows[0]).toMatchObject({ reason: "auth.foreign-topic", kioskId });
  });

  it("may not listen to another's commands, nor to everything", async () => {
    for (const topic of [downTopic(otherKioskId), "kiosk/#", "$SYS/#"]) {
      const granted = await terminal.client.subscribeAsync(topic, { qos: 1 }).catch((error: Error) => error.message);
      expect(JSON.stringify(granted)).toMatch(/128|Unspecified error/);
    }
  });

  it("keeps nothing at the broker: a retained message is not retained", async () => {
    const message = { ...terminal.envelope(), type: "diff", devices: [] };
    await terminal.client.publishAsync(upTopic(kioskId, "report"), JSON.stringify(message), { qos: 1, retain: true });
    expect((await server.health()).store.ok).toBe(true);
    const again = await server.connect(kioskId, terminal.secret);
    const heard: string[] = [];
    again.on("message", (topic) => heard.push(topic));
    await again.subscribeAsync(downTopic(kioskId), { qos: 1 });
    expect(heard).toEqual([]);
    again.end(true);
    terminal = await server.terminal();
  });
});

describe("who may connect", () => {
  it.each([
    ["an unknown terminal", "cn-999", newSecret(), "cn-999"],
    ["a wrong secret", kioskId, newSecret(), kioskId],
    ["no secret", kioskId, "", kioskId],
    ["a password of another shape", kioskId, "admin", kioskId],
    ["an enrolment code that was never issued", kioskId, `enrol:ABCD-EFGH-JKLM-NPQR:${newSecret()}`, kioskId],
    ["a MAC instead of an id", "00-E2-69-26-7E-10", newSecret(), "x"],
  ])("%s is refused", async (_what, username, password, clientId) => {
    await expect(server.connect(username, password, clientId)).rejects.toThrow(/Not authorized|Connection refused/);
  });

  it("a terminal cannot take another's session by using its client id", async () => {
    await expect(server.connect(kioskId, terminal.secret, otherKioskId)).rejects.toThrow(
      /Not authorized|Connection refused/,
    );
  });

  it("an enrolment code works once, and the secret that it brought from then on", async () => {
    const code = await server.enrolmentCode(otherKioskId);
    const [first, second] = [newSecret(), newSecret()];
    (await server.connect(otherKioskId, `enrol:${code}:${first}`)).end(true);
    await expect(server.connect(otherKioskId, `enrol:${code}:${second}`)).rejects.toThrow();
    (await server.connect(otherKioskId, first)).end(true);
    await expect(server.connect(otherKioskId, second)).rejects.toThrow();
  });

  it("of two terminals with one code exactly one gets in", async () => {
    const code = await server.enrolmentCode(otherKioskId);
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() => server.connect(otherKioskId, `enrol:${code}:${newSecret()}`)),
    );
    expect(tries.filter((t) => t.status === "fulfilled")).toHaveLength(1);
  });

  it("a code of one terminal does not enrol another", async () => {
    const code = await server.enrolmentCode(kioskId);
    await expect(server.connect(otherKioskId, `enrol:${code}:${newSecret()}`)).rejects.toThrow();
  });
});

describe("oversized packets", () => {
  it("that still fit are quarantined with the part that is kept, and acknowledged", async () => {
    await terminal.raw(upTopic(kioskId, "report"), Buffer.alloc(maxUplinkBytes + 1, 0x20));
    expect((await server.quarantine()).rows[0]).toMatchObject({ reason: "wire.too-large", bytes: maxUplinkBytes + 1 });
  });

  it("are cut long before they are whole, and shown", async () => {
    const greedy = await server.terminal(otherKioskId, { bootId: bootA });
    const closed = new Promise<void>((resolve) => greedy.client.once("close", () => resolve()));
    greedy.client.publish(upTopic(otherKioskId, "report"), Buffer.alloc(32 * 1024 * 1024), { qos: 1 }, () => {});
    await closed;
    const shown = await eventually(
      () => server.quarantine(),
      (q) => q.rows[0]?.kioskId === otherKioskId,
    );
    expect(shown.rows[0]).toMatchObject({ reason: "wire.too-large" });
    expect(shown.rows[0]?.bytes).toBeLessThan(2 * 1024 * 1024);
    expect(terminal.client.connected).toBe(true);
  });

  it("of a stranger who has not said who it is are cut at once", async () => {
    const socket = tlsConnect({
      port: server.app.mqttPort,
      host: "127.0.0.1",
      ca: readFileSync(server.app.caFile),
      servername: "localhost",
    });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    // CONNECT that announces 200 MB
    socket.once("secureConnect", () =>
      socket.write(Buffer.concat([Buffer.from([0x10, 0x80, 0x80, 0x80, 0x64]), Buffer.alloc(64 * 1024)])),
    );
    await closed;
    expect((await server.health()).mqtt.connected).toBeGreaterThan(0);
  });

  it("nor does garbage instead of TLS or MQTT end the server", async () => {
    const socket = tlsConnect({
      port: server.app.mqttPort,
      host: "127.0.0.1",
      ca: readFileSync(server.app.caFile),
      servername: "localhost",
    });
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    socket.once("secureConnect", () => socket.write(Buffer.from("GET / HTTP/1.1\r\n\r\n".repeat(50))));
    await closed;
    expect((await server.health()).store.ok).toBe(true);
  });
});

describe("MQTT without TLS", () => {
  it("is there only when it is asked for, and on loopback alone", async () => {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    const address = probe.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    const reach = (host: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(port, host, () => {
          socket.destroy();
          resolve("open");
        });
        socket.once("error", (error) => resolve(error.message));
      });
    expect(await reach("127.0.0.1")).toContain("ECONNREFUSED");
    const plain = await TestServer.start({ plainMqttPort: port, mqttHost: "0.0.0.0" });
    expect(await reach("127.0.0.1")).toBe("open");
    const others = Object.values(networkInterfaces()).flatMap((list) =>
      (list ?? []).filter((a) => a.family === "IPv4" && !a.internal),
    );
    for (const { address: other } of others) expect(await reach(other)).not.toBe("open");
    await plain.stop();
  });
});
