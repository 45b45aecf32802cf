import {
  FirstPassword,
  type GrantsChange,
  type NewOrganisation,
  type NewUser,
  type OrganisationChange,
  OrganisationList,
  type SecurityPolicyChange,
  SecurityPolicyView,
  SessionList,
  type UserChange,
  UserList,
  UserView,
} from "@kiosk/contract";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import type { ApiError } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { request } from "../../shared/api-client/request.ts";
import { contracts } from "../../shared/api-client/resources.ts";

/** A memory-hard hash of a busy server takes its time. */
const hashTimeoutMs = 30_000;
const path = (id: string) => `/users/${encodeURIComponent(id)}`;

export const userList = () =>
  queryOptions({ queryKey: keys.users, queryFn: ({ signal }) => request(UserList, "/users", { signal }) });

export const securityPolicy = () =>
  queryOptions({
    queryKey: keys.policyAdmin,
    queryFn: ({ signal }) => request(SecurityPolicyView, "/security-policy", { signal }),
  });

export function useUsers() {
  return useQuery(userList());
}

/** For the names behind ids; whoever may not read them sees the ids. */
export function useContractNames() {
  return useQuery(contracts());
}

export function useOrganisations() {
  return useQuery({
    queryKey: keys.organisations,
    queryFn: ({ signal }) => request(OrganisationList, "/organisations", { signal }),
    staleTime: 60_000,
  });
}

function useUserMutation<V, T>(send: (variables: V) => Promise<T>) {
  const client = useQueryClient();
  return useMutation<T, ApiError, V>({
    mutationFn: send,
    // after a refusal too: somebody was faster, and the page must show how it stands
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}

export function useCreateUser() {
  return useUserMutation((body: NewUser) =>
    request(FirstPassword, "/users", { method: "POST", body, timeoutMs: hashTimeoutMs }),
  );
}

export function changeUser(id: string, body: UserChange) {
  return request(UserView, path(id), { method: "PUT", body });
}

export function useChangeUser(id: string) {
  return useUserMutation((body: UserChange) => changeUser(id, body));
}

export function changeGrants(id: string, body: GrantsChange) {
  return request(UserView, `${path(id)}/grants`, { method: "PUT", body });
}

export function useChangeGrants(id: string) {
  return useUserMutation((body: GrantsChange) => changeGrants(id, body));
}

export function useResetPassword(id: string) {
  return useUserMutation((_: undefined) =>
    request(FirstPassword, `${path(id)}/password`, { method: "POST", body: {}, timeoutMs: hashTimeoutMs }),
  );
}

export function useUnlock(id: string) {
  return useUserMutation((_: undefined) => request(UserView, `${path(id)}/unlock`, { method: "POST", body: {} }));
}

export function useRemoveSecondFactor(id: string) {
  return useUserMutation((_: undefined) => request(UserView, `${path(id)}/second-factor`, { method: "DELETE" }));
}

export function useUserSessions(id: string) {
  return useQuery({
    queryKey: keys.userSessions(id),
    queryFn: ({ signal }) => request(SessionList, `${path(id)}/sessions`, { signal }),
  });
}

export function useEndSession(id: string) {
  const client = useQueryClient();
  return useMutation<z.infer<typeof SessionList>, ApiError, string>({
    mutationFn: (session) =>
      request(SessionList, `${path(id)}/sessions/${encodeURIComponent(session)}`, { method: "DELETE" }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.users }),
  });
}

export function changePolicy(body: z.infer<typeof SecurityPolicyChange>) {
  return request(SecurityPolicyView, "/security-policy", { method: "PUT", body });
}

export function useChangePolicy() {
  const client = useQueryClient();
  return useMutation<z.infer<typeof SecurityPolicyView>, ApiError, z.infer<typeof SecurityPolicyChange>>({
    mutationFn: changePolicy,
    onSuccess: (view) => {
      client.setQueryData(keys.policyAdmin, view);
      return client.invalidateQueries({ queryKey: keys.securityPolicy });
    },
  });
}

export function useCreateOrganisation() {
  const client = useQueryClient();
  return useMutation<z.infer<typeof OrganisationList>, ApiError, z.infer<typeof NewOrganisation>>({
    mutationFn: (body) => request(OrganisationList, "/organisations", { method: "POST", body }),
    onSuccess: (list) => client.setQueryData(keys.organisations, list),
  });
}

export function useChangeOrganisation(id: string) {
  const client = useQueryClient();
  return useMutation<z.infer<typeof OrganisationList>, ApiError, OrganisationChange>({
    mutationFn: (body) =>
      request(OrganisationList, `/organisations/${encodeURIComponent(id)}`, { method: "PUT", body }),
    onSuccess: (list) => client.setQueryData(keys.organisations, list),
    // somebody was faster, and the form must show how it stands
    onError: () => client.invalidateQueries({ queryKey: keys.organisations }),
  });
}
