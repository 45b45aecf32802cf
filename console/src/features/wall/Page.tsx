import "./wall-panels.css";
import "./wall.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactElement, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../shared/api-client/api-error.ts";
import { keys } from "../../shared/api-client/keys.ts";
import { pick } from "../../shared/format/lang.ts";
import { formatShort, formatTimeSeconds } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useNow, useServerClock } from "../../shared/time/ClockProvider.tsx";
import { Availability, FaultClasses, OrderDays } from "./components/Charts.tsx";
import { DueList, EventList, LowList } from "./components/Lists.tsx";
import { Tiles } from "./components/Tiles.tsx";
import { WallMap } from "./components/WallMap.tsx";
import { WallPanel } from "./components/WallPanel.tsx";
import { enterWall, wallSnapshot } from "./queries.ts";
import { isNight, standsStill } from "./wall-age.ts";

/** The token stands behind `#` of the link and is gone from the address bar as soon as it was read. */
function takeToken(): string | undefined {
  const token = location.hash.slice(1);
  if (token.length < 20) return undefined;
  history.replaceState(history.state, "", location.pathname + location.search);
  return token;
}

/** The session that the link stands for; `entered` once the snapshot may be asked for. */
function useEntry() {
  const client = useQueryClient();
  const [token] = useState(takeToken);
  const { mutate, status, error } = useMutation({
    mutationFn: enterWall,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.wall }),
  });
  // another link in the same tab changes only what stands behind #, which loads nothing
  useEffect(() => {
    const again = () => {
      if (location.hash.length > 20) location.reload();
    };
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, []);
  const asked = useRef(false);
  useEffect(() => {
    if (token === undefined || asked.current) return;
    asked.current = true;
    mutate(token);
  }, [token, mutate]);
  const retry = () => {
    if (token !== undefined) mutate(token);
    else void client.invalidateQueries({ queryKey: keys.wall });
  };
  return { entered: token === undefined || status === "success", refused: error, retry };
}

/** A wall is always dark, whatever theme the machine asks for. */
function useDark(): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.theme;
    root.dataset.theme = "dark";
    return () => {
      if (before !== undefined) root.dataset.theme = before;
    };
  }, []);
}

function Doorstep({ text, onRetry }: { text: string; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="wall-doorstep" data-testid="wall-doorstep">
      <h1>{t("wall.enter.title")}</h1>
      <p>{text}</p>
      <p>{t("wall.enter.hint")}</p>
      <p className="wall-doors">
        <button type="button" onClick={onRetry}>
          {t("wall.enter.retry")}
        </button>
        <Link to="/">{t("wall.enter.home")}</Link>
      </p>
    </div>
  );
}

function WallTime() {
  return <span className="wall-clock-now">{formatTimeSeconds(useNow())}</span>;
}

/** Renders once a second by itself, so that the wall's panels need not. */
function Standing({ heardAt, dataAt, children }: { heardAt: number; dataAt: number; children: ReactElement }) {
  const { t } = useTranslation();
  const now = useNow();
  // freshness is counted by this machine's clock, day and night by the server's
  const still = standsStill(heardAt, Date.now());
  return (
    <div
      className={`wall ${still ? "wall-still" : ""} ${isNight(now) ? "wall-night" : ""}`}
      data-testid="wall"
      data-still={still}
      data-night={isNight(now)}
    >
      {still ? (
        <p className="wall-banner" role="alert" data-testid="wall-stale">
          <b>{t("wall.stale", { time: formatShort(dataAt, now) })}</b> {t("wall.staleHint")}
        </p>
      ) : null}
      {children}
    </div>
  );
}

export function WallPage(): ReactElement {
  const { t } = useTranslation();
  const lang = useLang();
  const clock = useServerClock();
  const { entered, refused, retry } = useEntry();
  const query = useQuery(wallSnapshot(entered));
  const { data, error, dataUpdatedAt } = query;
  useDark();
  useEffect(() => {
    document.title = t("wall.title");
  }, [t]);
  useEffect(() => {
    if (data !== undefined) clock.setServerTime(data.at);
  }, [clock, data]);

  if (refused !== null) return <Doorstep text={t("wall.enter.invalid")} onRetry={retry} />;
  const barred = isProblem(error, "auth.sign-in-needed") || isProblem(error, "access.denied");
  if (barred) {
    const person = isProblem(error, "access.denied");
    return <Doorstep text={t(person ? "wall.enter.person" : "wall.enter.invalid")} onRetry={retry} />;
  }
  if (data === undefined) {
    return (
      <div className="wall-doorstep" role="status">
        <h1>{t("wall.title")}</h1>
        <p>{error === null ? t("wall.enter.busy") : t("wall.staleHint")}</p>
      </div>
    );
  }
  return (
    <Standing heardAt={dataUpdatedAt} dataAt={data.at}>
      <>
        <header className="wall-head">
          <h1>{pick(lang, data.contract)}</h1>
          <span className="wall-title">{t("wall.title")}</span>
          <WallTime />
        </header>
        <main className="wall-grid">
          <Tiles wall={data} />
          <WallPanel id="map" title={t("wall.map")} at={data.at} extra={t("wall.schematic")}>
            <WallMap points={data.points} />
          </WallPanel>
          <DueList orders={data.orders} />
          <EventList events={data.events} />
          <Availability data={data.availability} />
          <FaultClasses data={data.faults} />
          <OrderDays data={data.orderDays} />
          <LowList consumables={data.consumables} />
        </main>
      </>
    </Standing>
  );
}
