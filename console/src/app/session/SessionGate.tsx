// Nothing of the console is on the screen before the session is open. When it ends later the page stays mounted behind the
// sign-in, so that what was typed is still there afterwards.
import type { Me } from "@kiosk/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { keys } from "../../shared/api-client/keys.ts";
import { LiveProvider } from "../../shared/live/LiveProvider.tsx";
import { MeProvider } from "../../shared/session/MeProvider.tsx";
import { localPath } from "../../shared/session/return-path.ts";
import { keepSession, leaveSession, session } from "../../shared/session/session.ts";
import { hearTabs } from "../../shared/session/session-channel.ts";
import { ErrorState } from "../../shared/ui/ErrorState.tsx";
import { PageSkeleton } from "../../shared/ui/PageSkeleton.tsx";
import { IdleWatch } from "./IdleWatch.tsx";
import type { SessionEnd } from "./SignInLayer.tsx";

const SignInLayer = lazy(async () => ({ default: (await import("./SignInLayer.tsx")).SignInLayer }));

/** With the way back. */
function ToSignIn({ from }: { from: string }) {
  const navigate = useNavigate();
  useEffect(() => {
    // On the way there, while its page is being fetched, this is still drawn.
    if (from.startsWith("/sign-in")) return;
    const goal = localPath(from);
    const search = goal === undefined || goal === "/" ? {} : { return: goal };
    void navigate({ to: "/sign-in", search, replace: true });
  }, [from, navigate]);
  return <PageSkeleton />;
}

export function SessionGate({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { href } = useLocation();
  const query = useQuery(session());
  /** whose page this is, as last seen with an open session */
  const [seated, setSeated] = useState<Me>();
  const [end, setEnd] = useState<SessionEnd>();
  const [hold, setHold] = useState(false);
  const open = query.data?.stage === "open" ? query.data : undefined;
  const other = open !== undefined && seated !== undefined && seated.userId !== open.userId;
  if (open !== undefined && !other && seated !== open) setSeated(open);

  useEffect(
    () =>
      hearTabs((news) => {
        if (news.name === "active") return;
        setEnd(news.name === "signed-out" ? "elsewhere" : undefined);
        // The other tab's cookie is this one's too: the server knows whose it is now.
        void client.invalidateQueries({ queryKey: keys.session });
      }),
    [client],
  );
  // Another person has signed in: nothing in memory is theirs.
  useEffect(() => {
    if (other) window.location.reload();
  }, [other]);

  if (other) return <PageSkeleton />;
  if (seated === undefined) {
    if (query.data === undefined) {
      if (query.error === null) return <PageSkeleton />;
      return <ErrorState error={query.error} retrying={query.isFetching} onRetry={() => void query.refetch()} />;
    }
    return <ToSignIn from={href} />;
  }

  const covered = end !== undefined || open === undefined || hold;
  const leaveIdle = () => {
    setEnd("idle");
    // Without a connection the server ends it by itself; this screen is closed in any case.
    leaveSession(client).catch(() => client.setQueryData(keys.session, null));
  };
  return (
    <MeProvider me={seated}>
      <LiveProvider on={!covered} onLost={() => void client.invalidateQueries({ queryKey: keys.session })}>
        {children}
        {covered ? (
          <Suspense fallback={<div className="cover" />}>
            <SignInLayer
              me={query.data ?? null}
              seated={seated}
              end={end ?? "expired"}
              onOpen={() => setEnd(undefined)}
              onHold={setHold}
            />
          </Suspense>
        ) : (
          <IdleWatch
            limitMs={seated.idleLimitMs}
            never={seated.kind === "wall"}
            onActive={() => void keepSession(client)}
            onIdle={leaveIdle}
          />
        )}
      </LiveProvider>
    </MeProvider>
  );
}
