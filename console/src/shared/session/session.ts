// The session as the server has it: one query, read before any page, set anew by whatever learns of a change.
import { Me } from "@kiosk/contract";
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { isProblem } from "../api-client/api-error.ts";
import { keys } from "../api-client/keys.ts";
import { request } from "../api-client/request.ts";
import { tellTabs } from "./session-channel.ts";

/** Null: nobody is signed in. */
export const session = () =>
  queryOptions({
    queryKey: keys.session,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        return await request(Me, "/session", { signal });
      } catch (error) {
        if (isProblem(error, "auth.sign-in-needed")) return null;
        throw error;
      }
    },
    staleTime: 30_000,
  });

/**
 * Tells the server that somebody is at the desk who asks for nothing, but reads and scrolls. Beside the query, whose own
 * reads are the page's. What fails is told again with the next sign, a minute later.
 */
export async function keepSession(client: QueryClient): Promise<void> {
  try {
    await request(Me, "/session", { byPerson: true });
  } catch (error) {
    if (isProblem(error, "auth.sign-in-needed")) await client.invalidateQueries({ queryKey: keys.session });
  }
}

/** Where signing in has led to. What failed while nobody was signed in is read again. */
export function enterSession(client: QueryClient, me: Me): Promise<void> {
  client.setQueryData(keys.session, me);
  if (me.stage !== "open") return Promise.resolve();
  tellTabs({ name: "signed-in", userId: me.userId });
  return client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
}

/** Ends the session at the server and in every tab. A session that is gone already is as good as ended. */
export async function leaveSession(client: QueryClient): Promise<void> {
  try {
    await request(z.undefined(), "/session", { method: "DELETE" });
  } catch (error) {
    if (!isProblem(error, "auth.sign-in-needed")) throw error;
  }
  // an answer of before is none of now
  await client.cancelQueries({ queryKey: keys.session });
  client.setQueryData(keys.session, null);
  tellTabs({ name: "signed-out" });
}
