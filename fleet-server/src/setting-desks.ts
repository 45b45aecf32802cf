// What the settings pages ask, put together.
import { type FaultCode, settleFor } from "@kiosk/firmware-profiles";
import type { loadProfiles } from "@kiosk/firmware-profiles/load";
import { type KioskImportApi, KioskImportDesk } from "./fleet/kiosk-import-desk.ts";
import { type NotifyTestApi, NotifyTestDesk } from "./fleet/notify-test-desk.ts";
import { type SettingsApi, SettingsDesk, type SettleRangeOf } from "./fleet/settings-desk.ts";
import { type PointsApi, PointsDesk } from "./fleet/settings-points.ts";
import type { FleetState } from "./ingest/fleet-state.ts";
import type { GroupCommit } from "./ingest/group-commit.ts";
import type { IngestRules } from "./ingest/uplink.ts";
import { createChannels } from "./notify/create-channels.ts";
import type { NotifyConfig } from "./notify-config.ts";
import type { Clock, HistoryStore, Random } from "./ports.ts";

type Profiles = ReturnType<typeof loadProfiles>;

export interface SettingDesks {
  readonly settings: SettingsApi;
  readonly points: PointsApi;
  readonly kioskImport: KioskImportApi;
  readonly notifyTest: NotifyTestApi;
}

export function openSettingDesks(parts: {
  state: FleetState;
  history: HistoryStore;
  commit: GroupCommit;
  clock: Clock;
  random: Random;
  rules: IngestRules;
  notifyConfig: NotifyConfig;
  profiles: Profiles;
  caFingerprint: string;
}): SettingDesks {
  const { state, history, commit, clock, random, rules, notifyConfig, profiles, caFingerprint } = parts;
  return {
    settings: new SettingsDesk({ state, history, commit, clock, rules, settleRange: settleRangeOf(profiles) }),
    points: new PointsDesk({ state, history, commit, clock, random, caFingerprint }),
    kioskImport: new KioskImportDesk({ state, commit, clock }),
    notifyTest: new NotifyTestDesk({
      config: notifyConfig,
      channels: createChannels(notifyConfig),
      commit,
      clock,
      random,
    }),
  };
}

function settleRangeOf(profiles: Profiles): SettleRangeOf {
  return (code: FaultCode) => {
    const times = [...profiles.values()].map((profile) => settleFor(profile, code).raiseMs);
    return { minMs: Math.min(...times), maxMs: Math.max(...times) };
  };
}
