// HTTP: the routes of the contract, the live feed and the console's files. Read createHttpServer for the order of things.
import fastifySwagger from "@fastify/swagger";
import Fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform, validatorCompiler } from "fastify-type-provider-zod";
import type { AuditDesk } from "../fleet/audit-desk.ts";
import type { KioskHistoryApi } from "../fleet/kiosk-history.ts";
import type { KioskPointsApi } from "../fleet/kiosk-queries.ts";
import type { LiveReach } from "../fleet/live-reach.ts";
import type { SearchApi } from "../fleet/search.ts";
import type { SessionKeeper } from "../fleet/session-keeper.ts";
import type { SetupDesk } from "../fleet/setup-desk.ts";
import type { SignInDesk } from "../fleet/sign-in-desk.ts";
import type { TerminalDoor } from "../fleet/terminal-desk.ts";
import type { UserDesk } from "../fleet/user-desk.ts";
import type { WatchDesks } from "../fleet/watch-desks.ts";
import type { Whereabouts } from "../fleet/whereabouts.ts";
import type { FleetApi, LiveFeed } from "../fleet-api.ts";
import type { Clock, Log } from "../ports.ts";
import type { SettingDesks } from "../setting-desks.ts";
import type { UpkeepDesks } from "../upkeep-desks.ts";
import type { Vendors } from "../vendor-api.ts";
import { guardRoutes } from "./access.ts";
import { serveConsole } from "./console-files.ts";
import { crossSite } from "./cross-site.ts";
import { failureHandler } from "./failures.ts";
import { securityHeaders } from "./headers.ts";
import { createRateLimits, type RateLimits, rateLimits } from "./limits.ts";
import { type ConnectionLimits, connectionLimits } from "./limits-connections.ts";
import { refuseGarbage } from "./limits-garbage.ts";
import { jsonOnly } from "./limits-json.ts";
import type { ServedCertificate } from "./listen-certificate.ts";
import { openSockets, type Sockets } from "./listen-server.ts";
import { LiveHub } from "./live-hub.ts";
import { rememberedAnswers } from "./remembered-answers.ts";
import { alarmRoutes } from "./routes/alarms.ts";
import { auditRoutes } from "./routes/audit.ts";
import { calendarRoutes } from "./routes/calendars.ts";
import { contractRoutes } from "./routes/contracts.ts";
import { evidenceRoutes } from "./routes/evidence.ts";
import { faultRoutes } from "./routes/faults.ts";
import { healthRoutes } from "./routes/health.ts";
import { kioskHistoryRoutes } from "./routes/kiosk-history.ts";
import { kioskImportRoutes } from "./routes/kiosk-import.ts";
import { kioskPointRoutes } from "./routes/kiosk-points.ts";
import { kioskRoutes } from "./routes/kiosks.ts";
import { liveRoutes } from "./routes/live.ts";
import { notifyRoutes } from "./routes/notify.ts";
import { openapiRoutes } from "./routes/openapi.ts";
import { orderLinkRoutes } from "./routes/order-links.ts";
import { organisationRoutes } from "./routes/organisations.ts";
import { overviewRoutes } from "./routes/overview.ts";
import { quarantineRoutes } from "./routes/quarantine.ts";
import { rightsRoutes } from "./routes/rights.ts";
import { searchRoutes } from "./routes/search.ts";
import { sessionRoutes } from "./routes/session.ts";
import { settingRoutes } from "./routes/settings.ts";
import { terminalRoutes } from "./routes/terminal.ts";
import { userRoutes } from "./routes/users.ts";
import { vendorRoutes } from "./routes/vendor.ts";
import { wallRoutes } from "./routes/wall.ts";
import { workOrderRoutes } from "./routes/work-orders.ts";
import { registerSessions, sessionIdOf } from "./session.ts";
import { bodyDeadline, type Patience, patience } from "./slow.ts";
import { upkeepRoutes } from "./upkeep-routes.ts";

const bodyLimitBytes = 1024 * 1024;

export interface Accounts {
  readonly sessions: SessionKeeper;
  readonly signIn: SignInDesk;
  readonly users: UserDesk;
  readonly setup: SetupDesk;
  readonly auditDesk: AuditDesk;
  readonly places: Whereabouts;
  readonly reach: LiveReach;
  /** signs cookies; at least 32 characters */
  readonly cookieSecret: string;
  /** cookies only over TLS */
  readonly secureCookies: boolean;
}

/** How HTTP is reached, and how much of it anybody may have. */
export interface Doorway {
  /** null: plain HTTP, on loopback */
  readonly certificate: ServedCertificate | null;
  /** names people use for this server, beside loopback's and the certificate's */
  readonly publicNames: readonly string[];
  readonly patience: Patience;
  readonly connections: ConnectionLimits;
  readonly rates: RateLimits;
}

const plainDoorway: Doorway = {
  certificate: null,
  publicNames: [],
  patience,
  connections: connectionLimits,
  rates: rateLimits,
};

