// The one connection to the fleet server: MQTT 3.1.1 over TLS, QoS 1. Every attempt is a new client; mqtt.js never
// reconnects by itself, because the pause between attempts is ours (reconnect-delay.ts).
import { downTopic, enrolmentPassword, type KioskId, upLeaves, upTopic } from "@kiosk/contract";
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import { reconnectDelayMs } from "../domain/reconnect-delay.ts";
import type { Clock, Log, Uplink } from "../ports.ts";
import { within } from "../within.ts";

export interface MqttUplinkOptions {
  /** mqtts://host:port, or mqtt:// to loopback */
  readonly url: string;
  /** the server's CA, PEM; not needed for mqtt:// */
  readonly ca: string | undefined;
  /** the name in the server's certificate, where it is not the host of the URL */
  readonly servername: string | undefined;
  readonly kioskId: KioskId;
  readonly secret: string;
  /** the admin's one-time code, used when the server does not know the secret */
  readonly enrolmentCode: string | undefined;
  /** the last will, made anew for every CONNECT */
  readonly will: () => string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

const keepaliveSeconds = 30;
const connectTimeoutMs = 15_000;
/** mqtt.js counts any packet it sends as a sign of life, so a half-open connection shows only in missing PUBACKs. */
const pubackTimeoutMs = 20_000;
const goodbyeTimeoutMs = 1_500;
/** A connection that lived this long was a good one: the next attempt comes soon. */
const stableMs = 10_000;
/** CONNACK 4 and 5 (MQTT 3.1.1, 3.2.2.3): bad user name or password, not authorised */
const refusedCodes: readonly number[] = [4, 5];

/** How an attempt ended; `upMs`: how long the server was really there, 0 where it never was. */
type Ended = { readonly name: "lost" | "refused"; readonly reason: string; readonly upMs: number };

export function createMqttUplink(options: MqttUplinkOptions): Uplink {
  return new MqttUplink(options);
}

class MqttUplink implements Uplink {
  readonly #options: MqttUplinkOptions;
  readonly #stopping = new AbortController();
  #client: MqttClient | undefined;
  #connected: { readonly client: MqttClient; readonly lost: AbortSignal; readonly since: number } | undefined;
  #onConnect: () => void = () => {};
  #onDisconnect: (reason: string) => void = () => {};
  #onCommand: (payload: Uint8Array) => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(options: MqttUplinkOptions) {
    this.#options = options;
  }

  onConnect(listener: () => void): void {
    this.#onConnect = listener;
  }
  onDisconnect(listener: (reason: string) => void): void {
    this.#onDisconnect = listener;
  }
  onCommand(listener: (payload: Uint8Array) => void): void {
    this.#onCommand = listener;
  }

  async start(): Promise<void> {
    this.#running = this.#run();
  }

  async stop(graceful: boolean): Promise<void> {
    const { clock } = this.#options;
    const connected = this.#connected?.client;
    this.#stopping.abort(new Error("uplink stopped"));
    if (connected !== undefined && graceful) {
      await within(clock, goodbyeTimeoutMs, new AbortController().signal, () => connected.endAsync());
    }
    // Cuts the socket without DISCONNECT, so that the broker speaks the last will; after a goodbye it changes nothing.
    this.#client?.stream.destroy();
    await this.#running;
  }

