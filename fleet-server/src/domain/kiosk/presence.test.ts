import { describe, expect, it } from "vitest";
import {
  birth,
  booklet,
  bootA,
  bootB,
  death,
  heartbeat,
  master,
  onlineKiosk,
  reader,
  t0,
} from "../../../test/sample.ts";
import { newKiosk } from "./kiosk.ts";
import {
  applyBirth,
  applyDeath,
  applyHeartbeat,
  doubtPresence,
  restartGraceMs,
  silentAfterMs,
  sweepPresence,
} from "./presence.ts";

describe("a birth", () => {
  it("brings a terminal online and makes its boot the current one", () => {
    const { kiosk, went, newBoot } = applyBirth(newKiosk(master()), birth(), t0);
    expect([went, newBoot, kiosk.status.presence, kiosk.status.bootId, kiosk.boot?.bornAt]).toEqual([
      "online",
      true,
      "online",
      bootA,
      t0,
    ]);
  });
  it("drops devices that are no longer configured from the matrix", () => {
    const { kiosk } = applyBirth(onlineKiosk(), birth({ bootId: bootB, devices: birth().devices.slice(0, 1) }), t0);
    expect([...kiosk.devices.keys()]).toEqual(["id-reader"]);
  });
  it("keeps what was seen of the boot before", () => {
    const first = applyBirth(newKiosk(master()), birth(), t0).kiosk;
    const second = applyBirth(first, birth({ bootId: bootB }), t0 + 1).kiosk;
    expect([second.boot?.bootId, [...second.oldBoots.keys()]]).toEqual([bootB, [bootA]]);
  });
  it("tells boot time and skew by the server's clock when the terminal's is years off", () => {
    const off = Date.UTC(2000, 0, 1);
    const { kiosk } = applyBirth(newKiosk(master()), birth({ at: off, sentAt: off, bootedAt: off - 5000 }), t0);
    expect([kiosk.status.bootedAt, kiosk.status.skewMs]).toEqual([t0 - 5000, off - t0]);
  });
});

describe("a death", () => {
  it("of the current boot takes the terminal offline", () => {
    const online = applyBirth(newKiosk(master()), birth(), t0).kiosk;
    const { kiosk, went } = applyDeath(online, death(), t0 + 1000);
    expect([went, kiosk.status.presence, kiosk.boot?.deathReason]).toEqual(["offline", "offline", "lost"]);
  });
  it("of an old boot does not kill the new one", () => {
    const old = applyBirth(newKiosk(master()), birth(), t0).kiosk;
    const reborn = applyBirth(old, birth({ bootId: bootB }), t0 + 1).kiosk;
    const { kiosk, went } = applyDeath(reborn, death({ bootId: bootA }), t0 + 2);
    expect([went, kiosk.status.presence]).toEqual([null, "online"]);
  });
});

describe("a heartbeat", () => {
  it("brings back a terminal that was thought lost", () => {
    const lost = applyDeath(applyBirth(newKiosk(master()), birth(), t0).kiosk, death(), t0 + 1).kiosk;
    expect(applyHeartbeat(lost, heartbeat(), t0 + 2)).toMatchObject({
      went: "online",
      kiosk: { status: { presence: "online" } },
    });
  });
});

describe("a heartbeat's news of devices", () => {
  it("says when each last answered, by the server's clock, and makes none younger that did not answer", () => {
    const beat = heartbeat({ sentAt: t0 + 60_000, answered: [{ deviceId: reader, at: t0 + 59_000 }] });
    const { devices } = applyHeartbeat(onlineKiosk(), beat, t0 + 90_000).kiosk;
    expect([devices.get(reader)?.answeredAt, devices.get(booklet)?.answeredAt]).toEqual([t0 + 89_000, t0]);
  });
  it("of another boot is not believed", () => {
    const beat = heartbeat({ bootId: bootB, answered: [{ deviceId: reader, at: t0 + 59_000 }] });
    expect(applyHeartbeat(onlineKiosk(), beat, t0 + 90_000).kiosk.devices.get(reader)?.answeredAt).toBe(t0);
  });
});

describe("silence", () => {
  it("of two and a half heartbeats means offline, less does not", () => {
    const kiosk = onlineKiosk();
    expect(sweepPresence(kiosk, t0, silentAfterMs, 1e9)).toBeNull();
    expect(sweepPresence(kiosk, t0, silentAfterMs + 1, 1e9)?.status.presence).toBe("offline");
  });
  it("means offline within a minute of the last sign, whatever else goes wrong", () => {
    // sweep interval 2 s, see jobs/presence-sweep.ts
    expect(silentAfterMs + 2000).toBeLessThan(60_000);
  });
  it("after a server restart means nothing until the grace is over", () => {
    const doubted = doubtPresence(onlineKiosk(), t0);
    expect(doubted.status.presence).toBe("unverified");
    expect(sweepPresence(doubted, t0, null, restartGraceMs)).toBeNull();
    expect(sweepPresence(doubted, t0, null, restartGraceMs + 1)?.status).toMatchObject({
      presence: "offline",
      presenceSince: t0,
    });
  });
  it("of a terminal that never came is no outage", () => {
    expect(sweepPresence(newKiosk(master()), t0, null, 1e9)).toBeNull();
  });
});
