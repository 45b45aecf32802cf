import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error.ts";

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
  return new QueryClient({
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
}
