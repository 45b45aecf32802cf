import {
  AlertOutlined,
  AppstoreOutlined,
  AuditOutlined,
  BarChartOutlined,
  BoxPlotOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  DesktopOutlined,
  FileSearchOutlined,
  FileTextOutlined,
  KeyOutlined,
  NodeIndexOutlined,
  SafetyCertificateOutlined,
  SafetyOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
  ToolOutlined,
} from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { navItems } from "./nav.ts";

const icons = {
  portal: <CarryOutOutlined aria-hidden="true" />,
  overview: <DashboardOutlined aria-hidden="true" />,
  terminals: <DesktopOutlined aria-hidden="true" />,
  alarms: <AlertOutlined aria-hidden="true" />,
  workOrders: <ToolOutlined aria-hidden="true" />,
  contract: <FileTextOutlined aria-hidden="true" />,
  inspections: <AuditOutlined aria-hidden="true" />,
  routes: <NodeIndexOutlined aria-hidden="true" />,
  fieldOffice: <SolutionOutlined aria-hidden="true" />,
  guarantees: <SafetyCertificateOutlined aria-hidden="true" />,
  supplies: <BoxPlotOutlined aria-hidden="true" />,
  apps: <AppstoreOutlined aria-hidden="true" />,
  reports: <BarChartOutlined aria-hidden="true" />,
  quarantine: <SafetyOutlined aria-hidden="true" />,
  settings: <SettingOutlined aria-hidden="true" />,
  publishers: <KeyOutlined aria-hidden="true" />,
  users: <TeamOutlined aria-hidden="true" />,
  audit: <FileSearchOutlined aria-hidden="true" />,
} as const;

export function Rail({ onNavigate }: { onNavigate?: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <nav className="rail-nav" aria-label={t("common.nav.label")}>
      {navItems
        .filter((item) => can(me, item.right))
        .filter((item) => !("role" in item) || me.grants.some(({ role }) => role === item.role))
        .map((item) => (
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
