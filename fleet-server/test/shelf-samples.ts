// Requests for the routes of the shelf and of the citizens' screens: part of route-samples.ts.
import type { Places, Sample } from "./route-samples.ts";

type Asked = (at: Places) => Sample;

/** Nobody has it: what is asked for is not there, and nothing is changed. */
const noChangeId = "5b1cf5ba-7a2c-4e53-b1de-1df0a3f0a002";
const noDigest = "ab".repeat(32);
const contract: Asked = (at) => ({ path: { id: at.contract } });
const kiosk: Asked = (at) => ({ path: { id: at.kiosk } });
const plain: Asked = () => ({});
const withBody =
  (asked: Asked, body: object): Asked =>
  (at) => ({ ...asked(at), body });
const noPackage: Asked = () => ({ path: { digest: noDigest } });
/** Of an app that nobody has handed in. */
const noChange = {
  ...{ id: noChangeId, action: "off", packageId: "no-such-app", version: null, scope: { kind: "contract" } },
  ...{ effectiveAt: null, reason: { zh: "试", en: "Try" }, until: null, frequent: null, rollout: null },
};

/** Keys are `METHOD url` as the server lists them. */
export const shelfSamples: { readonly [route: string]: Asked } = {
  "GET /shelf/packages": plain,
  "POST /shelf/packages": plain,
  "POST /shelf/packages/:digest/tests": withBody(noPackage, { step: "test", passed: true, note: "试一试看" }),
  "POST /shelf/packages/:digest/steps": withBody(noPackage, { step: "release", passed: true, note: "试一试看" }),
  "GET /shelf/publishers": plain,
  "POST /shelf/publishers": withBody(plain, { name: "无", pem: "none" }),
  "POST /shelf/publishers/:keyId/revoke": () => ({ path: { keyId: "ab".repeat(8) } }),
  "GET /contracts/:id/shelf": contract,
  "POST /contracts/:id/shelf/preview": withBody(contract, noChange),
  "POST /contracts/:id/shelf/changes": withBody(contract, noChange),
  "POST /contracts/:id/shelf/changes/:changeId/stop": (at) => ({ path: { id: at.contract, changeId: noChangeId } }),
  "POST /contracts/:id/shelf/changes/:changeId/undo": (at) => ({ path: { id: at.contract, changeId: noChangeId } }),
  "GET /contracts/:id/usage": (at) => ({ ...contract(at), query: "from=2026-11-01&to=2026-11-02" }),
  "GET /contracts/:id/voices": contract,
  "GET /kiosks/:id/shell": kiosk,
  "POST /kiosks/:id/staff-codes": withBody(kiosk, { issuedTo: "李工", minutes: 5 }),
};
