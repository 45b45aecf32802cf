import { App, Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import { agentName } from "../../../shared/format/agent-name.ts";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Age, When } from "../../../shared/ui/When.tsx";
import { useEndOwnSession, useOwnSessions } from "../queries.ts";

export function SessionTable() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const query = useOwnSessions();
  const end = useEndOwnSession();
  return (
    <QueryView query={query} skeleton={<Lines rows={3} />}>
      {({ sessions }) => (
        <table className="table cards">
          <thead>
            <tr>
              <th>{t("account.page.device")}</th>
              <th>{t("account.page.from")}</th>
              <th>{t("account.page.since")}</th>
              <th>{t("account.page.lastSeen")}</th>
              <th>{t("account.page.action")}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((one) => {
              const device = agentName(one.agent) || t("account.page.unknownDevice");
              return (
                <tr key={one.id} data-testid={`session-${one.id}`}>
                  <td className="card-title" title={one.agent}>
                    {device} {one.current ? <span className="chip chip-ok">{t("account.page.here")}</span> : null}
                  </td>
                  <td data-label={t("account.page.from")}>
                    <code>{one.from}</code>
                  </td>
                  <td data-label={t("account.page.since")}>
                    <When at={one.createdAt} />
                  </td>
                  <td data-label={t("account.page.lastSeen")}>
                    <Age at={one.lastSeenAt} />
                  </td>
                  <td>
                    {one.current ? null : (
                      <Popconfirm
                        title={t("account.page.endAsk")}
                        okText={t("account.page.end")}
                        cancelText={t("common.form.cancel")}
                        onConfirm={() =>
                          end.mutate(one.id, {
                            onSuccess: () => void message.success(t("account.page.ended")),
                            onError: (error) => void message.error(errorText(error)),
                          })
                        }
                      >
                        <Button size="small" danger aria-label={t("account.page.endOf", { device })}>
                          {t("account.page.end")}
                        </Button>
                      </Popconfirm>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </QueryView>
  );
}
