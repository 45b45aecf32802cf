import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ippRequest, parseIpp } from "@kiosk/firmware-profiles";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { IppPrinter } from "../../../fixtures/sim/devices/ipp-printer.ts";
import { loadServerTls } from "../../../fleet-server/src/broker/certificates.ts";
import type { IppTransport } from "../ports.ts";
import { createTransport, parseTransportUrl } from "./transport.ts";
import { TransportUrlError } from "./transport-url.ts";

const never = () => new AbortController().signal;
const question = ippRequest(7, "ipp://p/ipp/print");

let printer: IppPrinter;
const stops: (() => Promise<void>)[] = [];
beforeEach(async () => {
  printer = new IppPrinter();
  await printer.start();
});
afterEach(async () => {
  await printer.stop();
  for (const stop of stops.splice(0).toReversed()) await stop();
});

function ipp(url = printer.url): IppTransport {
  const transport = createTransport(url);
  if (transport.kind !== "ipp") throw new Error("not ipp");
  return transport;
}

/** A server on loopback that is stopped after the test; its port. */
async function listening(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  stops.push(() => new Promise((done) => server.close(() => done())));
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}
const answering = async (listener: RequestListener) =>
  ipp(`ipp://127.0.0.1:${await listening(createServer(listener))}/ipp/print`);

describe("a URL", () => {
  test.each([
    ["ipp://p.lan", { isSecure: false, host: "p.lan", port: 631, path: "/ipp/print" }],
    ["ipp://p.lan/", { isSecure: false, host: "p.lan", port: 631, path: "/ipp/print" }],
    ["ipp://10.0.0.9:8631/printers/a4", { isSecure: false, host: "10.0.0.9", port: 8631, path: "/printers/a4" }],
    ["ipp://[fe80::1]/ipp/print", { isSecure: false, host: "fe80::1", port: 631, path: "/ipp/print" }],
    [
      "ipps://p.lan/ipp/print?ca=/etc/kiosk/printer.pem&servername=HP-1",
      {
        isSecure: true,
        host: "p.lan",
        port: 631,
        path: "/ipp/print",
        caFile: "/etc/kiosk/printer.pem",
        servername: "HP-1",
      },
    ],
  ])("%s", (url, address) => {
    expect(parseTransportUrl(url)).toEqual({ kind: "ipp", ...address });
  });

  test.each([
    ["ipp://", "host is missing"],
    ["ipp://p:0/", "port 0"],
    ["ipp://p/%zz", "broken % sequence"],
    ["ipp://p?ca=/x.pem", 'unknown parameter "ca"'],
    ["ipps://p?ca=", "ca file is missing"],
    ["ipps://p?insecure=1", 'unknown parameter "insecure": known are ca, servername'],
    ["ipp://user:secret@p", "user name or password"],
  ])("%s is refused", (url, said) => {
    expect(() => parseTransportUrl(url)).toThrow(TransportUrlError);
    expect(() => parseTransportUrl(url)).toThrow(said);
  });

  test("names the printer to itself, with its port and path", () => {
    expect(ipp("ipp://p.lan").printerUri).toBe("ipp://p.lan:631/ipp/print");
    expect(ipp("ipps://[fe80::1]:8443/a?servername=x").printerUri).toBe("ipps://[fe80::1]:8443/a");
  });
});

describe("one question, one answer", () => {
  test("goes as a POST of application/ipp and comes back as it was sent", async () => {
    const sent: string[] = [];
    printer.onSent((_, hex) => sent.push(hex));
    const answer = await ipp().exchange(question, never());
    expect(printer.received).toEqual([Buffer.from(question).toString("hex")]);
    expect([Buffer.from(answer).toString("hex")]).toEqual(sent);
    expect(parseIpp(answer)).toMatchObject({ code: 0, requestId: 7, isWhole: true });
  });

  test("many at the same printer, each over a connection of its own", async () => {
    const transport = ipp();
    const answers = await Promise.all([1, 2, 3].map((id) => transport.exchange(ippRequest(id, "x"), never())));
    expect(answers.map((answer) => parseIpp(answer)?.requestId)).toEqual([1, 2, 3]);
  });

  test("in chunks that come slowly is one answer", async () => {
    printer.manner = { name: "slowly", pieces: 12, gapMs: 3 };
    expect(parseIpp(await ipp().exchange(question, never()))?.isWhole).toBe(true);
  });

  test("at another path finds no printer, and says so in IPP", async () => {
    const answer = await ipp(printer.url.replace("/ipp/print", "/elsewhere")).exchange(question, never());
    expect(parseIpp(answer)?.code).toBe(0x0406);
  });
});

