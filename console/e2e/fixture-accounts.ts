// The accounts of the fixture server, kept as the fleet server keeps them: versions, exclusion of roles, first passwords.
import {
  type ErrorCode,
  errorCodes,
  FirstPassword,
  GrantsChange,
  NewOrganisation,
  NewUser,
  OrganisationChange,
  OrganisationList,
  type OrganisationView,
  type SecurityPolicy,
  SecurityPolicyChange,
  SecurityPolicyView,
  SessionList,
  UserChange,
  UserId,
  UserList,
  UserView,
} from "@kiosk/contract";
import { grantsProblem } from "../../fleet-server/src/domain/account/grants.ts";
import { defaultSecurityPolicy } from "../../fleet-server/src/domain/account/password-rules.ts";
import type { Answer } from "./fixture-api.ts";

const ok = (body: unknown, status = 200): Answer => ({ status, body });
function refuse(code: ErrorCode, detail = ""): Answer {
  const { http, zh, en } = errorCodes[code];
  return { status: http, body: { code, zh, en, issues: detail === "" ? [] : [{ path: "", message: detail }] } };
}

const h = 3_600_000;
const userId = (n: number) => UserId.parse(`00000000-0000-4000-8000-0000000002${String(n).padStart(2, "0")}`);

function buildUsers(now: number): UserView[] {
  const grant = (role: string, contractId: string | null = "changning", organisationId: string | null = null) => ({
    role,
    contractId,
    organisationId,
  });
  const user = (n: number, login: string, name: string, grants: object[], over: object = {}) =>
    UserView.parse({
      id: userId(n),
      login,
      name,
      phone: `138 0000 00${String(n).padStart(2, "0")}`,
      disabled: false,
      lockedUntil: null,
      createdAt: now - 60 * 24 * h,
      lastSignInAt: now - n * 3 * h,
      passwordChangedAt: now - 20 * 24 * h,
      mustChangePassword: false,
      secondFactor: false,
      sessions: 1,
      grants,
      version: 1,
      ...over,
    });
  return [
    user(1, "admin.sys", "沈系统", [grant("system_admin", null)], { secondFactor: true }),
    user(2, "admin.sec", "安全辉", [grant("security_admin", null)], { secondFactor: true }),
    user(3, "admin.audit", "程审计", [grant("audit_admin", null)], { secondFactor: true, sessions: 0 }),
    user(4, "wang.min", "王敏", [grant("district_admin"), grant("district_viewer", "dazhou")], { sessions: 2 }),
    user(5, "chen.pm", "陈经理", [grant("project_manager"), grant("project_manager", "dazhou")]),
    user(6, "zhou", "周师傅", [grant("technician")], { lockedUntil: now + 12 * 60_000, sessions: 0 }),
    user(7, "li.dispatch", "李调度", [grant("dispatcher")]),
    user(8, "zhang.v", "张工", [grant("vendor", "changning", "centerm")], {
      mustChangePassword: true,
      lastSignInAt: null,
    }),
    user(9, "liu.new", "刘新", [], { mustChangePassword: true, lastSignInAt: null, sessions: 0, phone: "" }),
    user(10, "old.hand", "老韩", [grant("technician")], { disabled: true, sessions: 0 }),
  ];
}

export class FixtureAccounts {
  users: UserView[] = [];
  organisations: OrganisationView[] = [];
  policy: { policy: SecurityPolicy; version: number } = { policy: defaultSecurityPolicy, version: 3 };
  /** somebody else is faster than the next change of a user, grants or the policy */
  conflictNext = false;
  #ended = new Set<string>();

  reset(now: number): void {
    this.users = buildUsers(now);
    this.organisations = OrganisationList.parse({
      organisations: [
        { id: "centerm", zh: "升腾资讯", en: "Centerm", contracts: ["changning"] },
        {
          id: "olivetti-sh",
          zh: "上海好利获得维修站",
          en: "Olivetti Shanghai service",
          contracts: ["changning", "dazhou"],
        },
      ],
    }).organisations;
    this.policy = { policy: defaultSecurityPolicy, version: 3 };
    this.conflictNext = false;
    this.#ended.clear();
  }

  answer(method: string, path: string, body: unknown, empty: boolean): Answer | undefined {
    const [, resource, id, leaf, session] = path.split("/").map(decodeURIComponent);
    const at = Date.now();
    switch (resource) {
      case "users":
        if (id !== undefined) return this.#user(method, id, leaf, session, body);
        if (method === "POST") return this.#create(body);
        return ok(UserList.parse({ at, users: empty ? [] : this.users }));
      case "organisations":
        if (method === "POST") return this.#newOrganisation(body);
        if (method === "PUT") return this.#changeOrganisation(id ?? "", body);
        return ok({ organisations: empty ? [] : this.organisations });
      case "security-policy":
        return method === "PUT" ? this.#changePolicy(body) : ok(SecurityPolicyView.parse(this.policy));
      default:
        return undefined;
    }
  }

