import type { PackageVersion } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

/** What an app asks of a terminal, and what it can do without. */
export function Needs({ manifest }: { manifest: PackageVersion["manifest"] }) {
  const { t } = useTranslation();
  if (manifest.kind === "theme") return <span className="muted">{t("apps.packages.theme")}</span>;
  const { requires, optional } = manifest;
  const c = "apps.capability" as const;
  return (
    <span>
      {requires.length === 0 ? t("apps.packages.needsNothing") : null}
      {requires.map((one) => t(`${c}.${one}`)).join(t("apps.listSeparator"))}
      {optional.length === 0 ? null : (
        <span className="muted">
          {" "}
          {t("apps.packages.optional", {
            what: optional.map(({ capability }) => t(`${c}.${capability}`)).join(t("apps.listSeparator")),
          })}
        </span>
      )}
    </span>
  );
}
