import "./no-eval.ts";
import "./style-nonce.ts";
import "./app.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient } from "../shared/api-client/query-client.ts";
import { createI18n, storedLanguage } from "../shared/i18n/setup.ts";
import { nameListsAsTheyCome } from "../shared/ui/name-lists.ts";
import { Providers } from "./Providers.tsx";
import { router } from "./router.tsx";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

nameListsAsTheyCome();

const i18n = await createI18n(storedLanguage(localStorage));
createRoot(root).render(
  <StrictMode>
    <Providers i18n={i18n} queryClient={createQueryClient()}>
      <RouterProvider router={router} />
    </Providers>
  </StrictMode>,
);
