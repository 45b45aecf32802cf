// The fleet server put together. Read startApp for what there is and in which order it comes up and goes down.

import { join } from "node:path";
import type { SecurityPolicy, ServerHealth } from "@kiosk/contract";
import { loadProfiles } from "@kiosk/firmware-profiles/load";
import { type Argon2Cost, createArgon2, productCost } from "./accounts/argon2.ts";
import { totpAuthenticator } from "./accounts/totp.ts";
import { Broker } from "./broker/broker.ts";
import { loadCalendars } from "./calendar-data.ts";
import { defaultSecurityPolicy } from "./domain/account/password-rules.ts";
import { mergeWindowMs } from "./domain/fault/settle.ts";
import { orderRules } from "./domain/work-order/rules.ts";
import { openEntrance } from "./entrance.ts";
import { openAccounts } from "./fleet/accounts.ts";
import { ContractCommands } from "./fleet/contract-commands.ts";
import { ContractQueries } from "./fleet/contract-queries.ts";
import { Enrolment } from "./fleet/enrolment.ts";
import { EvidenceRoom } from "./fleet/evidence-room.ts";
import { Fleet } from "./fleet/fleet.ts";
import { InspectionGlance } from "./fleet/inspection-glance.ts";
import { KioskCommands } from "./fleet/kiosk-commands.ts";
import { KioskHistory } from "./fleet/kiosk-history.ts";
import { KioskIndex } from "./fleet/kiosk-index.ts";
import { KioskQueries } from "./fleet/kiosk-queries.ts";
import { plantLaw } from "./fleet/law.ts";
import { LiveFeedHub } from "./fleet/live-feed.ts";
import { orderPlacesOf } from "./fleet/live-places.ts";
import { touchesUpkeep } from "./fleet/live-upkeep.ts";
import { OrderCommands } from "./fleet/order-commands.ts";
import { OrderQueries } from "./fleet/order-queries.ts";
import { OverviewDesk } from "./fleet/overview.ts";
import { Rebirths } from "./fleet/rebirths.ts";
import { FleetSearch } from "./fleet/search.ts";
import { plantInspectionRules, plantSeed, readSeed } from "./fleet/seed.ts";
import { TerminalGate } from "./fleet/terminal-desk.ts";
import { openVendors } from "./fleet/vendors.ts";
import { openWatchDesks } from "./fleet/watch-desks.ts";
import { createHttpServer, type Doorway } from "./http/http-server.ts";
import type { ListenPlan } from "./http/listen.ts";
import { certificateEveryMs } from "./http/listen-certificate.ts";
import { FleetState } from "./ingest/fleet-state.ts";
import { GroupCommit } from "./ingest/group-commit.ts";
import { quarantine } from "./ingest/quarantine.ts";
import { ingest } from "./ingest/steps.ts";
import type { Effect, Unit } from "./ingest/unit.ts";
import type { IngestCounters, IngestRules } from "./ingest/uplink.ts";
import { deliverEveryMs, NoticeDelivery } from "./jobs/deliver-notices.ts";
import { endEveryMs, endSuppressions } from "./jobs/end-suppressions.ts";
import { every, type Job } from "./jobs/every.ts";
import { passageEveryMs, passTime } from "./jobs/passage-of-time.ts";
import { Hearing, sweep, sweepEveryMs } from "./jobs/presence-sweep.ts";
import { trimEveryMs, trimQuarantine } from "./jobs/quarantine-trim.ts";
import { AvailabilityWatch, lookEveryMs, sampleEveryMs, trimSamples } from "./jobs/sample-availability.ts";
import { createChannels } from "./notify/create-channels.ts";
import { type NotifyConfig, noNotifyConfig } from "./notify-config.ts";
import { noticeTargets } from "./notify-targets.ts";
import { notifyViewOf } from "./notify-view.ts";
import type { Clock, FleetStore, Log, Random } from "./ports.ts";
import { blamesRecord, StoreError } from "./ports.ts";
import { factsTable, settleTable } from "./profile-tables.ts";
import { keyRecord, openSecrets } from "./secrets/open-secrets.ts";
import { openSettingDesks } from "./setting-desks.ts";
import { loadPolicies } from "./sla-data.ts";
import { loadFormulas, scoreSheet } from "./sla-formulas.ts";
import { openEvidenceFiles } from "./store/evidence-files.ts";
import { inflate } from "./store/inflate.ts";
import { openSqliteStore } from "./store/sqlite-store.ts";
import { openUpkeep } from "./upkeep-desks.ts";
import { version } from "./version.ts";

