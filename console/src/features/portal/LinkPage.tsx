// The page behind a one-time link. It only explains: the link is used up by the button and not by looking.
import "./portal.css";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { useLinkExchange } from "./queries.ts";

export function LinkPage(): ReactElement {
  const { t } = useTranslation();
  const { token } = useParams({ from: "/link/$token" });
  const navigate = useNavigate();
  const errorText = useErrorText();
  const exchange = useLinkExchange();
  const enter = () =>
    exchange.mutate(
      { token },
      {
        onSuccess: ({ orderId }) => {
          if (orderId === null) return;
          void navigate({ to: "/portal/orders/$id", params: { id: orderId }, replace: true });
        },
      },
    );
  return (
    <main className="link-page" data-testid="link-page">
      <section className="panel panel-pad">
        <h1>{t("portal.link.title")}</h1>
        <p>{t("portal.link.what")}</p>
        <p>{t("portal.link.once")}</p>
        <p className="muted">{t("portal.link.logged")}</p>
        {exchange.error === null ? null : (
          <Alert
            type="error"
            showIcon
            data-testid="link-refused"
            title={t("portal.link.refused")}
            description={errorText(exchange.error)}
          />
        )}
        <Button type="primary" size="large" block loading={exchange.isPending} data-testid="link-open" onClick={enter}>
          {t("portal.link.open")}
        </Button>
      </section>
    </main>
  );
}
