// Watches for anybody at the desk, in this tab or another; one minute before the end it asks.
import { Button, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Idle, idleAt } from "../../shared/session/idle.ts";
import { hearTabs, tellTabs } from "../../shared/session/session-channel.ts";

const signs = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** Other tabs need not hear of every movement. */
const tellEveryMs = 5_000;
/** The server counts what a person asks for; of reading and scrolling it hears so. */
const keepEveryMs = 60_000;

interface IdleWatchProps {
  limitMs: number;
  /** a wall screen has nobody before it and is still in use */
  never: boolean;
  onActive: () => void;
  onIdle: () => void;
}

export function IdleWatch({ limitMs, never, onActive, onIdle }: IdleWatchProps) {
  const { t } = useTranslation();
  const [idle, setIdle] = useState<Idle>({ name: "busy" });
  const latest = useRef({ onActive, onIdle, idle });
  const lastActiveAt = useRef(0);
  const toldAt = useRef(0);
  const keptAt = useRef(0);
  useEffect(() => {
    latest.current = { onActive, onIdle, idle };
  });

  useEffect(() => {
    if (never) return;
    lastActiveAt.current = Date.now();
    const look = () => {
      const now = idleAt(Date.now(), lastActiveAt.current, limitMs);
      if (now.name === "over") latest.current.onIdle();
      else setIdle((before) => (now.name === "busy" && before.name === "busy" ? before : now));
    };
    const onSign = () => {
      // A sleeve on the mouse is no answer to the question that now stands there.
      if (latest.current.idle.name !== "busy") return;
      const now = Date.now();
      // nor is the first touch after the machine slept past the end
      if (idleAt(now, lastActiveAt.current, limitMs).name !== "busy") return look();
      lastActiveAt.current = now;
      if (now - keptAt.current >= keepEveryMs) {
        keptAt.current = now;
        latest.current.onActive();
      }
      if (now - toldAt.current < tellEveryMs) return;
      toldAt.current = now;
      tellTabs({ name: "active", at: now });
    };
    const timer = setInterval(look, 1_000);
    for (const sign of signs) document.addEventListener(sign, onSign, { passive: true, capture: true });
    const deaf = hearTabs((news) => {
      if (news.name !== "active") return;
      lastActiveAt.current = Math.max(lastActiveAt.current, news.at);
      look();
    });
    return () => {
      clearInterval(timer);
      for (const sign of signs) document.removeEventListener(sign, onSign, { capture: true });
      deaf();
    };
  }, [limitMs, never]);

  if (idle.name !== "warned") return null;
  const stay = () => {
    const now = Date.now();
    lastActiveAt.current = now;
    toldAt.current = now;
    keptAt.current = now;
    onActive();
    setIdle({ name: "busy" });
    tellTabs({ name: "active", at: now });
  };
  return (
    <Modal
      open
      centered
      width={380}
      zIndex={4000}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      title={t("account.idle.title")}
      footer={
        <Button type="primary" autoFocus data-testid="stay" onClick={stay}>
          {t("account.idle.stay")}
        </Button>
      }
    >
      <p data-testid="idle-warning">{t("account.idle.warning", { seconds: Math.ceil(idle.leftMs / 1000) })}</p>
    </Modal>
  );
}
