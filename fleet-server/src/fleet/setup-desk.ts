// The first start: no account exists, and whoever holds the link that the server printed names the three administrators.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Grant, SetupDone, SetupRequest, SystemRole } from "@kiosk/contract";
import { serverCaller } from "../domain/account/caller.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Random } from "../ports.ts";
import type { UserDesk } from "./user-desk.ts";

const digest = (token: string) => createHash("sha256").update(token).digest();

export class SetupDesk {
  readonly #state: FleetState;
  readonly #users: UserDesk;
  /** of this run of the server only: whoever missed the link starts it again */
  readonly #wanted: Buffer;
  readonly token: string;
  #busy = false;

  constructor(options: { state: FleetState; users: UserDesk; random: Random }) {
    this.#state = options.state;
    this.#users = options.users;
    this.token = Buffer.from(options.random.bytes(24)).toString("base64url");
    this.#wanted = digest(this.token);
  }

  /** Whether nobody has an account yet. */
  get open(): boolean {
    return this.#state.accounts.userCount === 0;
  }

  async setUp(request: SetupRequest, from: string): Promise<Answer<SetupDone>> {
    const closed = { ok: false, code: "setup.closed", detail: "" } as const;
    if (!this.open || this.#busy || !timingSafeEqual(digest(request.token), this.#wanted)) return closed;
    const { systemAdmin, securityAdmin, auditAdmin } = request;
    const people = [
      { ...systemAdmin, role: "system_admin" },
      { ...securityAdmin, role: "security_admin" },
      { ...auditAdmin, role: "audit_admin" },
    ] as const satisfies readonly { login: string; name: string; role: SystemRole }[];
    if (new Set(people.map((p) => p.login)).size < people.length) {
      return { ok: false, code: "account.exists", detail: "login" };
    }
    this.#busy = true;
    try {
      const inputs = people.map(({ login, name, role }) => {
        const grants: Grant[] = [{ role, contractId: null, organisationId: null }];
        return { login, name, phone: "", grants };
      });
      const answer = await this.#users.createTogether({ ...serverCaller, from }, inputs, () => this.open);
      return answer.ok ? { ok: true, value: { accounts: answer.value } } : answer;
    } finally {
      this.#busy = false;
    }
  }
}
