// The shelf of services and the citizens' screens, put together.
import { join } from "node:path";
import { InTurn } from "./fleet/in-turn.ts";
import { type ShelfApi, ShelfDesk } from "./fleet/shelf-desk.ts";
import { ShelfKeeper, shelfEveryMs } from "./fleet/shelf-keeper.ts";
import { type PackageApi, PackageDesk } from "./fleet/shelf-packages.ts";
import { type PublisherApi, PublisherDesk } from "./fleet/shelf-publishers.ts";
import { type ScreenApi, ScreenDesk } from "./fleet/shelf-screens.ts";
import { type TerminalApi, TerminalDesk } from "./fleet/terminal-desk.ts";
import { type VoiceApi, VoiceDesk } from "./fleet/voice-desk.ts";
import { every, type Job } from "./jobs/every.ts";
import { openEvidenceFiles } from "./store/evidence-files.ts";
import type { UpkeepParts } from "./upkeep-desks.ts";

export interface Shelf {
  readonly publishers: PublisherApi;
  readonly packages: PackageApi;
  readonly shelf: ShelfApi;
  readonly voices: VoiceApi;
  readonly screens: ScreenApi;
  readonly terminals: TerminalApi;
}

export async function openShelf(
  parts: Pick<UpkeepParts, "state" | "store" | "commit" | "clock" | "random" | "log" | "dataDir">,
): Promise<Shelf & { readonly shelfJobs: readonly Job[] }> {
  const { state, store, commit, clock, random, log } = parts;
  const history = store.upkeep.shelf;
  const files = openEvidenceFiles(join(parts.dataDir, "packages"), "sha256");
  const turns = new InTurn();
  state.shelf.load(await history.packages());
  const keeper = new ShelfKeeper({ state, history, commit, clock, newId: random.uuid, turns });
  const publishers = new PublisherDesk({ history, commit, clock });
  return {
    publishers,
    packages: new PackageDesk({ history, files, commit, clock, publishers }),
    shelf: new ShelfDesk({ state, history, commit, clock, keeper, turns }),
    voices: new VoiceDesk({ state, history, clock }),
    screens: new ScreenDesk({ state, history, commit, clock, random }),
    terminals: new TerminalDesk({ state, history, routes: store.upkeep.routes, files, clock }),
    shelfJobs: [every(shelfEveryMs, "shelf", log, () => keeper.run())],
  };
}
