import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";

export function NotFound() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <EmptyState
        title={t("common.state.notFound")}
        hint={t("common.state.notFoundHint")}
        action={<Link to="/">{t("common.state.toHome")}</Link>}
      />
    </div>
  );
}
