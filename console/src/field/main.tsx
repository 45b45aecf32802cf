// The phone's own entry: no kit, no router, nothing of the console's pages.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { beginWaitingBuild } from "./engine/app-updates.ts";
import type { FieldEngine } from "./engine/engine.ts";
import { idleEngine } from "./engine/idle-engine.ts";
import { openEngine } from "./engine/open-engine.ts";
import { EngineProvider } from "./engine/use-engine.tsx";
import { FieldApp } from "./screens/FieldApp.tsx";

const place = document.getElementById("root");
if (place === null) throw new Error("field.html has no #root");
const root = createRoot(place);

function draw(engine: FieldEngine): void {
  root.render(
    <StrictMode>
      <EngineProvider engine={engine}>
        <FieldApp />
      </EngineProvider>
    </StrictMode>,
  );
}

if (!(await beginWaitingBuild())) {
  draw(idleEngine({ name: "opening" }, Date.now));
  draw(await openEngine());
}
