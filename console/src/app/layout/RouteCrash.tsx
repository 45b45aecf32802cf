import { WarningOutlined } from "@ant-design/icons";
import { type ErrorComponentProps, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";

/** The last resort: a page whose code could not be fetched (the server was replaced) or that threw while drawing. */
export function RouteCrash({ error }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <div className="page" data-testid="crash">
      <EmptyState
        icon={<WarningOutlined aria-hidden="true" />}
        title={t("common.state.crash")}
        hint={
          <>
            {t("common.state.crashHint")} <code>{error instanceof Error ? error.message : String(error)}</code>
          </>
        }
        action={
          <>
            <Button onClick={() => window.location.reload()}>{t("common.state.reload")}</Button>{" "}
            <Link to="/">{t("common.state.toHome")}</Link>
          </>
        }
      />
    </div>
  );
}
