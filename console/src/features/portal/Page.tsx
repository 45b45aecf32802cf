// A firm's first page: what is due, the parts, the month.
import "./portal.css";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { OrdersTab } from "./components/OrdersTab.tsx";
import { PartsTab } from "./components/PartsTab.tsx";
import { ScoreTab } from "./components/ScoreTab.tsx";

export function PortalPage(): ReactElement {
  const { t } = useTranslation();
  const { tab } = useSearch({ from: "/portal" });
  const navigate = useNavigate({ from: "/portal" });
  return (
    <div className="page portal">
      <header className="page-head">
        <h1>{t("portal.title")}</h1>
        <span className="muted">{t("portal.sub")}</span>
      </header>
      <Tabs
        activeKey={tab ?? "orders"}
        onChange={(key) =>
          void navigate({ search: (old) => ({ ...old, tab: key === "parts" || key === "score" ? key : undefined }) })
        }
        destroyOnHidden
        items={[
          { key: "orders", label: t("portal.tabs.orders"), children: <OrdersTab /> },
          { key: "parts", label: t("portal.tabs.parts"), children: <PartsTab /> },
          { key: "score", label: t("portal.tabs.score"), children: <ScoreTab /> },
        ]}
      />
    </div>
  );
}
