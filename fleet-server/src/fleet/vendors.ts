// Everything about firms, put together.
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock, HistoryStore, Random } from "../ports.ts";
import type { LinkKey } from "../secrets/secrets.ts";
import type { Vendors } from "../vendor-api.ts";
import { OrderLinks } from "./order-links.ts";
import type { SessionKeeper } from "./session-keeper.ts";
import { type Sheet, VendorDesk } from "./vendor-desk.ts";
import { VendorFirms } from "./vendor-firms.ts";

export function openVendors(parts: {
  readonly state: FleetState;
  readonly history: HistoryStore;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly random: Random;
  readonly linkKey: LinkKey;
  readonly sessions: SessionKeeper;
  readonly sheet: Sheet | undefined;
}): Vendors {
  const { state, random, linkKey, sessions } = parts;
  return {
    desk: new VendorDesk(parts),
    firms: new VendorFirms(parts),
    links: new OrderLinks({
      ...parts,
      signer: linkKey,
      newId: random.uuid,
      endSessions: async (subject, by) => {
        const open = [...state.accounts.sessions].filter((session) => session.subject === subject);
        for (const { id } of open) await sessions.end(id, by, "session.revoked");
      },
    }),
  };
}
