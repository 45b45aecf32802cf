import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, isProblem } from "./api-error.ts";
import { keys } from "./keys.ts";

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: ApiError;
  }
}

/** A refusal stays a refusal; only what may pass by itself (no connection, timeout) is tried once more. */
function worthRetrying(failureCount: number, error: unknown): boolean {
  if (failureCount >= 1) return false;
  return error instanceof ApiError && (error.failure.name === "network" || error.failure.name === "timeout");
}

/** The live feed says when data is old, so age alone refetches only what the feed cannot have told (a hidden tab). */
export function createQueryClient(): QueryClient {
  // Whichever request learns first that the session has ended, or may do less than before, the whole page must know.
  const onError = (error: unknown) => {
    if (isProblem(error, "auth.sign-in-needed")) client.setQueryData(keys.session, null);
    if (isProblem(error, "auth.stage") || isProblem(error, "access.denied")) {
      void client.invalidateQueries({ queryKey: keys.session });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        retry: worthRetrying,
        retryDelay: 600,
        networkMode: "always",
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
  return client;
}
