import type { ContractShelf } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { usePackages } from "../queries.ts";
import { useAppName } from "../use-app-name.ts";

interface ThemesPanelProps {
  shelf: ContractShelf;
  may: boolean;
  onChange: () => void;
}

/** Which style stands on how many terminals, and those that could be chosen (clause D4: one redesign a year). */
export function ThemesPanel({ shelf, may, onChange }: ThemesPanelProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const nameOf = useAppName();
  const { data } = usePackages();
  const released = (data?.packages ?? []).flatMap(({ manifest, state, digest }) =>
    manifest.kind === "theme" && state === "released" ? [{ manifest, digest }] : [],
  );
  const inPlace = Map.groupBy(shelf.terminals, ({ theme }) => theme.inPlace);
  const waiting = shelf.terminals.filter(({ theme }) => theme.wanted !== null && theme.wanted !== theme.inPlace);
  const c = "apps.themes" as const;
  return (
    <Panel
      title={t(`${c}.title`)}
      sub={t(`${c}.sub`)}
      extra={may ? <Button onClick={onChange}>{t("apps.action.theme")}</Button> : undefined}
    >
      <ul className="apps-themes" data-testid="themes">
        {[...inPlace].map(([id, terminals]) => (
          <li key={id ?? ""}>
            {t(`${c}.count`, { name: id === null ? t(`${c}.builtIn`) : nameOf(id), n: terminals.length })}
          </li>
        ))}
        {waiting.length > 0 ? <li>{t(`${c}.waiting`, { n: waiting.length })}</li> : null}
      </ul>
      <ul className="apps-themes">
        {released.map(({ manifest, digest }) => (
          <li key={digest} className="apps-theme">
            <Swatches colours={Object.values(manifest.colours)} />
            {t(`${c}.released`, { name: manifest.name[lang], version: manifest.version })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** The style's own colours, which no theme of the console has. */
function Swatches({ colours }: { colours: readonly string[] }) {
  const width = 12;
  const shown = [...new Set(colours)].slice(0, 8);
  return (
    <svg width={shown.length * width} height={width} aria-hidden="true">
      {shown.map((colour, index) => (
        <rect
          key={colour}
          className="apps-swatch"
          x={index * width + 0.5}
          y={0.5}
          width={width - 1}
          height={width - 1}
          fill={colour}
        />
      ))}
    </svg>
  );
}
