import { MenuOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { serverHealth } from "../../shared/api-client/resources.ts";
import { formatDate, formatTimeSeconds } from "../../shared/format/time.ts";
import { useNow } from "../../shared/time/ClockProvider.tsx";
import { AlarmBell } from "../alarms/AlarmBell.tsx";
import { ContractSwitch } from "./ContractSwitch.tsx";
import { LanguageSwitch } from "./LanguageSwitch.tsx";
import { LiveIndicator } from "./LiveIndicator.tsx";

function WallClock() {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <span className="wall-clock" title={t("common.clock")}>
      <span className="wall-date">{formatDate(now)}</span> {formatTimeSeconds(now)}
    </span>
  );
}

function DemoLabel() {
  const { t } = useTranslation();
  const { data } = useQuery(serverHealth());
  if (data?.demo !== true) return null;
  return (
    <Tooltip title={t("common.demoHint")}>
      <span className="demo-label" data-testid="demo-label">
        {t("common.demo")}
      </span>
    </Tooltip>
  );
}

export function TopBar({ phone, onMenu }: { phone: boolean; onMenu: () => void }) {
  const { t } = useTranslation();
  return (
    <header className="top-bar">
      {phone ? (
        <Button
          type="text"
          icon={<MenuOutlined aria-hidden="true" />}
          aria-label={t("common.menu")}
          data-testid="menu"
          onClick={onMenu}
        />
      ) : null}
      <span className="app-name">{t("common.appName")}</span>
      <DemoLabel />
      <span className="top-gap" />
      {phone ? null : <ContractSwitch />}
      <LiveIndicator />
      <AlarmBell />
      {phone ? null : <WallClock />}
      {phone ? null : <LanguageSwitch />}
    </header>
  );
}
