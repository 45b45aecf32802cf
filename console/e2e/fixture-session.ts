// Who is signed in at the fixture server: one session for all pages, as one browser has it. What a role may do and where it
// lands is the fleet server's own table, so that the console is seen with the rights that people have.
import {
  ContractId,
  type ContractRole,
  contractRoles,
  type ErrorCode,
  errorCodes,
  FirstPassword,
  type Grant,
  Me,
  OrganisationId,
  PasswordChange,
  type Role,
  rights,
  SecondFactorEnrolment,
  SecondFactorRequest,
  SecurityPolicyView,
  SessionList,
  SetupRequest,
  SignInRequest,
  UserId,
} from "@kiosk/contract";
import { type Caller, contractsOf, mayAnywhere } from "../../fleet-server/src/domain/account/caller.ts";
import { homeOf } from "../../fleet-server/src/domain/account/home.ts";
import { defaultSecurityPolicy } from "../../fleet-server/src/domain/account/password-rules.ts";
import type { Answer } from "./fixture-api.ts";

const ok = (body: unknown, status = 200): Answer => ({ status, body });

function refuse(code: ErrorCode, detail = ""): Answer {
  const { http, zh, en } = errorCodes[code];
  return { status: http, body: { code, zh, en, issues: detail === "" ? [] : [{ path: "", message: detail }] } };
}

/** What the fixture's person types. */
export const right = { login: "zhou", password: "Tian-shan7lu", code: "123456", recovery: "k7qf2-mxd9r" } as const;
const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const codes = Array.from({ length: 10 }, (_, i) => `k7qf${i}-mxd9${i}`);
const lockAfter = 3;
/** answered without a session */
const open: readonly string[] = ["health", "session", "setup", "link", "wall"];

export interface Person {
  name?: string;
  userId?: string;
  contracts?: readonly string[];
  organisation?: string;
}

export class FixtureSession {
  /** null: nobody is signed in */
  me: Me | null = null;
  /** the steps that a right password still leaves to be done, in their order */
  steps: Me["stage"][] = [];
  setupOpen = false;
  lockedUntil: number | null = null;
  idleLimitMs = 1_800_000;
  #failures = 0;
  #left: Me["stage"][] = [];
  #person: Me | null = null;
  #revoked: string[] = [];

  constructor() {
    this.reset();
  }

  reset(): void {
    this.steps = [];
    this.setupOpen = false;
    this.lockedUntil = null;
    this.idleLimitMs = 1_800_000;
    this.#failures = 0;
    this.#left = [];
    this.#revoked = [];
    this.signIn(["project_manager", "dispatcher", "technician"]);
  }

  /** Signs a person in, with the roles in both contracts of the fixture unless others are named. */
  signIn(held: Role | readonly Role[], person: Person = {}): void {
    const roles = typeof held === "string" ? [held] : held;
    const {
      name = "周师傅",
      userId = "00000000-0000-4000-8000-000000000001",
      contracts = ["changning", "dazhou"],
      organisation = "centerm",
    } = person;
    const inContracts = (role: ContractRole): Grant[] =>
      contracts.map((id) => ({
        role,
        contractId: ContractId.parse(id),
        organisationId: role === "vendor" ? OrganisationId.parse(organisation) : null,
      }));
    const grants = roles.flatMap((role): Grant[] => {
      const local = contractRoles.find((r) => r === role);
      return local === undefined ? [{ role, contractId: null, organisationId: null }] : inContracts(local);
    });
    this.#person = this.#meOf(UserId.parse(userId), name, grants, roles);
    this.me = this.#person;
  }

  /** What was signed in can sign in again. */
  signOut(): void {
    this.me = null;
  }

