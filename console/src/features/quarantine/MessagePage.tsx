import { errorCodes } from "@kiosk/contract";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Drawer } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { pick } from "../../shared/format/lang.ts";
import { formatDateTime, formatTimeMillis } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { HexTable } from "../../shared/ui/HexTable.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { Acts } from "./components/Acts.tsx";
import { useQuarantined } from "./queries.ts";

export function MessagePage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const { id } = useParams({ from: "/quarantine/$id" });
  const navigate = useNavigate();
  const query = useQuarantined(id);
  return (
    <Drawer
      open
      size={760}
      closable={{ "aria-label": t("common.close") }}
      title={t("quarantine.detail.title")}
      onClose={() => void navigate({ to: "/quarantine", search: (old) => old })}
    >
      <QueryView
        query={query}
        skeleton={<Lines rows={8} />}
        onError={(error) =>
          isProblem(error, "resource.not-found") ? (
            <EmptyState title={t("quarantine.detail.missing")} hint={t("quarantine.detail.missingHint")} />
          ) : undefined
        }
      >
        {(message) => (
          <div data-testid="quarantine-detail">
            <dl className="facts">
              <div className="fact">
                <dt>{t("quarantine.column.received")}</dt>
                <dd>{`${formatDateTime(message.receivedAt).slice(0, 10)} ${formatTimeMillis(message.receivedAt)}`}</dd>
              </div>
              <div className="fact">
                <dt>{t("quarantine.column.kiosk")}</dt>
                <dd>
                  <code>{message.kioskId}</code>
                </dd>
              </div>
              <div className="fact">
                <dt>{t("quarantine.column.topic")}</dt>
                <dd>
                  <code>{message.topic}</code>
                </dd>
              </div>
              <div className="fact">
                <dt>{t("quarantine.column.reason")}</dt>
                <dd>
                  {pick(lang, errorCodes[message.reason])} <code className="muted">{message.reason}</code>
                </dd>
              </div>
              <div className="fact">
                <dt>{t("quarantine.detail.detail")}</dt>
                <dd>
                  <Verbatim>{message.detail}</Verbatim>
                </dd>
              </div>
            </dl>
            <Acts message={message} />
            <h3 className="drawer-head">
              {t("quarantine.detail.hex")}{" "}
              <span className="muted">{t("quarantine.detail.size", { n: message.bytes })}</span>
            </h3>
            {message.truncated ? <p className="chip chip-warn">{t("quarantine.detail.truncated")}</p> : null}
            <HexTable hex={message.hex} />
          </div>
        )}
      </QueryView>
    </Drawer>
  );
}
