import { StopOutlined } from "@ant-design/icons";
import { Link, useMatches } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";

/** In place of a page for which the person holds no right. The server would refuse its data anyway. */
export function Admission({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const me = useMe();
  const missing = useMatches({
    select: (matches) => matches.flatMap((match) => match.staticData.right ?? []).find((right) => !can(me, right)),
  });
  if (missing === undefined) return children;
  return (
    <div className="page" data-testid="no-access">
      <EmptyState
        icon={<StopOutlined aria-hidden="true" />}
        title={t("common.noAccess.title")}
        hint={t("common.noAccess.hint")}
        action={<Link to="/">{t("common.noAccess.home")}</Link>}
      />
    </div>
  );
}