  async publish(leaf: string, body: string, signal: AbortSignal): Promise<void> {
    const known = upLeaves.find((l) => l === leaf);
    if (known === undefined) throw new Error(`no up leaf: ${leaf}`);
    if (this.#connected === undefined) throw new Error("not connected");
    const { client, lost } = this.#connected;
    const topic = upTopic(this.#options.kioskId, known);
    const until = AbortSignal.any([lost, signal]);
    const sent = await within(this.#options.clock, pubackTimeoutMs, until, () =>
      client.publishAsync(topic, body, { qos: 1 }),
    );
    if (sent.name === "done") return;
    client.stream.destroy();
    throw new Error(`no PUBACK within ${pubackTimeoutMs} ms`);
  }

  async #run(): Promise<void> {
    const { clock, random, log } = this.#options;
    let failures = 0;
    while (!this.#stopping.signal.aborted) {
      const ended = await this.#connectOnce();
      if (this.#stopping.signal.aborted) return;
      failures = ended.upMs >= stableMs ? 1 : failures + 1;
      const delayMs = reconnectDelayMs(failures, random());
      log.warn("uplink.down", { reason: ended.reason, nextAttemptInMs: delayMs });
      await clock.sleep(delayMs, this.#stopping.signal).catch(() => undefined); // stopping; the loop ends
    }
  }

  /** The secret first; the enrolment code only if that is refused (contract enrolment.ts). Ends with the connection. */
  async #connectOnce(): Promise<Ended> {
    const { secret, enrolmentCode, log } = this.#options;
    const ended = await this.#session(secret);
    if (ended.name !== "refused" || enrolmentCode === undefined || this.#stopping.signal.aborted) return ended;
    log.info("uplink.enrolling");
    return this.#session(enrolmentPassword(enrolmentCode, secret));
  }

  async #session(password: string): Promise<Ended> {
    const failures: unknown[] = [];
    const lost = new AbortController();
    try {
      const client = connect(this.#options.url, this.#clientOptions(password));
      this.#client = client;
      await this.#lifetime(client, lost.signal, failures);
      client.end(true);
    } catch (error) {
      failures.push(error); // the TLS settings themselves are unusable
    }
    lost.abort(new Error("connection lost"));
    const upMs = this.#connected === undefined ? 0 : this.#options.clock.monotonic() - this.#connected.since;
    const ended = { ...endOf(failures), upMs };
    if (this.#connected !== undefined) {
      this.#connected = undefined;
      this.#onDisconnect(ended.reason);
    }
    return ended;
  }

  /** Resolves when the connection is over. What went wrong is added to `failures`. */
  #lifetime(client: MqttClient, lost: AbortSignal, failures: unknown[]): Promise<void> {
    const { kioskId, url, log, clock } = this.#options;
    const over = Promise.withResolvers<void>();
    const fail = (error: unknown) => {
      failures.push(error);
      client.stream.destroy();
    };
    client.on("close", () => over.resolve());
    client.on("error", fail);
    client.on("message", (_topic, payload) => this.#onCommand(payload));
    client.on("connect", () => {
      client.subscribeAsync(downTopic(kioskId), { qos: 1 }).then(() => {
        if (this.#stopping.signal.aborted || client.stream.destroyed) return;
        this.#connected = { client, lost, since: clock.monotonic() };
        log.info("uplink.up", { url });
        this.#onConnect();
      }, fail);
    });
    return over.promise;
  }

  #clientOptions(password: string): IClientOptions {
    const { kioskId, ca, servername, will, url } = this.#options;
    const tls = url.startsWith("mqtts:");
    return {
      protocolVersion: 4,
      clientId: kioskId,
      username: kioskId,
      password,
      clean: true,
      keepalive: keepaliveSeconds,
      reschedulePings: true,
      reconnectPeriod: 0,
      connectTimeout: connectTimeoutMs,
      queueQoSZero: false,
      resubscribe: false,
      timerVariant: "native",
      will: { topic: upTopic(kioskId, "death"), payload: Buffer.from(will()), qos: 1, retain: false },
      ...(tls && ca !== undefined ? { ca } : {}),
      ...(tls && servername !== undefined ? { servername } : {}),
    };
  }
}

function endOf(failures: readonly unknown[]): Omit<Ended, "upMs"> {
  for (const failure of failures) {
    if (!(failure instanceof Error)) continue;
    const code = "code" in failure ? failure.code : undefined;
    if (typeof code === "number" && refusedCodes.includes(code)) return { name: "refused", reason: failure.message };
  }
  const [first] = failures;
  return { name: "lost", reason: first instanceof Error ? first.message : "connection closed" };
}
