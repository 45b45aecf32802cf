// Who may do what, in words: roles as the contract and 等级保护 name them, and every right that a route or an action asks for.
// Which role holds which right is one table of the server's domain (domain/account/rights.ts).
import { z } from "zod";
import { ContractId, OrganisationId, UserId } from "../ids.ts";

/** Held in one contract; `vendor` also for one organisation. */
export const contractRoles = [
  /** 甲方管理员 */
  "district_admin",
  /** 甲方只读 */
  "district_viewer",
  /** 项目经理 */
  "project_manager",
  /** 调度 */
  "dispatcher",
  /** 运维工程师 */
  "technician",
  /** 厂商 */
  "vendor",
] as const;
/** 三员: of the whole installation, each excluding the others and every role of a contract. */
export const systemRoles = ["system_admin", "security_admin", "audit_admin"] as const;
export const roles = [...contractRoles, ...systemRoles] as const;
export type ContractRole = (typeof contractRoles)[number];
export type SystemRole = (typeof systemRoles)[number];
export type Role = (typeof roles)[number];

export const rights = [
  "overview.read",
  "kiosk.read",
  "kiosk.manage",
  "kiosk.enrol",
  "kiosk.replace",
  "fault.read",
  "fault.acknowledge",
  "fault.suppress",
  "order.read",
  "order.open",
  "order.act",
  "order.link",
  "alarm.read",
  "evidence.read",
  "evidence.add",
  "contract.read",
  "contract.create",
  "terms.change",
  "part.read",
  "part.receive",
  "statement.read",
  "calendar.read",
  "calendar.import",
  "setting.read",
  "setting.change",
  "notify.read",
  "notify.test",
  "quarantine.read",
  "quarantine.resolve",
  "report.read",
  "report.draft",
  "report.review",
  "report.acknowledge",
  "report.template",
  "inspection.read",
  "inspection.perform",
  "inspection.rule",
  "route.read",
  "route.plan",
  "field.use",
  "field.attend",
  "supply.read",
  "stock.read",
  "stock.move",
  "guarantee.read",
  "guarantee.declare",
  "problem.change",
  "shelf.read",
  /** 上传应用包，登记测试 */
  "shelf.publish",
  /** 走查、上线、停用 */
  "shelf.review",
  /** 上架、下架、调整、修改、换风格 */
  "shelf.change",
  /** 发布者公钥 */
  "shelf.trust",
  /** 好差评与问题反映 */
  "voice.read",
  "staffcode.issue",
  "wall.read",
  "wall.issue",
  "search.use",
  "organisation.read",
  "organisation.manage",
  "user.read",
  "user.manage",
  "grant.change",
  "session.revoke",
  "security.change",
  "audit.read",
] as const;
export type Right = (typeof rights)[number];

/** One role a person holds. System roles have no contract, only `vendor` has an organisation. */
export const Grant = z.object({
  role: z.enum(roles),
  contractId: ContractId.nullable(),
  organisationId: OrganisationId.nullable(),
});
export type Grant = z.infer<typeof Grant>;

/** What a session still has to do before it may do anything else. */
export const sessionStages = ["second-factor", "enrol-second-factor", "change-password", "open"] as const;
export type SessionStage = (typeof sessionStages)[number];

/** The signed-in person: what the console may show follows from `can`. */
export const Me = z.object({
  userId: UserId.nullable(),
  /** login name; null for a signed link and a wall screen */
  login: z.string().nullable(),
  name: z.string(),
  kind: z.enum(["person", "link", "wall"]),
  stage: z.enum(sessionStages),
  /** an authenticator is bound to the account */
  secondFactor: z.boolean(),
  grants: z.array(Grant),
  /** rights held, with the contracts they are held in; null: held without a contract */
  can: z.array(z.object({ right: z.enum(rights), contracts: z.array(ContractId).nullable() })),
  /** the page to open first */
  home: z.string(),
  /** signed links: the one order */
  orderId: z.string().nullable(),
  /** the session ends by itself after so long without a request */
  idleLimitMs: z.int(),
});
export type Me = z.infer<typeof Me>;

/** The whole table as the server enforces it. `on`: what the right is asked for on; `anywhere` cuts lists to one's reach. */
export const RightsTable = z.object({
  rights: z.array(z.object({ right: z.string(), roles: z.array(z.string()) })),
  /** what a terminal may do at the broker, under its own topics only */
  terminals: z.array(z.object({ leaf: z.string(), right: z.string() })),
  routes: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      who: z.enum(["public", "signed-in", "holder", "terminal"]),
      right: z.enum(rights).nullable(),
      on: z.string().nullable(),
    }),
  ),
});
export type RightsTable = z.infer<typeof RightsTable>;
