// What every page has: the frame, and the chosen contract in the address.
import { createRootRoute, retainSearchParams } from "@tanstack/react-router";
import { Root } from "./layout/Root.tsx";
import { RootSearch } from "./search.ts";

export const rootRoute = createRootRoute({
  component: Root,
  validateSearch: RootSearch,
  search: { middlewares: [retainSearchParams(["contract"])] },
});