describe("fails as", () => {
  test.each([
    [401, "refused"],
    [403, "refused"],
    [404, "refused"],
    [301, "refused"],
    [426, "refused"],
    [429, "busy"],
    [503, "busy"],
    [408, "timeout"],
    [504, "timeout"],
    [500, "invalid"],
    [204, "invalid"],
  ])("HTTP %i: %s", async (status, code) => {
    printer.manner = { name: "http", status };
    await expect(ipp().exchange(question, never())).rejects.toMatchObject({ name: "TransportError", code });
  });

  test("a page for people: invalid", async () => {
    printer.manner = { name: "page" };
    await expect(ipp().exchange(question, never())).rejects.toMatchObject({ code: "invalid" });
  });

  test("octets that are no HTTP: invalid", async () => {
    printer.manner = { name: "noise-before" };
    await expect(ipp().exchange(question, never())).rejects.toMatchObject({ code: "invalid" });
  });

  test("a connection reset in the middle of the answer: lost", async () => {
    printer.manner = { name: "reset" };
    await expect(ipp().exchange(question, never())).rejects.toMatchObject({ code: "lost" });
  });

  test("a connection closed before the announced length: lost", async () => {
    const transport = await answering((_, response) => {
      response.writeHead(200, { "content-type": "application/ipp", "content-length": 100 });
      response.write("half", () => response.socket?.end());
    });
    await expect(transport.exchange(question, never())).rejects.toMatchObject({ code: "lost" });
  });

  test("a connection closed without a word: lost", async () => {
    const port = await listening(createTcpServer((socket) => socket.destroy()));
    await expect(ipp(`ipp://127.0.0.1:${port}`).exchange(question, never())).rejects.toMatchObject({ code: "lost" });
  });

  test("nothing that listens: absent", async () => {
    const { url } = printer;
    await printer.vanish();
    await expect(ipp(url).exchange(question, never())).rejects.toMatchObject({ code: "absent" });
  });

  test("an answer without end: invalid, and it is not read to the end", async () => {
    let sent = 0;
    const transport = await answering((_, response) => {
      response.writeHead(200, { "content-type": "application/ipp" });
      const more = () => {
        sent += 1;
        if (!response.destroyed && sent < 1000) response.write(Buffer.alloc(16_384), more);
      };
      more();
    });
    await expect(transport.exchange(question, never())).rejects.toMatchObject({ code: "invalid" });
    expect(sent).toBeLessThan(1000);
  });
});

test("an aborted signal ends a question that hangs, with its reason, and the next one is answered", async () => {
  printer.manner = { name: "drop" };
  const transport = ipp();
  const stop = new AbortController();
  const reason = new Error("enough");
  const asked = transport.exchange(question, stop.signal);
  stop.abort(reason);
  await expect(asked).rejects.toMatchObject({ code: "timeout", cause: reason });
  await expect(transport.exchange(question, stop.signal)).rejects.toMatchObject({ code: "timeout" });
  printer.manner = { name: "answer" };
  expect(parseIpp(await transport.exchange(question, never()))?.isWhole).toBe(true);
});

test("closing ends what is being asked, and the transport can be used again", async () => {
  printer.manner = { name: "drop" };
  const transport = ipp();
  const asked = transport.exchange(question, never());
  await Promise.all([transport.close(), transport.close(), expect(asked).rejects.toMatchObject({ code: "lost" })]);
  printer.manner = { name: "answer" };
  expect(parseIpp(await transport.exchange(question, never()))?.isWhole).toBe(true);
});

describe("over TLS", () => {
  let folder = "";
  let url = "";
  let caFile = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "ipps-"));
    stops.push(() => rm(folder, { recursive: true }));
    const tls = await loadServerTls(folder, new Date());
    caFile = tls.caFile;
    const server = createTlsServer({ key: tls.key, cert: tls.cert }, (_, response) => {
      response.writeHead(200, { "content-type": "application/ipp" }).end(Buffer.from("010100000000000703", "hex"));
    });
    url = `ipps://127.0.0.1:${await listening(server)}/ipp/print`;
  });

  test("a printer whose CA the URL names is asked", async () => {
    expect(await readFile(caFile, "utf8")).toContain("CERTIFICATE");
    const answer = await ipp(`${url}?ca=${encodeURIComponent(caFile)}`).exchange(question, never());
    expect(parseIpp(answer)?.requestId).toBe(7);
  });

  test("a printer whose certificate this machine has no reason to trust is refused", async () => {
    await expect(ipp(url).exchange(question, never())).rejects.toMatchObject({ code: "refused" });
  });

  test("a printer of another name than its certificate has is refused", async () => {
    const other = `${url}?ca=${encodeURIComponent(caFile)}&servername=another.example`;
    await expect(ipp(other).exchange(question, never())).rejects.toMatchObject({ code: "refused" });
  });

  test("a CA file that cannot be read is a mistake of the configuration", async () => {
    const missing = `${url}?ca=${encodeURIComponent(join(folder, "none.pem"))}`;
    await expect(ipp(missing).exchange(question, never())).rejects.toMatchObject({ code: "refused" });
  });

  test("a printer that speaks plain HTTP there is not taken for one that is secret", async () => {
    const plain = printer.url.replace("ipp:", "ipps:");
    await expect(ipp(plain).exchange(question, never())).rejects.toMatchObject({ name: "TransportError" });
    expect(printer.received).toEqual([]);
  });
});
