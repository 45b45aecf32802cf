// Everything about accounts, put together.
import type { SecurityPolicy } from "@kiosk/contract";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Authenticator, Clock, HistoryStore, Log, PasswordHasher, Random } from "../ports.ts";
import type { Secrets } from "../secrets/secrets.ts";
import type { UpkeepHistory } from "../upkeep-ports.ts";
import { AuditDesk } from "./audit-desk.ts";
import { LiveReach } from "./live-reach.ts";
import { SessionKeeper } from "./session-keeper.ts";
import { SetupDesk } from "./setup-desk.ts";
import { SignInDesk } from "./sign-in-desk.ts";
import { UserDesk } from "./user-desk.ts";
import { Whereabouts } from "./whereabouts.ts";

export function openAccounts(parts: {
  state: FleetState;
  history: HistoryStore;
  upkeep: UpkeepHistory;
  commit: GroupCommit;
  clock: Clock;
  random: Random;
  log: Log;
  secrets: Secrets;
  hasher: PasswordHasher;
  authenticator: Authenticator;
  firstPolicy: SecurityPolicy;
  secureCookies: boolean;
}) {
  const { state, random, secrets, secureCookies } = parts;
  const sessions = new SessionKeeper(parts);
  const users = new UserDesk({ ...parts, sessions });
  return {
    sessions,
    users,
    signIn: new SignInDesk({ ...parts, box: secrets.box, sessions }),
    setup: new SetupDesk({ state, users, random }),
    auditDesk: new AuditDesk(parts),
    places: new Whereabouts(parts),
    reach: new LiveReach(state),
    // the same on every server with this key file, and not to be had from the database
    cookieSecret: secrets.linkKey.sign("session-cookie"),
    secureCookies,
  };
}
