import { Drawer, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { FeedsTab } from "./FeedsTab.tsx";
import { MatrixTab } from "./MatrixTab.tsx";
import { PeopleTab } from "./PeopleTab.tsx";
import { TravelTab } from "./TravelTab.tsx";

const tabs = ["people", "travel", "matrix", "feeds"] as const;
type Tab = (typeof tabs)[number];

/** Who drives, how long things take, how far places are apart, and who reads along. */
export function SettingsDrawer({ contract, onClose }: { contract: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>("people");
  const mayPlan = useCan("route.plan", contract);
  // addresses of calendars are for whoever may give them out
  const shown = tabs.filter((one) => one !== "feeds" || mayPlan);
  return (
    <Drawer
      open
      size={720}
      title={t("routes.settings")}
      closable={{ "aria-label": t("common.close") }}
      onClose={onClose}
    >
      <div className="route-settings" data-testid="route-settings">
        <Segmented<Tab>
          aria-label={t("routes.set.tabs")}
          value={tab}
          onChange={setTab}
          options={shown.map((value) => ({ value, label: t(`routes.set.tab.${value}`) }))}
        />
        {mayPlan ? null : <p className="muted">{t("routes.set.readOnly")}</p>}
        {tab === "people" ? <PeopleTab contract={contract} mayPlan={mayPlan} /> : null}
        {tab === "travel" ? <TravelTab contract={contract} mayPlan={mayPlan} /> : null}
        {tab === "matrix" ? <MatrixTab contract={contract} mayPlan={mayPlan} /> : null}
        {tab === "feeds" ? <FeedsTab contract={contract} /> : null}
      </div>
    </Drawer>
  );
}
