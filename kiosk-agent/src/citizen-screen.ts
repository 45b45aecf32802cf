// Composition of the citizen's screen of one agent: devices on loan, the shelf, the room, and the servers on loopback. Part of
// agent.ts, which owns its life.
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type KioskId, ThemeManifest } from "@kiosk/contract";
import { type CitizenRoom, createCitizenRoom } from "./citizen/citizen-room.ts";
import { type CitizenDevicesOptions, createCitizenDevices } from "./citizen/devices/citizen-devices.ts";
import { AppsServer } from "./citizen/http/apps-server.ts";
import { PageFiles } from "./citizen/http/page-files.ts";
import { PagesServer } from "./citizen/http/pages-server.ts";
import type { CitizenDevices, CitizenUplink } from "./citizen/ports.ts";
import type { ShellConfig } from "./config-shell.ts";
import type { ShellCommands } from "./jobs/commands.ts";
import type { Clock, Log } from "./ports.ts";
import { openShelf, type RunningShelf } from "./shelf/shelf.ts";

export interface CitizenScreenOptions {
  readonly config: ShellConfig;
  readonly kioskId: KioskId;
  readonly secret: string;
  /** as for the fleet server's broker */
  readonly ca: string | undefined;
  readonly servername: string | undefined;
  readonly dataDir: string;
  readonly devices: CitizenDevicesOptions["devices"];
  readonly agent: CitizenDevicesOptions["agent"];
  readonly createTransport: CitizenDevicesOptions["createTransport"];
  readonly uplink: CitizenUplink;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** The pages that `npm run build` makes. */
const builtPages = fileURLToPath(new URL("../shell/dist", import.meta.url));

export class CitizenScreen {
  readonly room: CitizenRoom;
  readonly shelf: RunningShelf;
  readonly commands: ShellCommands;
  readonly #config: ShellConfig;
  readonly #pages: PagesServer;
  readonly #apps: AppsServer;
  #hasPower = true;

  /** Reads what is on disk; nobody is asked and nothing is served before start(). @throws Error that names what is wrong with pages, keys or disk */
  static async open(options: CitizenScreenOptions): Promise<CitizenScreen> {
    const { config, kioskId, secret, ca, servername, dataDir, uplink, clock, random, log } = options;
    const folder = config.pages ?? builtPages;
    const files = new PageFiles(folder);
    const defaultTheme = readTheme(join(folder, "theme.json"));
    const shelf = await openShelf({
      dataDir,
      kioskId,
      secret,
      api: config.api,
      ca,
      servername,
      publishers: config.publishers,
      clock,
      random,
      log,
      tell: (event) => uplink.tell(event),
    });
    return new CitizenScreen(options, files, defaultTheme, shelf);
  }

  private constructor(options: CitizenScreenOptions, files: PageFiles, theme: ThemeManifest, shelf: RunningShelf) {
    const { config, kioskId, dataDir, uplink, clock, log } = options;
    this.#config = config;
    this.shelf = shelf;
    this.#apps = new AppsServer({ shelf, pageOrigins: () => this.#pages.origins, log });
    this.room = createCitizenRoom({
      kioskId,
      devices: this.#devices(options),
      shelf,
      uplink,
      config,
      clock,
      random: (octets) => randomBytes(octets),
      newId: randomUUID,
      dataDir,
      log,
      defaultTheme: theme,
      addresses: {
        frame: ({ digest, manifest: { start } }) =>
          start.kind === "origin" ? start.url : this.#apps.address(digest, start.page),
        banner: ({ digest, manifest: { banner } }) => (banner === null ? null : this.#apps.address(digest, banner)),
      },
    });
    this.#pages = new PagesServer({ room: this.room, shelf, files, appOrigin: () => this.#apps.url, clock, log });
    this.commands = {
      refreshShelf: (revision) => void shelf.refresh(revision), // never rejects
      keepStaffCode: (code) => this.room.keepStaffCode(code),
    };
  }

  /** http://127.0.0.1:port of the pages, from start() on */
  get pagesUrl(): string {
    return this.#pages.url;
  }

  /** http://127.0.0.1:port of the service apps, from start() on */
  get appsUrl(): string {
    return this.#apps.url;
  }

  /**
   * First what the power cut off is wiped, only then are there pages to paint.
   * @throws Error where a port cannot be used, or the file system's
   */
  async start(): Promise<void> {
    await this.#apps.listen(this.#config.appPort);
    await this.room.start();
    await this.#pages.listen(this.#config.port);
    this.shelf.start();
  }

  /** @param graceful false: as a power cut, what lies on the disk and in the printers stays there. Idempotent. */
  async stop(graceful: boolean): Promise<void> {
    this.#hasPower = graceful;
    await Promise.all([this.#pages.close(), this.#apps.close()]);
    await Promise.all([this.room.stop(), this.shelf.stop()]);
  }

  #devices({ agent, devices, createTransport, clock, dataDir, log }: CitizenScreenOptions): CitizenDevices {
    const spoolDir = join(dataDir, "spool");
    const real = createCitizenDevices({ agent, devices, createTransport, clock, spoolDir, log });
    return {
      readIdCard: (waitMs, signal) => real.readIdCard(waitMs, signal),
      cardPresent: (signal) => real.cardPresent(signal),
      printBooklet: (lines, signal) => real.printBooklet(lines, signal),
      printA4: (job, signal) => real.printA4(job, signal),
      printReceipt: (lines, signal) => real.printReceipt(lines, signal),
      endorseCard: (lines, signal) => real.endorseCard(lines, signal),
      scanCode: (waitMs, signal) => real.scanCode(waitMs, signal),
      wipe: () => (this.#hasPower ? real.wipe() : Promise.resolve([])),
    };
  }
}

function readTheme(file: string): ThemeManifest {
  try {
    return ThemeManifest.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${file}: 不是界面风格（${reason}），请先运行 npm run build / is no style (${reason}); run npm run build first`,
    );
  }
}
