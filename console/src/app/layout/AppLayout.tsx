import { Outlet } from "@tanstack/react-router";
import { Drawer } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { phoneQuery, useMedia } from "../../shared/ui/use-media.ts";
import { ContractFormHost } from "../contract/NewContractForm.tsx";
import { Admission } from "./Admission.tsx";
import { ServerBanner, StaleBanner } from "./Banners.tsx";
import { ContractSwitch } from "./ContractSwitch.tsx";
import { Rail } from "./Rail.tsx";
import { TopBar } from "./TopBar.tsx";

export function AppLayout() {
  const { t } = useTranslation();
  const phone = useMedia(phoneQuery);
  const [menu, setMenu] = useState(false);
  useEffect(() => {
    document.title = t("common.appName");
  }, [t]);
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        {t("common.skip")}
      </a>
      <TopBar phone={phone} onMenu={() => setMenu(true)} />
      <div className="shell-body">
        {phone ? (
          <Drawer
            open={menu}
            onClose={() => setMenu(false)}
            placement="left"
            size={264}
            title={t("common.menu")}
            closable={{ "aria-label": t("common.close") }}
            className="rail-drawer"
          >
            <Rail onNavigate={() => setMenu(false)} />
            <div className="rail-extra">
              <ContractSwitch onCreate={() => setMenu(false)} />
            </div>
          </Drawer>
        ) : (
          <aside className="rail">
            <Rail />
          </aside>
        )}
        <div className="shell-main">
          <StaleBanner />
          <ServerBanner />
          <main id="main" tabIndex={-1}>
            <Admission>
              <Outlet />
            </Admission>
          </main>
        </div>
      </div>
      <ContractFormHost />
    </div>
  );
}
