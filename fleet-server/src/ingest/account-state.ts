// Accounts, open sessions and organisations as committed, in memory.
import type { OrganisationId, UserId } from "@kiosk/contract";
import type { Organisation, Session, User } from "../domain/account/user.ts";
import type { FleetSnapshot } from "../tables.ts";
import type { Unit } from "./unit.ts";

export class AccountState {
  readonly #users = new Map<UserId, User>();
  readonly #byLogin = new Map<string, UserId>();
  readonly #sessions = new Map<string, Session>();
  readonly #organisations = new Map<OrganisationId, Organisation>();

  load(snapshot: Pick<FleetSnapshot, "users" | "sessions" | "organisations">): void {
    for (const user of snapshot.users) this.#keep(user);
    for (const session of snapshot.sessions) this.#sessions.set(session.id, session);
    for (const organisation of snapshot.organisations) this.#organisations.set(organisation.id, organisation);
  }

  apply(unit: Unit): void {
    for (const user of unit.rows("user")) this.#keep(user);
    for (const session of unit.rows("session")) {
      if (session.endedAt === null) this.#sessions.set(session.id, session);
      else this.#sessions.delete(session.id);
    }
    for (const organisation of unit.rows("organisation")) this.#organisations.set(organisation.id, organisation);
  }

  /** A login never changes hands and never changes. */
  #keep(user: User): void {
    this.#users.set(user.id, user);
    this.#byLogin.set(user.login, user.id);
  }

  user(id: UserId): User | undefined {
    return this.#users.get(id);
  }
  userByLogin(login: string): User | undefined {
    const id = this.#byLogin.get(login);
    return id === undefined ? undefined : this.#users.get(id);
  }
  get users(): Iterable<User> {
    return this.#users.values();
  }
  get userCount(): number {
    return this.#users.size;
  }
  session(id: string): Session | undefined {
    return this.#sessions.get(id);
  }
  get sessions(): Iterable<Session> {
    return this.#sessions.values();
  }
  organisation(id: OrganisationId): Organisation | undefined {
    return this.#organisations.get(id);
  }
  get organisations(): Iterable<Organisation> {
    return this.#organisations.values();
  }
}
