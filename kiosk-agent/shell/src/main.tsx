import "./app/no-eval.ts";
import "./styles/tokens.css";
import "./styles/frame.css";
import "./styles/parts.css";
import "./styles/home.css";
import "./styles/motif.css";
import "./styles/layouts.css";
import { createRoot } from "react-dom/client";
import { ErrorGuard } from "./app/ErrorGuard.tsx";
import { Shell } from "./app/Shell.tsx";
import { lockPage } from "./policy/lockdown-page.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("no element #root");
lockPage(window);
createRoot(root).render(
  <ErrorGuard>
    <Shell />
  </ErrorGuard>,
);
