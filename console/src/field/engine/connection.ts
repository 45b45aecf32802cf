// The open database, and another one where the browser has thrown it away under our feet.
import { type DatabaseEvents, type FieldDatabase, openFieldDatabase } from "./database.ts";

export interface ConnectionEvents extends Pick<DatabaseEvents, "onTakenOver"> {
  /** the browser threw the database away, and there is a new one with nothing in it */
  readonly onEvicted: () => void;
}

export class Connection {
  readonly #events: ConnectionEvents;
  #opened: Promise<FieldDatabase>;
  #installId = "";
  #fresh = false;

  private constructor(events: ConnectionEvents) {
    this.#events = events;
    this.#opened = this.#open();
  }

  /** @throws DOMException as openFieldDatabase does */
  static async open(events: ConnectionEvents): Promise<Connection> {
    const connection = new Connection(events);
    await connection.#opened;
    return connection;
  }

  /** Of this database: another one after it was thrown away. */
  get installId(): string {
    return this.#installId;
  }

  /** The database was made just now. */
  get fresh(): boolean {
    return this.#fresh;
  }

  /** Runs it once more, in a database opened anew, where it was closed from outside. @throws DOMException what `run` throws else */
  async use<T>(run: (database: FieldDatabase) => Promise<T>): Promise<T> {
    const used = this.#opened;
    try {
      return await run(await used);
    } catch (error) {
      if (!isClosed(error)) throw error;
      // of several that found it closed the first opens it
      if (this.#opened === used) this.#reopen();
      return run(await this.#opened);
    }
  }

  #reopen(): void {
    const before = this.#installId;
    this.#opened = this.#open();
    this.#opened.then(
      () => {
        if (this.#installId !== before) this.#events.onEvicted();
      },
      // it shows with the use that waits for it
      () => undefined,
    );
  }

  async #open(): Promise<FieldDatabase> {
    const { onTakenOver } = this.#events;
    const { database, fresh } = await openFieldDatabase({ onTakenOver, onGone: () => this.#reopen() });
    const change = database.transaction("meta", "readwrite", { durability: "strict" });
    const known = await change.store.get("install");
    this.#installId = known?.key === "install" && "installId" in known ? known.installId : crypto.randomUUID();
    if (known === undefined) await change.store.put({ key: "install", installId: this.#installId });
    await change.done;
    this.#fresh = fresh;
    return database;
  }
}

/** Chromium aborts what runs when storage is cleared; afterwards the connection is in no state to begin anything. */
function isClosed(error: unknown): boolean {
  return error instanceof DOMException && (error.name === "AbortError" || error.name === "InvalidStateError");
}
