// The end of a list of which more is to be had: read when it comes into view, or when somebody presses the button.
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

interface MorePagesProps {
  shown: number;
  total: number;
  reading: boolean;
  onMore: () => void;
}

/** So far before it is seen, so that whoever scrolls does not wait. */
const ahead = "600px";

export function MorePages({ shown, total, reading, onMore }: MorePagesProps) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  useEffect(() => {
    more.current = onMore;
  });
  useEffect(() => {
    const element = end.current;
    if (element === null || reading) return;
    const seen = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && more.current(), {
      rootMargin: ahead,
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [reading]);
  return (
    <div ref={end} className="more-pages">
      <Button loading={reading} data-testid="more-pages" onClick={onMore}>
        {t("common.morePages", { shown, total })}
      </Button>
    </div>
  );
}
