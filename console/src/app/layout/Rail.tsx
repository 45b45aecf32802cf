import { DashboardOutlined, DesktopOutlined, FileTextOutlined, SafetyOutlined, ToolOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { navItems } from "./nav.ts";

const icons = {
  overview: <DashboardOutlined aria-hidden="true" />,
  terminals: <DesktopOutlined aria-hidden="true" />,
  workOrders: <ToolOutlined aria-hidden="true" />,
  contract: <FileTextOutlined aria-hidden="true" />,
  quarantine: <SafetyOutlined aria-hidden="true" />,
} as const;

export function Rail({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  return (
    <nav className="rail-nav" aria-label={t("common.nav.label")}>
      {navItems.map((item) => (
        <Link
          key={item.key}
          to={item.to}
          className="rail-link"
          activeProps={{ className: "active" }}
          onClick={onNavigate}
        >
          {icons[item.key]}
          <span>{t(`common.nav.${item.key}`)}</span>
        </Link>
      ))}
    </nav>
  );
}
