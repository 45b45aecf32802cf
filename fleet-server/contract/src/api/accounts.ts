// Accounts, sessions and organisations over HTTP.
import { Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { ContractId, OrganisationId, UserId } from "../ids.ts";
import { Grant, Me } from "./access.ts";

/** Login names are typed on phones and at public desks: small letters, digits, dot, hyphen. */
export const Login = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9.-]{2,31}$/, "3-32 of a-z 0-9 . - , beginning with a letter");
const PersonName = z.string().trim().min(1).max(64);
/** Longer ones are refused before they are hashed. */
const Password = z.string().min(1).max(256);

export const SignInRequest = z.strictObject({ login: z.string().trim().min(1).max(64), password: Password });
/** Six digits of the authenticator, or one recovery code. */
export const SecondFactorRequest = z.strictObject({ code: z.string().trim().min(6).max(32) });
/** The first code of an authenticator; whoever replaces one they have already says their password too. */
export const SecondFactorEnrolment = z.strictObject({
  code: z.string().trim().min(6).max(32),
  password: Password.optional(),
});
export type SecondFactorEnrolment = z.infer<typeof SecondFactorEnrolment>;
export const PasswordChange = z.strictObject({ current: Password, next: Password });

/** What to put into an authenticator; shown once. */
export const SecondFactorOffer = z.object({ uri: z.string(), secret: z.string() });
export type SecondFactorOffer = z.infer<typeof SecondFactorOffer>;
/** Ten codes, each good once; shown once. */
export const RecoveryCodes = z.object({ me: Me, codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

/** The first start: one person for each of the three offices (三员). Their first passwords come back once. */
export const SetupRequest = z.strictObject({
  token: z.string().min(1).max(200),
  systemAdmin: z.strictObject({ login: Login, name: PersonName }),
  securityAdmin: z.strictObject({ login: Login, name: PersonName }),
  auditAdmin: z.strictObject({ login: Login, name: PersonName }),
});
export type SetupRequest = z.infer<typeof SetupRequest>;
export const FirstPassword = z.object({ userId: UserId, login: z.string(), name: z.string(), password: z.string() });
export type FirstPassword = z.infer<typeof FirstPassword>;
export const SetupDone = z.object({ accounts: z.array(FirstPassword) });
export type SetupDone = z.infer<typeof SetupDone>;
export const SetupState = z.object({ open: z.boolean() });

export const SessionView = z.object({
  id: z.string(),
  createdAt: Millis,
  lastSeenAt: Millis,
  from: z.string(),
  agent: z.string(),
  current: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;
export const SessionList = z.object({ at: Millis, sessions: z.array(SessionView) });

export const UserView = z.object({
  id: UserId,
  login: z.string(),
  name: z.string(),
  phone: z.string(),
  disabled: z.boolean(),
  lockedUntil: Millis.nullable(),
  createdAt: Millis,
  lastSignInAt: Millis.nullable(),
  passwordChangedAt: Millis,
  mustChangePassword: z.boolean(),
  secondFactor: z.boolean(),
  sessions: z.int(),
  grants: z.array(Grant),
  /** rises with every change; sent back with the next one */
  version: z.int(),
});
export type UserView = z.infer<typeof UserView>;
export const UserList = z.object({ at: Millis, users: z.array(UserView) });

export const NewUser = z.strictObject({
  login: Login,
  name: PersonName,
  phone: z.string().trim().max(32).default(""),
});
export type NewUser = z.infer<typeof NewUser>;
export const UserChange = z.strictObject({
  name: PersonName,
  phone: z.string().trim().max(32),
  disabled: z.boolean(),
  seenVersion: z.int(),
});
export type UserChange = z.infer<typeof UserChange>;
/** Replaces all roles of a person. */
export const GrantsChange = z.strictObject({ grants: z.array(Grant).max(60), seenVersion: z.int() });
export type GrantsChange = z.infer<typeof GrantsChange>;

export const OrganisationView = z.object({
  id: OrganisationId,
  zh: z.string(),
  en: z.string(),
  /** contracts it works in */
  contracts: z.array(ContractId),
});
export type OrganisationView = z.infer<typeof OrganisationView>;
export const OrganisationList = z.object({ organisations: z.array(OrganisationView) });
export const NewOrganisation = z.strictObject({
  id: OrganisationId,
  zh: z.string().trim().min(1).max(120),
  en: z.string().trim().min(1).max(120),
  contracts: z.array(ContractId).max(100),
});
export type NewOrganisation = z.infer<typeof NewOrganisation>;
const OrganisationNames = NewOrganisation.omit({ id: true });
/** `seen` is what the change began from: somebody else's change in between is not undone. */
export const OrganisationChange = OrganisationNames.extend({ seen: OrganisationNames });
export type OrganisationChange = z.infer<typeof OrganisationChange>;

/** How accounts are guarded; changed by the security administrator, every version kept in the audit log. */
export const SecurityPolicy = z.strictObject({
  minLength: z.int().min(8).max(64),
  /** kinds among: small letters, capitals, digits, other */
  minKinds: z.int().min(1).max(4),
  /** former passwords that may not come back */
  history: z.int().min(0).max(24),
  /** 0: never */
  rotateAfterDays: z.int().min(0).max(3650),
  lockAfterFailures: z.int().min(3).max(20),
  lockForMinutes: z.int().min(1).max(1440),
  idleLogoutMinutes: z.int().min(5).max(480),
  maxSessionHours: z.int().min(1).max(72),
  /** roles that must have a second factor */
  secondFactorRoles: z.array(Grant.shape.role),
});
export type SecurityPolicy = z.infer<typeof SecurityPolicy>;
export const SecurityPolicyView = z.object({ policy: SecurityPolicy, version: z.int() });
export const SecurityPolicyChange = z.strictObject({ policy: SecurityPolicy, seenVersion: z.int() });