  #create(body: unknown): Answer {
    const input = NewUser.parse(body);
    if (this.users.some((u) => u.login === input.login)) return refuse("account.exists", input.login);
    const at = Date.now();
    const made = UserView.parse({
      ...input,
      id: userId(50 + this.users.length),
      disabled: false,
      lockedUntil: null,
      createdAt: at,
      lastSignInAt: null,
      passwordChangedAt: at,
      mustChangePassword: true,
      secondFactor: false,
      sessions: 0,
      grants: [],
      version: 1,
    });
    this.users = [...this.users, made];
    return ok(this.#password(made), 201);
  }

  #password({ id, login, name }: UserView) {
    return FirstPassword.parse({ userId: id, login, name, password: "Jv7-kettle-Moss-42" });
  }

  #user(method: string, id: string, leaf: string | undefined, session: string | undefined, body: unknown): Answer {
    const user = this.users.find((u) => u.id === id);
    if (user === undefined) return refuse("resource.not-found", id);
    switch (`${method} ${leaf ?? ""}`) {
      case "PUT ": {
        const { seenVersion, ...input } = UserChange.parse(body);
        return this.#edit(user, seenVersion, { ...input, sessions: input.disabled ? 0 : user.sessions });
      }
      case "PUT grants": {
        const { grants, seenVersion } = GrantsChange.parse(body);
        const problem = grantsProblem(grants);
        if (problem !== null) return refuse("account.roles-exclude", problem.message);
        return this.#edit(user, seenVersion, { grants });
      }
      case "POST password":
        this.#edit(user, user.version, { mustChangePassword: true, sessions: 0, lockedUntil: null });
        return ok(this.#password(user));
      case "POST unlock":
        return this.#edit(user, user.version, { lockedUntil: null });
      case "DELETE second-factor":
        return this.#edit(user, user.version, { secondFactor: false, sessions: 0 });
      case "GET sessions":
        return ok(this.#sessions(user));
      case "DELETE sessions":
        this.#ended.add(session ?? "");
        this.#edit(user, user.version, { sessions: user.sessions - 1 });
        return ok(this.#sessions(user));
      default:
        return refuse("resource.not-found");
    }
  }

  #edit(user: UserView, seenVersion: number, change: Partial<UserView>): Answer {
    if (this.conflictNext) {
      this.conflictNext = false;
      this.#put({ ...user, name: `${user.name}（已更名）`, phone: "139 9999 9999", version: user.version + 1 });
      return refuse("account.stale");
    }
    if (seenVersion !== user.version) return refuse("account.stale");
    return ok(this.#put({ ...user, ...change, version: user.version + 1 }));
  }

  #put(user: UserView): UserView {
    this.users = this.users.map((u) => (u.id === user.id ? user : u));
    return user;
  }

  #sessions(user: UserView) {
    const at = Date.now();
    const sessions = Array.from({ length: 3 }, (_, i) => ({
      id: `${user.login}-${i}`,
      createdAt: at - (i + 1) * h,
      lastSeenAt: at - i * 5 * 60_000,
      from: `10.20.3.${10 + i}`,
      agent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/126.0.0.0 Safari/537.36",
      current: false,
    }));
    const open = sessions.filter((s) => !this.#ended.has(s.id)).slice(0, user.sessions);
    return SessionList.parse({ at, sessions: open });
  }

  #changeOrganisation(id: string, body: unknown): Answer {
    const { seen, ...wanted } = OrganisationChange.parse(body);
    const before = this.organisations.find((o) => o.id === id);
    if (before === undefined) return refuse("resource.not-found", id);
    if (before.zh !== seen.zh) return refuse("setting.stale", id);
    if (before.contracts.some((c) => !wanted.contracts.includes(c)))
      return refuse("organisation.in-use", "WO-20261120-0001");
    this.organisations = this.organisations.map((o) => (o.id === id ? { id: o.id, ...wanted } : o));
    return ok({ organisations: this.organisations });
  }

  #newOrganisation(body: unknown): Answer {
    const input = NewOrganisation.parse(body);
    if (this.organisations.some((o) => o.id === input.id)) return refuse("organisation.exists", input.id);
    this.organisations = [...this.organisations, input];
    return ok({ organisations: this.organisations }, 201);
  }

  #changePolicy(body: unknown): Answer {
    const { policy, seenVersion } = SecurityPolicyChange.parse(body);
    if (this.conflictNext) {
      this.conflictNext = false;
      const { policy: old, version } = this.policy;
      this.policy = { policy: { ...old, minLength: 14, lockForMinutes: 60 }, version: version + 1 };
    }
    if (seenVersion !== this.policy.version) return refuse("account.stale");
    this.policy = { policy, version: seenVersion + 1 };
    return ok(this.policy);
  }
}