  #meOf(userId: UserId, name: string, grants: Grant[], roles: readonly Role[]): Me {
    const caller: Caller = { kind: "person", id: userId, userId, name, from: "", grants, onlyOrder: null };
    const can = rights.flatMap((one) => {
      if (!mayAnywhere(caller, one)) return [];
      const reach = contractsOf(caller, one);
      return [{ right: one, contracts: reach === "all" ? null : [...reach] }];
    });
    return Me.parse({
      userId,
      login: right.login,
      name,
      kind: "person",
      stage: "open",
      secondFactor: false,
      grants,
      can,
      home: homeOf(roles),
      orderId: null,
      idleLimitMs: this.idleLimitMs,
    });
  }

  /** Why nothing else is answered; undefined where the session is open. */
  refusal(resource: string): Answer | undefined {
    if (open.includes(resource) || resource === "account") return undefined;
    if (this.me === null) return refuse("auth.sign-in-needed");
    return this.me.stage === "open" ? undefined : refuse("auth.stage", this.me.stage);
  }

  answer(method: string, path: string, body: unknown): Answer | undefined {
    const [, resource, leaf, id] = path.split("/");
    if (resource === "setup") return this.#setup(method, body);
    if (resource !== "session" && resource !== "account") return undefined;
    if (resource === "session" && leaf === undefined && method === "POST") return this.#credentials(body);
    if (this.me === null) return refuse("auth.sign-in-needed");
    switch (`${method} ${resource}/${leaf ?? ""}`) {
      case "GET session/":
        return ok({ ...this.me, idleLimitMs: this.idleLimitMs });
      case "DELETE session/":
        this.me = null;
        return ok(undefined, 204);
      case "GET session/policy":
        return ok(SecurityPolicyView.parse({ policy: defaultSecurityPolicy, version: 0 }));
      case "POST session/second-factor":
        return this.#secondFactor(body);
      case "GET account/second-factor-offer":
        return ok({ uri: `otpauth://totp/Kiosk:${right.login}?secret=${secret}&issuer=Kiosk`, secret });
      case "POST account/second-factor":
        return this.#enrol(body);
      case "POST account/password":
        return this.#changePassword(body);
      case "GET account/sessions":
        return ok(this.#sessions());
      case "DELETE account/sessions":
        this.#revoked.push(id ?? "");
        return ok(this.#sessions());
      default:
        return refuse("resource.not-found");
    }
  }

  #credentials(body: unknown): Answer {
    const { login, password } = SignInRequest.parse(body);
    if (this.lockedUntil !== null) return refuse("auth.locked", String(this.lockedUntil));
    if (login !== right.login || password !== right.password || this.#person === null) {
      this.#failures += 1;
      if (this.#failures < lockAfter) return refuse("auth.failed");
      this.lockedUntil = Date.now() + 15 * 60_000;
      return refuse("auth.locked", String(this.lockedUntil));
    }
    this.#left = [...this.steps];
    return this.#next(this.#person);
  }

  /** The session with the next step that is still to be done. */
  #next(me: Me): Answer {
    const stage = this.#left.shift() ?? "open";
    this.me = { ...me, stage, can: stage === "open" ? (this.#person?.can ?? []) : [] };
    return ok(this.me);
  }

  #secondFactor(body: unknown): Answer {
    const { code } = SecondFactorRequest.parse(body);
    if (this.me?.stage !== "second-factor") return refuse("auth.stage");
    return code === right.code || code === right.recovery ? this.#next(this.me) : refuse("auth.code-wrong");
  }

  #enrol(body: unknown): Answer {
    const { code, password } = SecondFactorEnrolment.parse(body);
    if (this.me?.secondFactor && password !== right.password) return refuse("auth.failed", "password");
    if (this.me === null || code !== right.code) return refuse("auth.code-wrong");
    const bound = { ...this.me, secondFactor: true };
    if (this.#person !== null) this.#person = { ...this.#person, secondFactor: true };
    if (this.me.stage === "open") this.me = bound;
    else this.#next(bound);
    return ok({ me: this.me, codes });
  }

  #changePassword(body: unknown): Answer {
    const { current, next } = PasswordChange.parse(body);
    if (this.me === null) return refuse("auth.sign-in-needed");
    if (current !== right.password) return refuse("auth.failed", "current");
    if (next.startsWith("Former")) return refuse("password.reused");
    this.#revoked.push("s-phone");
    return this.me.stage === "open" ? ok(this.me) : this.#next(this.me);
  }

  #sessions() {
    const at = Date.now();
    const agent = (name: string) => `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${name}`;
    const sessions = [
      { id: "s-here", agent: agent("Chrome/126.0.0.0 Safari/537.36"), from: "10.20.3.4", current: true },
      { id: "s-phone", agent: "Mozilla/5.0 (Linux; Android 14) Chrome/118.0 Safari/537.36", from: "10.20.9.77" },
    ];
    return SessionList.parse({
      at,
      sessions: sessions
        .filter((s) => !this.#revoked.includes(s.id))
        .map((s, i) => ({ current: false, createdAt: at - 7_200_000 * (i + 1), lastSeenAt: at - 60_000 * i, ...s })),
    });
  }

  #setup(method: string, body: unknown): Answer {
    if (method === "GET") return ok({ open: this.setupOpen });
    if (!this.setupOpen) return refuse("setup.closed");
    const { systemAdmin, securityAdmin, auditAdmin } = SetupRequest.parse(body);
    this.setupOpen = false;
    const accounts = [systemAdmin, securityAdmin, auditAdmin].map(({ login, name }, i) =>
      FirstPassword.parse({
        userId: UserId.parse(`00000000-0000-4000-8000-00000000010${i}`),
        login,
        name,
        password: `Erst-pass${i}word`,
      }),
    );
    return ok({ accounts });
  }
}
