import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { agentName } from "../../../shared/format/agent-name.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Age, When } from "../../../shared/ui/When.tsx";
import { useEndSession, useUserSessions } from "../queries.ts";

/** Where a person is signed in, each session with its end. */
export function SessionsPanel({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const query = useUserSessions(userId);
  const end = useEndSession(userId);
  const mayRevoke = useCan("session.revoke");
  return (
    <QueryView query={query} skeleton={<Lines rows={2} />}>
      {({ sessions }) =>
        sessions.length === 0 ? (
          <p className="muted">{t("users.sessions.none")}</p>
        ) : (
          <ul className="user-sessions">
            {sessions.map((session) => (
              <li key={session.id} data-testid={`session-${session.id}`}>
                <div>
                  <code>{session.from}</code>{" "}
                  <span className="muted" title={session.agent}>
                    {agentName(session.agent)}
                  </span>
                  <div className="muted small">
                    {t("users.sessions.began")} <When at={session.createdAt} />
                    {t("common.semicolon")}
                    {t("users.sessions.seen")} <Age at={session.lastSeenAt} />
                  </div>
                </div>
                {mayRevoke ? (
                  <Button
                    size="small"
                    danger
                    loading={end.isPending && end.variables === session.id}
                    onClick={() => end.mutate(session.id)}
                  >
                    {t("users.sessions.end")}
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
