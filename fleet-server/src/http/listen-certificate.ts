// The certificate that is served, read again while the server runs: who replaces the files, or a renewal by ourselves, is
// followed without a restart. What does not fit together is not taken, and the one before goes on.
import { X509Certificate } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";
import type { Millis } from "../domain/time.ts";
import type { Clock, Log } from "../ports.ts";
import { ListenError } from "./listen.ts";

const day = 24 * 60 * 60 * 1000;
/** How long before its end a certificate is spoken of, once a day. */
const warnBeforeDays = 30;
/** How often the files are looked at. */
export const certificateEveryMs = 30_000;

/** PEM */
export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  readonly name: string;
  load(now: Date): Promise<KeyPair>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Served {
  readonly pair: KeyPair;
  readonly leaf: X509Certificate;
}

export class ServedCertificate {
  readonly #o: CertificateOptions;
  readonly #listeners: ((pair: KeyPair) => void)[] = [];
  #served: Served;
  /** the day on which people were last told, counted from 1970 */
  #toldOn = -1;
  #refused = "";

  private constructor(options: CertificateOptions, served: Served) {
    this.#o = options;
    this.#served = served;
  }

  /** @throws ListenError when there is no usable pair */
  static async open(options: CertificateOptions): Promise<ServedCertificate> {
    const certificate = new ServedCertificate(options, await read(options));
    certificate.#speakOfEnd();
    return certificate;
  }

  get pair(): KeyPair {
    return this.#served.pair;
  }

  get notAfter(): Millis {
    return endOf(this.#served.leaf);
  }

  /** Whether a client that asks for this name or address is shown a certificate for it. */
  covers(name: string): boolean {
    const { leaf } = this.#served;
    if (isIP(name) !== 0) return leaf.checkIP(name) !== undefined;
    return leaf.checkHost(name, { subject: "never" }) !== undefined;
  }

  /** Called with each pair that takes the place of the one before. */
  onChange(listener: (pair: KeyPair) => void): void {
    this.#listeners.push(listener);
  }

  /** Looks at the files again. Never throws: half a replacement is looked at again the next time. */
  async refresh(): Promise<void> {
    const { name, log } = this.#o;
    try {
      const served = await read(this.#o);
      this.#refused = "";
      const { key, cert } = this.#served.pair;
      if (served.pair.key !== key || served.pair.cert !== cert) {
        this.#served = served;
        for (const listener of this.#listeners) listener(served.pair);
        log.info("tls.certificate-replaced", { name, until: new Date(this.notAfter).toISOString() });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== this.#refused) log.warn("tls.certificate-not-taken", { name, message });
      this.#refused = message;
    }
    this.#speakOfEnd();
  }

  #speakOfEnd(): void {
    const now = this.#o.clock.now();
    const left = daysLeft(this.notAfter, now);
    const today = Math.floor(now / day);
    if (left > warnBeforeDays || today === this.#toldOn) return;
    this.#toldOn = today;
    this.#o.log.warn("tls.certificate-ends", { name: this.#o.name, days: left });
  }
}

/** Whole days; negative once it has ended. */
export function daysLeft(notAfter: Millis, now: Millis): number {
  return Math.floor((notAfter - now) / day);
}

/** An own certificate from its files, the chain after the leaf in the same file. */
export async function loadKeyPair(files: { certFile: string; keyFile: string }, log: Log): Promise<KeyPair> {
  const [cert, key] = await Promise.all([files.certFile, files.keyFile].map((file) => text(file)));
  // Windows has no such bits; a group (ssl-cert) may be meant
  if (process.platform !== "win32" && ((await stat(files.keyFile)).mode & 0o007) !== 0) {
    log.warn("tls.key-exposed", { file: files.keyFile, advice: "chmod 600" });
  }
  return { cert: cert ?? "", key: key ?? "" };
}

async function text(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new ListenError(
      "certificate",
      { zh: `无法读取 ${file}（${code}）`, en: `${file} cannot be read (${code})` },
      { cause: error },
    );
  }
}

async function read({ name, load, clock }: CertificateOptions): Promise<Served> {
  const pair = await load(new Date(clock.now()));
  try {
    // refuses a key that is not the certificate's
    createSecureContext(pair);
    return { pair, leaf: new X509Certificate(pair.cert) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ListenError(
      "certificate",
      {
        zh: `${name} 的证书与私钥不可用或不相符（${why}）`,
        en: `Certificate and key of ${name} cannot be used or do not belong together (${why})`,
      },
      { cause: error },
    );
  }
}

function endOf(leaf: X509Certificate): Millis {
  return leaf.validToDate.getTime();
}