export interface HttpOptions {
  /** plain HTTP on loopback, and the product's limits, where left out */
  readonly doorway?: Partial<Doorway>;
  readonly api: FleetApi;
  readonly kioskHistory: KioskHistoryApi;
  readonly kioskPoints: KioskPointsApi;
  readonly vendors: Vendors;
  readonly search: SearchApi;
  readonly watch: WatchDesks;
  readonly settings: SettingDesks;
  readonly upkeep: UpkeepDesks;
  /** lets terminals in */
  readonly door: TerminalDoor;
  readonly feed: LiveFeed;
  readonly accounts: Accounts;
  /** folder of the built console; null: not built */
  readonly consoleDir: string | null;
  readonly log: Log;
  readonly clock: Clock;
}

/** The server, ready for `listen` or `inject`; `close` ends live connections too. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { api, feed, accounts, consoleDir, log, clock } = options;
  const onFailure = failureHandler(log);
  const { sessions, reach } = accounts;
  const hub = new LiveHub(feed, clock, ({ session, from }, event) => {
    const visitor = session === null ? undefined : sessions.visitor(session, from);
    return visitor === undefined ? undefined : reach.cut(visitor.caller, event);
  });
  const forgetEnded = sessions.onEnded((id) => hub.leaveSession(id));
  const doorway: Doorway = { ...plainDoorway, ...options.doorway };
  const { certificate } = doorway;
  let sockets: Sockets | undefined;
  const app = Fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    frameworkErrors: onFailure,
    clientErrorHandler: refuseGarbage,
    serverFactory: (listener) => {
      sockets = openSockets(listener, { ...doorway, clock, log });
      return sockets.server;
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(rememberedAnswers);
  app.setErrorHandler(onFailure);
  jsonOnly(app);
  app.addHook("onRequest", securityHeaders({ tls: certificate !== null }));
  app.addHook(
    "onRequest",
    crossSite({
      scheme: certificate === null ? "http" : "https",
      publicNames: doorway.publicNames,
      covers: (name) => certificate?.covers(name) === true,
    }),
  );
  app.addHook("preParsing", bodyDeadline(doorway.patience));
  app.addHook("preClose", async () => {
    forgetEnded();
    hub.close();
    sockets?.cutAll();
  });

  await app.register(fastifySwagger, {
    openapi: { openapi: "3.1.0", info: { title: "Kiosk fleet", version: "1" } },
    transform: jsonSchemaTransform,
  });

  await registerSessions(app, { sessions, secret: accounts.cookieSecret, secure: accounts.secureCookies });
  const limits = await createRateLimits(app, {
    limits: doorway.rates,
    callerId: (request) => {
      const id = sessionIdOf(request);
      return id === undefined ? null : (sessions.visitor(id, request.ip)?.caller.id ?? null);
    },
    log,
  });
  app.addHook("onRequest", limits.onRequest);
  app.addHook("preValidation", limits.preValidation);
  const { places, auditDesk } = accounts;
  const accessTable = guardRoutes(app, { sessions, terminals: options.door, places, auditDesk, log });

  const routes = { prefix: "/api/v1", api };
  const ofAccounts = { prefix: "/api/v1", ...accounts, clock };
  await app.register(sessionRoutes, ofAccounts);
  await app.register(userRoutes, ofAccounts);
  await app.register(auditRoutes, ofAccounts);
  await app.register(rightsRoutes, { prefix: "/api/v1", accessTable });
  await app.register(healthRoutes, routes);
  await app.register(overviewRoutes, routes);
  await app.register(contractRoutes, routes);
  await app.register(kioskRoutes, routes);
  await app.register(kioskHistoryRoutes, { prefix: "/api/v1", kioskHistory: options.kioskHistory });
  await app.register(kioskPointRoutes, { prefix: "/api/v1", kioskPoints: options.kioskPoints });
  await app.register(workOrderRoutes, routes);
  await app.register(organisationRoutes, { prefix: "/api/v1", firms: options.vendors.firms });
  await app.register(vendorRoutes, { prefix: "/api/v1", vendor: options.vendors.desk });
  await app.register(orderLinkRoutes, { prefix: "/api/v1", links: options.vendors.links, sessions });
  await app.register(evidenceRoutes, routes);
  await app.register(alarmRoutes, routes);
  await app.register(searchRoutes, { prefix: "/api/v1", search: options.search });
  await app.register(calendarRoutes, routes);
  await app.register(quarantineRoutes, { prefix: "/api/v1", ...options.watch });
  await app.register(faultRoutes, { prefix: "/api/v1", ...options.watch });
  await app.register(wallRoutes, { prefix: "/api/v1", ...options.watch, sessions });
  await app.register(settingRoutes, { prefix: "/api/v1", ...options.settings });
  await app.register(kioskImportRoutes, { prefix: "/api/v1", ...options.settings });
  await app.register(notifyRoutes, { prefix: "/api/v1", ...options.settings });
  await app.register(upkeepRoutes, { prefix: "/api/v1", upkeep: options.upkeep });
  await app.register(terminalRoutes, { prefix: "/terminal/v1", terminals: options.upkeep.terminals });
  await app.register(liveRoutes, { prefix: "/api/v1", hub });
  await app.register(openapiRoutes, { prefix: "/api" });
  await serveConsole(app, consoleDir);
  return app;
}
