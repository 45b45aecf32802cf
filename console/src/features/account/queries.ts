import {
  Me,
  type PasswordChange,
  RecoveryCodes,
  type SecondFactorEnrolment,
  SecondFactorOffer,
  type SecondFactorRequest,
  SecurityPolicyView,
  SessionList,
  SetupDone,
  type SetupRequest,
  SetupState,
  type SignInRequest,
} from "@kiosk/contract";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";

/** A memory-hard hash of a busy server takes its time. */
const hashTimeoutMs = 30_000;

export function useSignIn() {
  return useMutation<Me, ApiError, z.infer<typeof SignInRequest>>({
    mutationFn: (body) => request(Me, "/session", { method: "POST", body, timeoutMs: hashTimeoutMs }),
  });
}

export function useSecondFactor() {
  return useMutation<Me, ApiError, z.infer<typeof SecondFactorRequest>>({
    mutationFn: (body) => request(Me, "/session/second-factor", { method: "POST", body }),
  });
}

/** Another secret with every request: asked once for each time the form is shown. */
export function useSecondFactorOffer() {
  return useQuery({
    queryKey: ["second-factor-offer"],
    queryFn: ({ signal }) => request(SecondFactorOffer, "/account/second-factor-offer", { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useEnrolSecondFactor() {
  return useMutation<RecoveryCodes, ApiError, SecondFactorEnrolment>({
    mutationFn: (body) =>
      request(RecoveryCodes, "/account/second-factor", { method: "POST", body, timeoutMs: hashTimeoutMs }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation<Me, ApiError, z.infer<typeof PasswordChange>>({
    mutationFn: (body) => request(Me, "/account/password", { method: "POST", body, timeoutMs: hashTimeoutMs }),
    // every other session of the person has ended with the old password
    onSuccess: () => client.invalidateQueries({ queryKey: keys.ownSessions }),
  });
}

export function useSecurityPolicy() {
  return useQuery({
    queryKey: keys.securityPolicy,
    queryFn: ({ signal }) => request(SecurityPolicyView, "/session/policy", { signal }),
    staleTime: 60_000,
  });
}

export function useOwnSessions() {
  return useQuery({
    queryKey: keys.ownSessions,
    queryFn: ({ signal }) => request(SessionList, "/account/sessions", { signal }),
  });
}

export function useEndOwnSession() {
  const client = useQueryClient();
  return useMutation<z.infer<typeof SessionList>, ApiError, string>({
    mutationFn: (id) => request(SessionList, `/account/sessions/${encodeURIComponent(id)}`, { method: "DELETE" }),
    onSuccess: (list) => client.setQueryData(keys.ownSessions, list),
    onError: () => client.invalidateQueries({ queryKey: keys.ownSessions }),
  });
}

export function useSetupState() {
  return useQuery({
    queryKey: ["setup"],
    queryFn: ({ signal }) => request(SetupState, "/setup", { signal }),
  });
}

export function useSetup() {
  return useMutation<SetupDone, ApiError, SetupRequest>({
    mutationFn: (body) => request(SetupDone, "/setup", { method: "POST", body, timeoutMs: hashTimeoutMs }),
  });
}