export interface AppOptions {
  readonly dataDir: string;
  /** 0: any free port */
  readonly httpPort: number;
  readonly mqttPort: number;
  /** where terminals connect to, over TLS */
  readonly mqttHost: string;
  /** plain MQTT on loopback; null: none */
  readonly plainMqttPort: number | null;
  /** the built console; null: none */
  readonly consoleDir: string | null;
  /** contracts and terminals to load where they are not there yet; null: none */
  readonly seedDir: string | null;
  readonly demo: boolean;
  /** how people are told besides the console; none when left out */
  readonly notify?: NotifyConfig;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** where HTTP listens; plain on loopback when left out */
  readonly listen?: ListenPlan;
  /** how much of HTTP anybody may have; the product's own where left out */
  readonly limits?: Partial<Pick<Doorway, "patience" | "connections" | "rates">>;
  /** what secrets are sealed with; in the data folder when left out */
  readonly keyFile?: string;
  /** how accounts are guarded until the security administrator says otherwise; the product's own where left out */
  readonly firstPolicy?: Partial<SecurityPolicy>;
  /** how much a password costs to try; the product's own when left out */
  readonly passwordCost?: Argon2Cost;
  /** another store than the SQLite file of the data folder */
  readonly store?: FleetStore;
}

export interface App {
  readonly httpUrl: string;
  readonly mqttPort: number;
  readonly caFile: string;
  /** of the link that names the first administrators; null once there are accounts */
  readonly setupToken: string | null;
  stop(): Promise<void>;
}

