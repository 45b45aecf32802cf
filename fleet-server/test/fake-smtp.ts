// A mail server that writes down envelopes and messages, and refuses whom it is told to.
import type { Readable } from "node:stream";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { portOf } from "./fake-web.ts";

export interface SeenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | null;
  readonly secure: boolean;
  /** header and body as sent */
  readonly raw: string;
}

export interface FakeSmtp {
  readonly port: number;
  readonly mails: readonly SeenMail[];
  /** recipient -> reply code and text */
  readonly refuse: Map<string, { code: number; text: string }>;
  close(): Promise<void>;
}

class Refusal extends Error {
  readonly responseCode: number;
  constructor(code: number, text: string) {
    super(text);
    this.responseCode = code;
  }
}

async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Wants the user `relay` with the password `right` where `auth` is set. */
export async function startFakeSmtp(options: SMTPServerOptions & { auth?: boolean } = {}): Promise<FakeSmtp> {
  const { auth = false, ...rest } = options;
  const mails: SeenMail[] = [];
  const refuse = new Map<string, { code: number; text: string }>();
  const server = new SMTPServer({
    authOptional: !auth,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      if (username === "relay" && password === "right") done(null, { user: username });
      else done(new Refusal(535, "authentication failed"));
    },
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refuse.get(address);
      done(refusal === undefined ? null : new Refusal(refusal.code, refusal.text));
    },
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      void readAll(stream).then((raw) => {
        mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map((to) => to.address),
          user: typeof session.user === "string" ? session.user : null,
          secure: session.secure,
          raw,
        });
        done();
      });
    },
    ...rest,
  });
  // a client that gives up on us is part of the tests
  server.on("error", () => {});
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(portOf(server.server.address())));
  });
  return {
    port,
    mails,
    refuse,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
