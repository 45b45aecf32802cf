// The MQTT side: who may connect, what they may touch, and that nothing is acknowledged before it is committed.
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from "node:tls";
import { downTopic, type ErrorCode, type KioskCommand, type KioskId, maxUplinkBytes } from "@kiosk/contract";
import { Aedes, type AuthenticateError, type Client } from "aedes";
import { maySubscribe } from "../domain/account/terminal-rights.ts";
import type { Authentication } from "../fleet/enrolment.ts";
import type { UplinkMessage } from "../ingest/uplink.ts";
import type { Downlink, Log } from "../ports.ts";
import type { ServerTls } from "./certificates.ts";
import { OversizeGuard } from "./oversize.ts";

/** A reader that does not take its bytes for this long is cut: it would hold up the others (platform.md). */
const drainTimeoutMs = 10_000;
const connectTimeoutMs = 10_000;
const notAuthorised = 5;

export interface BrokerOptions {
  readonly tls: ServerTls;
  readonly tlsHost: string;
  readonly tlsPort: number;
  /** plain MQTT, on loopback only; null: none */
  readonly plainPort: number | null;
  readonly log: Log;
  authenticate(username: string | undefined, password: string | undefined): Promise<Authentication>;
  /** Resolves once the message is durable (or quarantined); then, and only then, it is acknowledged. */
  take(message: Omit<UplinkMessage, "receivedAt">): Promise<void>;
  /** Something a terminal did that it may not: kept for people to see. */
  refused(kioskId: KioskId, topic: string, code: ErrorCode, detail: string, bytes: number): void;
  /** A terminal listens now: what waits for it can be sent. */
  listening(kioskId: KioskId): void;
}

export class Broker implements Downlink {
  readonly #options: BrokerOptions;
  readonly #aedes: Aedes;
  readonly #servers: Server[] = [];
  readonly #identities = new WeakMap<Client, KioskId>();
  readonly #guards = new WeakMap<object, OversizeGuard>();
  readonly #connected = new Map<KioskId, Client>();
  readonly #sockets = new Set<Socket>();
  #secure: TlsServer | undefined;
  #closing = false;

  private constructor(options: BrokerOptions, aedes: Aedes) {
    this.#options = options;
    this.#aedes = aedes;
  }