/** @throws StoreOpenError, SeedError, or the listen error of a port in use */
export async function startApp(options: AppOptions): Promise<App> {
  const { clock, log, random } = options;
  const startedAt = clock.now();
  const store = options.store ?? (await openSqliteStore(join(options.dataDir, "fleet.db")));
  const stops: (() => Promise<void>)[] = [() => store.close()];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const { dataDir, listen: plan } = options;
    const entrance = await openEntrance({ dataDir, clock, log, ...(plan === undefined ? {} : { plan }) });
    const { tls, terminals } = entrance;
    const profiles = loadProfiles();
    const state = FleetState.from(await store.loadFleet(startedAt - mergeWindowMs), startedAt);
    const profileFacts = factsTable(profiles);
    const feed = new LiveFeedHub(random.uuid(), clock);
    const notifyConfig = options.notify ?? noNotifyConfig;
    const rules: IngestRules = {
      settleOf: settleTable(profiles),
      orderRules,
      newId: random.uuid,
      appName: (id) => state.shelf.nameOf(id),
      notify: (alarm, escalation) => noticeTargets(notifyConfig, alarm, escalation),
    };
    const counters: IngestCounters = { acceptedReports: 0, replays: 0, quarantined: 0 };
    const hearing = new Hearing(clock);
    const rebirths = new Rebirths(clock);
    let carryOut: (effect: Effect) => void = () => {};
    const search = new FleetSearch({ state, history: store.history, clock });
    const commit = new GroupCommit({
      state,
      store,
      clock,
      log,
      committed: (unit) => {
        search.follow(unit);
        publishChanges(unit, state, feed, carryOut);
      },
    });
    stops.push(async () => feed.close());

    const keyFile = options.keyFile ?? join(options.dataDir, "keys", "secrets.key");
    const secrets = await openSecrets({ file: keyFile, random, view: state });
    const keyRow = keyRecord(state, secrets.keyId);
    if (keyRow !== undefined) await commit.run((unit) => unit.put("meta", keyRow));

    await plantLaw(commit, state, { policies: loadPolicies(), calendars: loadCalendars() }, clock, log);
    if (options.seedDir !== null) {
      const seed = await readSeed(options.seedDir);
      const planted = await plantSeed(seed, commit, clock);
      await plantInspectionRules(seed, store.upkeep.inspections, commit, clock);
      if (planted > 0) log.info("seed.planted", { terminals: planted });
    }

    const enrolment = new Enrolment({ state, history: store.history, commit, clock, random });
    const broker = await Broker.start({
      tls,
      tlsHost: options.mqttHost,
      tlsPort: options.mqttPort,
      plainPort: options.plainMqttPort,
      log,
      authenticate: (username, password) => enrolment.authenticate(username, password),
      take: async (message) => {
        const received = { ...message, receivedAt: clock.now() };
        hearing.note(message.kioskId);
        try {
          const hurry = !message.topic.endsWith("/heartbeat");
          await commit.run((unit) => ingest(received, unit, rules, counters), true, hurry);
        } catch (error) {
          // the store is down: unacknowledged, the kiosk keeps it. Anything else is a defect of ours: keep the message.
          if (error instanceof StoreError && !blamesRecord(error)) throw error;
          const detail = error instanceof Error ? error.message : String(error);
          await commit.run((unit) => quarantine(received, "wire.processing", detail, unit, rules, counters), true);
        }
      },
      refused: (kioskId, topic, code, detail, bytes) => {
        const message = { kioskId, topic, payload: new Uint8Array(), receivedAt: clock.now(), bytes };
        commit
          .run((unit) => quarantine(message, code, detail, unit, rules, counters), true)
          .catch((error: unknown) => log.error("quarantine.failed", { message: String(error) }));
      },
      listening: (kioskId) => carryOut({ name: "resend-commands", kioskId }),
    });
    carryOut = (effect) => {
      if (effect.name === "ask-rebirth" && !rebirths.ask(effect.kioskId)) return;
      for (const command of commandsOf(effect, state, random, clock)) {
        broker
          .send(effect.kioskId, command)
          .catch((error: unknown) => log.warn("downlink.failed", { kioskId: effect.kioskId, message: String(error) }));
      }
    };
    terminals.onChange((pair) => broker.useCertificate(pair));
    // the writer closes first: what it does not take any more is not acknowledged
    stops.push(
      () => broker.close(),
      () => commit.close(),
    );

    const health = (): ServerHealth => ({
      at: clock.now(),
      startedAt,
      version,
      store: { ...commit.health, dialect: store.dialect },
      clock: { wentBackMs: clock.wentBackMs(), at: clock.wentBackMs() > 0 ? clock.now() : null },
      mqtt: { connected: broker.connected, ...counters },
      certificates: entrance.health(),
      demo: options.demo,
    });
    const { history } = store;
    const orderQueries = new OrderQueries({ state, history, clock });
    const kioskIndex = new KioskIndex(state);
    const kioskQueries = new KioskQueries({ index: kioskIndex, clock });
    const files = await openEvidenceFiles(join(options.dataDir, "evidence"));
    const api = new Fleet({
      state,
      history,
      kiosks: new KioskCommands({ state, commit, clock, rules, profileFacts }),
      orders: new OrderCommands({
        state,
        history,
        commit,
        clock,
        rules,
        detail: (open) => orderQueries.detail(open, undefined),
      }),
      orderQueries,
      kioskIndex,
      kioskQueries,
      overviewDesk: new OverviewDesk({
        index: kioskIndex,
        orders: orderQueries,
        state,
        faultHistory: store.faultHistory,
        inspections: new InspectionGlance({ state, history: store.upkeep.inspections }),
        clock,
      }),
      contracts: new ContractCommands({ state, history, commit, clock, rules }),
      contractQueries: new ContractQueries({ state, history, clock }),
      evidence: new EvidenceRoom({ files, history, commit, clock, inflate }),
      enrolment,
      clock,
      profileFacts,
      health,
      notifyView: notifyViewOf(notifyConfig),
      caFingerprint: tls.caFingerprint,
    });
    const accounts = openAccounts({
      state,
      history,
      upkeep: store.upkeep,
      commit,
      clock,
      random,
      log,
      secrets,
      hasher: createArgon2(random, options.passwordCost ?? productCost),
      authenticator: totpAuthenticator,
      firstPolicy: { ...defaultSecurityPolicy, ...options.firstPolicy },
      secureCookies: entrance.doorway.certificate !== null,
    });
    const { sessions } = accounts;
    const { linkKey } = secrets;
    const vendors = openVendors({
      ...{ state, history, commit, clock, random, linkKey, sessions },
      sheet: scoreSheet(loadFormulas()),
    });
    const upkeep = await openUpkeep({
      ...{ state, store, commit, clock, random, rules, files, api, log, profiles },
      dataDir: options.dataDir,
      box: secrets.box,
      profileFacts,
    });
    const http = await createHttpServer({
      doorway: { ...entrance.doorway, ...options.limits },
      api,
      kioskHistory: new KioskHistory({ state, history, clock }),
      kioskPoints: kioskQueries,
      vendors,
      search,
      watch: openWatchDesks({
        ...{ state, store, commit, clock, random, rules, counters },
        sessions: accounts.sessions,
      }),
      settings: openSettingDesks({
        ...{ state, history, commit, clock, random, rules, notifyConfig, profiles },
        caFingerprint: tls.caFingerprint,
      }),
      upkeep,
      door: new TerminalGate({
        authenticate: (username, password) => enrolment.authenticate(username, password),
        clock,
      }),
      feed,
      accounts,
      consoleDir: options.consoleDir,
      log,
      clock,
    });
    stops.push(() => http.close());
    await http.listen({ host: entrance.host, port: options.httpPort });
    const httpUrl = entrance.urlOf(http.server.address());

    const channels = createChannels(notifyConfig);
    const delivery = new NoticeDelivery({ config: notifyConfig, channels, state, history, commit, clock, random, log });
    stops.push(() => delivery.stop());
    const availability = new AvailabilityWatch();
    const jobs: Job[] = [
      every(certificateEveryMs, "certificates", log, () => entrance.refresh()),
      every(deliverEveryMs, "deliver-notices", log, () => delivery.run()),
      every(passageEveryMs, "passage-of-time", log, () => passTime(state, commit, rules, clock)),
      every(sweepEveryMs, "presence-sweep", log, () => sweep(state, commit, rules, clock, hearing)),
      every(trimEveryMs, "quarantine-trim", log, () => trimQuarantine(state, commit, store.history, clock.now())),
      every(endEveryMs, "suppression-end", log, () => endSuppressions(state, commit, clock.now())),
      every(sampleEveryMs, "availability-trim", log, () => trimSamples(state, store.history, clock.now())),
      every(lookEveryMs, "availability", log, () => availability.run(state, commit, clock.now())),
    ];
    for (const job of [...jobs, ...upkeep.jobs]) stops.push(() => job.stop());
    const setupToken = accounts.setup.open ? accounts.setup.token : null;
    return { httpUrl, mqttPort: broker.port, caFile: tls.caFile, setupToken, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** After COMMIT, before the acknowledgement: watchers hear what changed, waiting commands go out. */
function publishChanges(unit: Unit, state: FleetState, feed: LiveFeedHub, carryOut: (effect: Effect) => void): void {
  const { touchedKiosks: kiosks, touchedOrders: orders } = unit;
  const orderPlaces = orderPlacesOf(unit, state);
  const flags = {
    quarantine: unit.touchedQuarantine,
    alarms: unit.touchedAlarms,
    terms: unit.touchedTerms,
    upkeep: touchesUpkeep(unit),
  };
  if (kiosks.size > 0 || orders.size > 0 || Object.values(flags).includes(true)) {
    feed.publish({ kiosks, orders, orderPlaces, ...flags });
  }
  for (const effect of unit.effects) carryOut(effect);
}

function commandsOf(effect: Effect, state: FleetState, random: Random, clock: Clock) {
  switch (effect.name) {
    case "send-command":
      return [effect.command];
    case "resend-commands":
      return state.waitingCommands(effect.kioskId).map((stored) => stored.body);
    case "ask-rebirth":
      return [{ v: 1, commandId: random.uuid(), issuedAt: clock.now(), command: { type: "rebirth" } } as const];
  }
}