  /** Listens. @throws the listen error (EADDRINUSE …) with its `port` */
  static async start(options: BrokerOptions): Promise<Broker> {
    const aedes = await Aedes.createBroker({
      drainTimeout: drainTimeoutMs,
      connectTimeout: connectTimeoutMs,
      maxClientsIdLength: 64,
    });
    const broker = new Broker(options, aedes);
    broker.#wire();
    const secure = createTlsServer({ ...contextOf(options.tls), noDelay: true }, (socket) => broker.#accept(socket));
    broker.#secure = secure;
    secure.on("tlsClientError", (error) => options.log.warn("mqtt.tls-refused", { message: error.message }));
    try {
      await broker.#listen(secure, options.tlsPort, options.tlsHost);
      if (options.plainPort !== null) {
        await broker.#listen(
          createTcpServer({ noDelay: true }, (socket) => broker.#accept(socket)),
          options.plainPort,
          "127.0.0.1",
        );
      }
    } catch (error) {
      await broker.close();
      throw error;
    }
    return broker;
  }

  get port(): number {
    const address = this.#servers[0]?.address();
    return typeof address === "object" && address !== null ? address.port : this.#options.tlsPort;
  }

  get connected(): number {
    return this.#connected.size;
  }

  /** For connections from now on. */
  useCertificate(pair: { readonly key: string; readonly cert: string }): void {
    this.#secure?.setSecureContext(contextOf(pair));
  }

  async send(kioskId: KioskId, command: KioskCommand): Promise<boolean> {
    if (!this.#connected.has(kioskId)) return false;
    const payload = Buffer.from(JSON.stringify(command));
    return new Promise((resolve) => {
      this.#aedes.publish(
        { cmd: "publish", topic: downTopic(kioskId), payload, qos: 1, retain: false, dup: false },
        (error) => resolve(!error),
      );
    });
  }

  /** No more messages are taken and no last wills are published: a server that stops says nothing about its terminals. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#aedes.close(() => resolve()));
  }

  #listen(server: Server, port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, () => {
        server.off("error", reject);
        server.on("error", (error) => this.#options.log.error("mqtt.listener", { message: error.message }));
        this.#servers.push(server);
        resolve();
      });
    });
  }

  #accept(socket: Socket | TLSSocket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
    const guard = new OversizeGuard(socket, maxUplinkBytes, (bytes) => {
      const kioskId = this.#identities.get(client);
      this.#options.log.warn("mqtt.oversized", { kioskId, bytes });
      if (kioskId !== undefined) {
        this.#options.refused(kioskId, "", "wire.too-large", `more than ${maxUplinkBytes} bytes in one packet`, bytes);
      }
    });
    const client = this.#aedes.handle(socket);
    this.#guards.set(client, guard);
  }

  #wire(): void {
    const aedes = this.#aedes;
    aedes.authenticate = (client, username, password, done) => {
      this.#guards.get(client)?.packet();
      this.#options.authenticate(username, password?.toString("utf8")).then(
        (result) => {
          // the client id names the session; a foreign one would throw another terminal out
          if (result.ok && client.id === result.kioskId) {
            this.#identities.set(client, result.kioskId);
            return done(null, true);
          }
          const code = result.ok ? "auth.unknown-kiosk" : result.code;
          this.#options.log.warn("mqtt.refused", { code, username });
          return done(refusal(code), null);
        },
        (error: unknown) => done(refusal(String(error)), null),
      );
    };
    aedes.authorizePublish = (client, packet, done) => {
      const kioskId = client === null ? undefined : this.#identities.get(client);
      if (client === null || kioskId === undefined || this.#closing) return done(new Error("not taken"));
      this.#guards.get(client)?.packet();
      // nothing a terminal says is kept by the broker: the durable queues are at the two ends
      packet.retain = false;
      const payload = typeof packet.payload === "string" ? Buffer.from(packet.payload) : packet.payload;
      this.#options.take({ kioskId, topic: packet.topic, payload }).then(
        () => done(null),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    };
    aedes.authorizeSubscribe = (client, subscription, done) => {
      this.#guards.get(client)?.packet();
      const kioskId = this.#identities.get(client);
      const act = kioskId === undefined ? undefined : maySubscribe(kioskId, subscription.topic);
      if (act?.ok === true) return done(null, subscription);
      if (kioskId !== undefined && act !== undefined) {
        this.#options.refused(kioskId, subscription.topic, act.code, `subscribe ${subscription.topic}`, 0);
      }
      return done(null, null);
    };
    aedes.on("ping", (_packet, client) => this.#guards.get(client)?.packet());
    aedes.on("ack", (_packet, client) => this.#guards.get(client)?.packet());
    aedes.on("clientReady", (client) => {
      const kioskId = this.#identities.get(client);
      if (kioskId !== undefined) this.#connected.set(kioskId, client);
    });
    aedes.on("clientDisconnect", (client) => {
      const kioskId = this.#identities.get(client);
      if (kioskId !== undefined && this.#connected.get(kioskId) === client) this.#connected.delete(kioskId);
    });
    aedes.on("subscribe", (_subscriptions, client) => {
      const kioskId = this.#identities.get(client);
      if (kioskId !== undefined) this.#options.listening(kioskId);
    });
    aedes.on("clientError", (client, error) =>
      this.#options.log.warn("mqtt.client-error", { kioskId: this.#identities.get(client), message: error.message }),
    );
    aedes.on("connectionError", (_client, error) =>
      this.#options.log.warn("mqtt.connection-error", { message: error.message }),
    );
  }
}

function contextOf({ key, cert }: { readonly key: string; readonly cert: string }) {
  return { key, cert, minVersion: "TLSv1.2" } as const;
}

function refusal(message: string): AuthenticateError {
  return Object.assign(new Error(message), { returnCode: notAuthorised });
}
